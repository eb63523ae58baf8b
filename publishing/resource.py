"""One address of an edition and its bytes, before it is stored; and what may be an address at all."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from publishing.contract import StoredObject

_PATH = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?")
_TEXT = re.compile(r"text/|.*[/+](?:json|xml)$|application/(?:javascript|schema\+json)$")
_SIBLINGS = (".gz", ".br")


class BadSubmission(Exception):
    """What was handed over cannot become an edition. The message is Chinese and names the path."""


class StaleSubmission(BadSubmission):
    """What was handed over is older than the edition in force; collect it again."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A path without the prefix of BASE_URL, and what it answers."""

    path: str
    body: bytes | Path | StoredObject
    """The bytes, the file that holds them, or what stands for them in the store."""
    media_type: str
    """The full Content-Type."""
    location: str | None = None
    """Where the same bytes stay for ever: the Content-Location of a `latest` copy."""

    @property
    def file(self) -> str:
        """Where it lies below `editions/{N}`."""
        return file_of(self.path)

    @property
    def compressible(self) -> bool:
        """True for text in the wide sense; pictures and archives are compressed already."""
        return _TEXT.match(self.media_type.partition(";")[0]) is not None


@lru_cache(maxsize=100_000)
def file_of(path: str) -> str:
    """The file below `editions/{N}` for a path: `deeds/index.html` for `/deeds/`.

    Raises BadSubmission for a path that a reader could not fetch with exactly these characters.
    """
    segments = path.split("/")
    if not _PATH.fullmatch(path) or {".", "..", ".edition"} & set(segments):
        raise BadSubmission(f"地址“{path}”不可用：只能由字母、数字和 - . _ ~ 组成，以 / 开头。")
    if path.endswith(_SIBLINGS) or segments[-1] == "index.html":
        raise BadSubmission(f"地址“{path}”不可用：这个文件名留给系统。")
    return (path + "index.html" if path.endswith("/") else path).removeprefix("/")


def content_type(media_type: str) -> str:
    """The media type with `charset=utf-8` added where it is text and says none; all our text is UTF-8."""
    if media_type.startswith("text/") and "charset=" not in media_type:
        return f"{media_type}; charset=utf-8"
    return media_type
