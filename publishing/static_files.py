"""The site's static files under names that carry their hash, so that a browser may keep them for ever.

Style sheets may refer to other static files by relative `url()`, which is rewritten to the hashed name. A sheet
may be made of its neighbours, `@import "type.css";` or `@import "paper.css" print;`: their text takes the place
of the line, so that one concern stays in one source file and a page asks for one sheet. Comments on lines of their
own and indents are left out. Anything else that would lead to a name without a hash is refused.
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from publishing.canonical import sha256_hex

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}

_NAME = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMENT_LINES = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_COMMENT_OR_URL = re.compile(
    r"""/\*(?:.|\n)*?\*/|url\(\s*(?P<quote>["']?)(?P<target>[^"')]*)(?P=quote)\s*\)"""
)
_CSS_IMPORT = re.compile(
    r"""^[ \t]*@import\s+"(?P<sheet>[A-Za-z0-9_.-]+\.css)"\s*(?P<media>[a-z]*);""", re.MULTILINE
)
_ANY_IMPORT = re.compile(r"@import\b")
_JS_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^;\n]*["']|\bimport\s*\(|sourceMappingURL=|new\s+Worker\(""", re.MULTILINE
)


class BadStaticFile(Exception):
    """A static file that cannot be published; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One static file as readers get it."""

    name: str
    """Below the static folder: `css/site.css`."""
    path: str
    """In the edition, without prefix: `/static/css/site.1a2b3c4d.css`."""
    body: bytes
    media_type: str


def static_index(root: Path) -> dict[str, StaticFile]:
    """Every file below `root` by its name there. Hidden files are left out.

    Raises BadStaticFile for an unknown type, an odd name, a reference that leads nowhere or in a circle,
    a style sheet that imports from another folder and a script that imports.
    """
    sources = {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    done: dict[str, StaticFile] = {}
    for name in sources:
        _publish(name, sources, done, ())
    return {name: done[name] for name in sources}


def static_addresses(index: dict[str, StaticFile]) -> dict[str, str]:
    """Name to path in the edition: what `EditionAddresses` and `frame.json` take."""
    return {name: file.path for name, file in index.items()}


def _publish(
    name: str, sources: dict[str, Path], done: dict[str, StaticFile], waiting: tuple[str, ...]
) -> StaticFile:
    """The file under its hashed name, those that it refers to first, since their names change its bytes."""
    if name in waiting:
        raise BadStaticFile(f"{name}: refers to itself by way of {' → '.join(waiting)}")
    if name in done:
        return done[name]
    stem, suffix = posixpath.splitext(name)
    if suffix not in MEDIA_TYPES or not _NAME.fullmatch(name):
        raise BadStaticFile(f"{name}: not a name or a type that is published ({' '.join(MEDIA_TYPES)})")
    body = sources[name].read_bytes()
    if suffix == ".css":
        body = _rewrite(name, body, sources, done, (*waiting, name))
    elif suffix == ".js":
        _refuse_imports(name, body)
    path = f"/static/{stem}.{sha256_hex(body)[:8]}{suffix}"
    done[name] = StaticFile(name, path, body, MEDIA_TYPES[suffix])
    return done[name]


def _rewrite(
    name: str, body: bytes, sources: dict[str, Path], done: dict[str, StaticFile], waiting: tuple[str, ...]
) -> bytes:
    """The style sheet with its imports joined in and every relative `url()` led to the hashed name."""
    text = body.decode()

    def replaced(match: re.Match[str]) -> str:
        if match["target"] is None:  # a comment
            return match[0]
        target = match["target"].strip()
        if target.startswith(("data:", "#")):
            return match[0]
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), target.partition("#")[0]))
        if "//" in target or target.startswith("/") or other not in sources:
            raise BadStaticFile(f"{name}: url({target}) is not a file below the static folder")
        file = _publish(other, sources, done, waiting)
        address = posixpath.relpath(file.path, posixpath.dirname(f"/static/{name}"))
        fragment = target.partition("#")[2]
        return f"url({match['quote']}{address}{'#' + fragment if fragment else ''}{match['quote']})"

    text = _COMMENT_OR_URL.sub(replaced, text)
    joined = _join(name, text, sources, done, waiting)
    # A fifth of the bytes, which every first visit loads. The sources keep their layout.
    return _INDENT.sub("", _COMMENT_LINES.sub("", joined)).encode()


def _join(
    name: str, text: str, sources: dict[str, Path], done: dict[str, StaticFile], waiting: tuple[str, ...]
) -> str:
    """The sheet with the text of its neighbours in place of the lines that import them.

    Only neighbours, since the addresses in them are relative to the folder.
    """
    if _ANY_IMPORT.search(_COMMENT.sub("", _CSS_IMPORT.sub("", text))):
        raise BadStaticFile(f'{name}: only @import "neighbour.css"; or with one medium can be joined')

    def joined(match: re.Match[str]) -> str:
        other = posixpath.join(posixpath.dirname(name), match["sheet"])
        if other not in sources:
            raise BadStaticFile(f"{name}: @import of {match['sheet']}, which is not there")
        sheet = _publish(other, sources, done, waiting).body.decode()
        return f"@media {match['media']} {{\n{sheet}}}" if match["media"] else sheet

    return _CSS_IMPORT.sub(joined, text)


def _refuse_imports(name: str, body: bytes) -> None:
    found = _JS_IMPORT.search(body.decode())
    if found:
        raise BadStaticFile(f"{name}: “{found[0].strip()}” would load a name without a hash")
