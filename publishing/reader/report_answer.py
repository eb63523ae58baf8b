"""`/report/`: the form for what is wrong, and the reader's only write: a report in the box of the desk."""

import logging
import re
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from publishing.folder import DataFolder
from publishing.page_view import PageView
from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.elder import mark, wants_elder
from publishing.reader.errors import HTML
from publishing.reader.headers import NEVER, Header, safety, vary
from publishing.reader.parameters import query_for_header
from publishing.reader.served_edition import ServedEdition
from publishing.render import render_page
from publishing.reports.form import TRAPPED, Form, prefilled, sent
from publishing.reports.origin import Sender, sender
from publishing.reports.report import DIGITS, Report
from publishing.reports.report_view import PATH, SENT_PATH, report_view, sent_view
from publishing.reports.spool import BoxFull, put

MOST_BODY = 48 * 1024
"""Bytes of a form. A Han character takes nine in it, so 2 000 of them do not fit into the 16 kB of a report."""
MOST_DISCARDED = 1024 * 1024
TRY_AGAIN: Header = ("Retry-After", "600")

_DIGITS = 9
_FORM = "application/x-www-form-urlencoded"
_NUMBER = re.compile(rf"(?:^|&)n=([0-9A-F]{{{DIGITS}}})(?:&|$)")

TOO_LONG = "写的内容太长，没有收下。请回到上一页，删短以后再提交。"
NO_FORM = "没有收下。请用本页的表单提交。"
FOREIGN = "没有收下：这份表单不是从本站发来的。请看一遍下面的内容，是您要说的，再提交一次。"
UNTOLD = "没有收下：您的浏览器没有说明表单来自哪个网站。内容还在下面，请换一个浏览器再提交。"
FULL = "没有收下：等着处理的报错太多了。内容还在下面，请过一会儿再提交。"
NO_ROOM = "没有收下：服务器现在存不下。内容还在下面，请过一会儿再提交。"

logger = logging.getLogger(__name__)


def report_form(edition: ServedEdition, environ: Environ) -> Answer:
    """The form, filled in as the address asks; from the address without its slash, the way there."""
    if not environ["PATH_INFO"].endswith("/"):
        location = f"{edition.prefix}{PATH}"
        query = query_for_header(environ)
        moved = [("Location", f"{location}?{query}" if query else location), ("Content-Length", "0")]
        return Answer(HTTPStatus.MOVED_PERMANENTLY, [*moved, *_private(edition, PATH)])
    form = prefilled(_query(environ), environ.get("HTTP_REFERER", ""), edition.base_url)
    return _form_page(edition, environ, form, HTTPStatus.OK)


def report_sent(edition: ServedEdition, environ: Environ) -> Answer:
    """The page that tells the number; without one in the address, the way to the form."""
    number = _NUMBER.search(_query(environ))
    if number is None:
        return _redirect(edition, environ, PATH, HTTPStatus.FOUND)
    return _page(edition, environ, sent_view(number[1]), PATH, HTTPStatus.OK)


def report_posted(edition: ServedEdition, environ: Environ) -> Answer:
    """What a reader sent: 303 to its number, or the form again with what was wrong and nothing lost."""
    status = _refusal(environ)
    if status is not None:
        too_long = status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if too_long:
            # A browser that is still sending when the connection is closed shows its own error instead of ours.
            _body(environ, MOST_DISCARDED)
        words = TOO_LONG if too_long else NO_FORM
        return _form_page(edition, environ, Form(), status, words)
    form = sent(_body(environ, MOST_BODY), edition.base_url, edition.number)
    came_from = sender(environ, edition.base_url)
    if came_from is not Sender.OURS:
        words = UNTOLD if came_from is Sender.UNTOLD else FOREIGN
        return _form_page(edition, environ, form, HTTPStatus.FORBIDDEN, words)
    if form.errors or form.trapped:
        words = TRAPPED if form.trapped else ""
        return _form_page(edition, environ, form, HTTPStatus.UNPROCESSABLE_ENTITY, words)
    return _put(edition, environ, form)


def _put(edition: ServedEdition, environ: Environ, form: Form) -> Answer:
    """Into the box; where it is full or cannot be written, the form again. Nobody is told that it was taken then."""
    report = Report(
        uuid=uuid4(),
        received=datetime.now(UTC),
        kind=form.kind,
        path=form.page,
        edition=form.edition,
        quotation=form.quote,
        message=form.message,
        contact=form.contact,
    )
    try:
        put(DataFolder(Path(settings.DATA_DIR)), report)
    except BoxFull:
        logger.error("the box of reports is full: is the scheduler running at the desk?")
        return _form_page(edition, environ, form, HTTPStatus.SERVICE_UNAVAILABLE, FULL)
    except OSError:
        logger.exception("a report could not be written")
        return _form_page(edition, environ, form, HTTPStatus.SERVICE_UNAVAILABLE, NO_ROOM)
    return _redirect(edition, environ, SENT_PATH, HTTPStatus.SEE_OTHER, f"n={report.number}")


def _refusal(environ: Environ) -> HTTPStatus | None:
    """The status for a body that is not read at all."""
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != _FORM:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()):
        return HTTPStatus.LENGTH_REQUIRED
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if len(length) > _DIGITS or int(length) > MOST_BODY else None


def _body(environ: Environ, most: int) -> bytes:
    """As many bytes as were announced, or as many as came, or `most`."""
    announced = environ["CONTENT_LENGTH"]
    left, parts = most if len(announced) > _DIGITS else min(int(announced), most), []
    while left > 0:
        part: bytes = environ["wsgi.input"].read(left)
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _form_page(
    edition: ServedEdition, environ: Environ, form: Form, status: HTTPStatus, refused: str = ""
) -> Answer:
    """The form as a page; what refused it also says whom to ask otherwise."""
    contact = edition.frame.contact
    if refused and contact:
        refused = f"{refused}也可以直接联系：{contact}。"
    view = report_view(form, edition.number, refused=refused, elder=_elder(environ))
    answer = _page(edition, environ, view, PATH, status)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers.append(TRY_AGAIN)
    return answer


def _page(edition: ServedEdition, environ: Environ, view: PageView, path: str, status: HTTPStatus) -> Answer:
    """A page that no cache keeps: it may hold what somebody wrote."""
    body = render_page(view, edition.frame, edition.addresses).encode()
    if _elder(environ):
        body = mark(body)
    headers = [("Content-Type", HTML), ("Content-Length", str(len(body))), *_private(edition, path)]
    return Answer(status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


def _redirect(
    edition: ServedEdition, environ: Environ, path: str, status: HTTPStatus, query: str = ""
) -> Answer:
    asked = "&".join(filter(None, (query, "elder=1" if _elder(environ) else "")))
    location = edition.prefix + path + (f"?{asked}" if asked else "")
    return Answer(status, [("Location", location), ("Content-Length", "0"), *_private(edition, path)])


def _private(edition: ServedEdition, path: str) -> list[Header]:
    return [("Cache-Control", NEVER), ("Vary", vary(path)), *safety(path, edition.base_url)]


def _elder(environ: Environ) -> bool:
    return wants_elder(environ.get("QUERY_STRING", ""))


def _query(environ: Environ) -> str:
    """The query as UTF-8: WSGI spells bytes as Latin-1."""
    return str(environ.get("QUERY_STRING", "")).encode("latin-1").decode("utf-8", "replace")
