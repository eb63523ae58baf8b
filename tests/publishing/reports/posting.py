"""Sends forms to the reader as a browser does, and looks into the box."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from bs4 import BeautifulSoup

from publishing.reports.report import Report, read_report
from tests.publishing.reader.wsgi_client import Reply, WsgiClient

FORM = "application/x-www-form-urlencoded"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://127.0.0.1:8000"}
FIELDS = {"kind": "wording", "page": "/deeds/", "quote": "凉停", "message": "“停”应当是“亭”。", "contact": ""}


def posted(
    reader: WsgiClient,
    fields: Mapping[str, str] | bytes = FIELDS,
    *,
    target: str = "/report/",
    headers: Mapping[str, str] = OURS,
    media_type: str = FORM,
    length: str | None = None,
) -> Reply:
    """The answer to a POST. `length` is what the client says of its length instead of the truth."""
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    path, _, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": media_type,
        "CONTENT_LENGTH": str(len(body)) if length is None else length,
        "wsgi.input": BytesIO(body),
        **headers,
    }
    setup_testing_defaults(environ)
    environ["SCRIPT_NAME"] = ""
    seen: list[tuple[str, list[tuple[str, str]]]] = []
    chunks = reader.application(environ, lambda status, pairs: seen.append((status, pairs)))
    answer = b"".join(chunks)
    status, pairs = seen[0]
    assert len({name.lower() for name, _ in pairs}) == len(pairs), f"repeated header in {pairs}"
    return Reply(int(status.split()[0]), {name.lower(): value for name, value in pairs}, answer)


def box_of(root: Path) -> list[Path]:
    """Everything in the box, drafts too."""
    return sorted((root / "spool/ticket").glob("*"))


def only_report(root: Path) -> Report:
    """The only report in the box."""
    (file,) = box_of(root)
    return read_report(file.read_bytes())


def soup(reply: Reply) -> BeautifulSoup:
    """The page of an answer."""
    return BeautifulSoup(reply.text, "html.parser")


def value_of(reply: Reply, name: str) -> str:
    """What a field of the form holds."""
    found = soup(reply).select_one(f"[name={name}]")
    assert found is not None
    return found.text if found.name == "textarea" else str(found.get("value", ""))
