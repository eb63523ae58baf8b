"""What `site/deploy/push-bucket.sh` hands to rclone: which files of the edition in force go up, with which headers.

`python -m publishing.follow.bucket DATA OUT [PREVIOUS]` writes lists into the folder OUT. PREVIOUS is the number of an
edition that the bucket holds whole already: what is the same there is copied inside the bucket.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from publishing.announcement import Announcement, announcement_of
from publishing.edition.codings import coding
from publishing.edition.listing import STORE, STORE_SIGNATURE, StoreDocument
from publishing.edition.read import current_number, numbers
from publishing.edition.withdrawals import LIST
from publishing.folder import DataFolder
from publishing.follow.withdrawn import listed
from publishing.reader.headers import cache_control

Headers = tuple[str, ...]

PRIVATE: Headers = ("Content-Type: application/octet-stream", "Cache-Control: public, max-age=60")
"""Of files that followers alone ask for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the lists; 1 with a line in Chinese where nothing may be pushed."""
    parser = argparse.ArgumentParser("python -m publishing.follow.bucket")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, help="空目录；其中可有 was.json：桶里现在的 current.json")
    parser.add_argument("previous", type=int, nargs="?")
    options = parser.parse_args(arguments)
    folder = DataFolder(options.data)
    number = current_number(folder)
    if number is None:
        sys.stderr.write("本机还没有公开任何一版。\n")
        return 1
    said = announcement_of(folder.edition(number))
    if not _may_follow(options.out / "was.json", said):
        sys.stderr.write(
            f"桶里的一版比本机的第 {number} 版（{said.published}）新，没有上传；请看是否用错了目录。\n"
        )
        return 1
    _write(options.out, folder, said, options.previous)
    return 0


def headers_of(store: StoreDocument) -> dict[str, Headers]:
    """The headers of every file of an edition, as the reader would send them."""
    found = dict.fromkeys((entry["path"] for entry in store["files"]), PRIVATE)
    for path, entry in store["resources"].items():
        plain = (f"Content-Type: {entry['type']}", f"Cache-Control: {cache_control(path)}")
        found[entry["file"]] = plain
        for name in entry["codings"]:
            found[entry["file"] + coding(name).suffix] = (*plain, f"Content-Encoding: {name}")
    return found


def _may_follow(was: Path, said: Announcement) -> bool:
    """A bucket never goes back: the wrong DATA folder must not replace what the public reads."""
    try:
        before = Announcement.parse(was.read_bytes())
    except (FileNotFoundError, ValueError):
        return True
    return (before.published, before.edition) <= (said.published, said.edition)


def _write(out: Path, folder: DataFolder, said: Announcement, previous: int | None) -> None:
    root = folder.edition(said.edition)
    ours = _facts(root)
    theirs = _facts(folder.edition(previous)) if previous is not None else {}
    changed = [name for name, facts in ours.items() if theirs.get(name) != facts]
    groups: defaultdict[Headers, list[str]] = defaultdict(list)
    for name in changed:
        groups[ours[name][1]].append(name)
    # Last in the edition: where they are, the edition is whole.
    groups[PRIVATE] = groups.pop(PRIVATE, [])
    for place, (headers, names) in enumerate(groups.items()):
        _lines(out / f"{place:02}.files", names)
        _lines(out / f"{place:02}.headers", headers)
    _lines(out / "last.files", [STORE, STORE_SIGNATURE])
    _lines(out / "last.headers", PRIVATE)
    other = [STORE, STORE_SIGNATURE, *(name for name, facts in theirs.items() if ours.get(name) != facts)]
    # rclone's patterns; published names have no character that means something in one.
    _lines(out / "not-the-same", [f"/{name}" for name in other])
    _lines(out / "withdrawn.files", _withdrawn(folder, said.edition))
    (out / "edition").write_text(f"{said.edition}\n")
    (out / "current.json").write_bytes(said.as_bytes())


def _facts(root: Path) -> dict[str, tuple[str, Headers]]:
    """SHA-256 and headers of every listed file."""
    store: StoreDocument = json.loads((root / STORE).read_bytes())
    headers = headers_of(store)
    return {entry["path"]: (entry["sha256"], headers[entry["path"]]) for entry in store["files"]}


def _withdrawn(folder: DataFolder, current: int) -> list[str]:
    """Files of earlier editions that the bucket may hold still, as `{N}/{name}`."""
    digests = listed(folder.editions / LIST)
    found = []
    for number in numbers(folder) if digests else ():
        store: StoreDocument = json.loads((folder.edition(number) / STORE).read_bytes())
        names = {entry["path"] for entry in store["files"] if entry["sha256"] in digests}
        for entry in store["resources"].values():
            if entry["sha256"] in digests:
                names.update(
                    entry["file"] + suffix for suffix in ("", *(coding(c).suffix for c in entry["codings"]))
                )
        found += [f"{number}/{name}" for name in sorted(names) if number != current]
    return found


def _lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
