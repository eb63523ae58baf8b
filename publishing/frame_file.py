"""`frame.json`: what the reader needs besides files to answer the few requests that are not files."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from publishing.canonical import canonical_json
from publishing.contract import Catalogue, Frame


@dataclass(frozen=True, slots=True)
class FrameFile:
    """The frame, the catalogue, and static names with their paths in this edition."""

    frame: Frame
    catalogue: Catalogue
    static: dict[str, str]
    """Names below `site/static` to paths such as `/static/css/site.1a2b3c4d.css`: what `EditionAddresses` takes."""


def frame_file_bytes(content: FrameFile) -> bytes:
    """The file: canonical JSON, so that equal frames have equal bytes."""
    return canonical_json(_adapter().dump_python(content, mode="json"))


def load_frame_file(path: Path) -> FrameFile:
    """Reads the file back. Raises OSError, or ValueError (pydantic's) for one that does not fit."""
    return _adapter().validate_json(path.read_bytes())


@cache
def _adapter() -> TypeAdapter[FrameFile]:
    return TypeAdapter(FrameFile)
