"""The frame of an edition that goes back: the site as it was, with the data and the static files of today."""

from pathlib import Path

from publishing.edition.listing import FRAME
from publishing.frame_file import FrameFile, frame_file_bytes, load_frame_file


class OtherAddress(Exception):
    """The site had another address then, which is in every page. The message is Chinese."""


def rolled_frame(earlier: Path, today: Path) -> tuple[bytes, bool]:
    """`frame.json` for going back to the edition at `earlier` from that at `today`; and whether it is a trial.

    Raises OtherAddress, OSError, or ValueError for a file that cannot be read.
    """
    then, now = load_frame_file(earlier / FRAME), load_frame_file(today / FRAME)
    if then.frame.base_url != now.frame.base_url:
        raise OtherAddress(f"那一版的网址是 {then.frame.base_url}，现在是 {now.frame.base_url}")
    # The reader draws what is not a file with the templates of today, which name the static files of today.
    return frame_file_bytes(FrameFile(then.frame, now.catalogue, now.static)), then.frame.trial
