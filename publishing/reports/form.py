"""The form of a report: what an address fills in, what a reader sent, and what is wrong with it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from publishing.addresses import prefix_of
from publishing.reports.foreign_text import plain_line, plain_text
from publishing.reports.report import KINDS, MOST_CONTACT, MOST_MESSAGE, MOST_PATH, MOST_QUOTATION

MOST_FIELDS = 40
TRAP = "website"
"""A field that is never shown. Programs that fill in every field fill it in too; whoever did is asked again."""
TRAPPED = "有一栏本来应当空着，现在空出来了。请看一遍内容，再提交一次。"

_CODES = {code for code, _ in KINDS}
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Form:
    """What the form holds, as plain text, and what to do about each field that is not right."""

    kind: str = ""
    page: str = ""
    """A path of this site; as it was written where it is none."""
    quote: str = ""
    message: str = ""
    contact: str = ""
    edition: int | None = None
    trapped: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    """A sentence by the name of the field."""


class NotOfThisSite(Exception):
    """An address that no page of this site has; the message says what to write."""


def prefilled(query: str, referer: str, base_url: str) -> Form:
    """The empty form as an address asks for it: `?kind=`, `?page=`, `?quote=`. Without a page, the one before it.

    What an address gets wrong is left out: the reader did not write it.
    """
    asked = _fields(query)
    try:
        page = site_path(asked.get("page") or _earlier(referer, base_url), base_url)
    except NotOfThisSite:
        page = ""
    kind = asked.get("kind", "")
    return Form(
        kind=kind if kind in _CODES else "",
        page=page,
        quote=plain_text(asked.get("quote", ""))[:MOST_QUOTATION].strip(),
    )


def sent(body: bytes, base_url: str, newest: int) -> Form:
    """What a reader sent, checked. `newest` is the edition in force, for a form that names none or a later one."""
    told = _fields(body.decode("utf-8", "replace"))
    errors: dict[str, str] = {}
    page = plain_line(told.get("page", ""))
    try:
        page = site_path(page, base_url)
    except NotOfThisSite as error:
        errors["page"] = str(error)
    made = Form(
        kind=told.get("kind", ""),
        page=page,
        quote=plain_text(told.get("quote", "")),
        message=plain_text(told.get("message", "")),
        contact=plain_line(told.get("contact", "")),
        edition=_edition(told.get("edition", ""), newest),
        trapped=bool(told.get(TRAP)),
        errors=errors,
    )
    return _checked(made, errors)


def site_path(text: str, base_url: str) -> str:
    """The path below BASE_URL that an address means, without its question; empty for no address.

    Raises NotOfThisSite.
    """
    address = plain_line(text)
    if not address:
        return ""
    try:
        there = urlsplit(address if "://" in address or address.startswith("/") else f"//{address}")
        host, path = there.hostname, there.path or "/"
    except ValueError:
        host, path = "?", ""
    if host is not None and host != urlsplit(base_url).hostname:
        raise NotOfThisSite("请填本站的地址，以 / 开头，可以从浏览器的地址栏复制；说不清就空着。")
    prefix = prefix_of(base_url)
    if path == prefix or path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix) or "/"
    if path.startswith("//"):
        raise NotOfThisSite("地址开头只要一个 /，请改一下，或者空着。")
    if len(path) > MOST_PATH:
        raise NotOfThisSite(f"地址最多 {MOST_PATH} 个字符，请删短，或者空着。")
    return path


def _checked(made: Form, errors: dict[str, str]) -> Form:
    """The same form with what is wrong besides the page."""
    if made.kind not in _CODES:
        errors["kind"] = "请选一项。"
    if not made.message:
        errors["message"] = "请写明哪里不对。"
    for name, text, most in (
        ("quote", made.quote, MOST_QUOTATION),
        ("message", made.message, MOST_MESSAGE),
        ("contact", made.contact, MOST_CONTACT),
    ):
        if len(text) > most:
            errors[name] = f"最多 {most} 个字，现在是 {len(text)} 个，请删去一些。"
    return made


def _edition(text: str, newest: int) -> int:
    known = int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
    return known if 0 < known <= newest else newest


def _earlier(referer: str, base_url: str) -> str:
    """The page that the reader came from; from the form itself, as after a change of the type, the page in it."""
    try:
        came = site_path(referer, base_url)
    except NotOfThisSite:
        return ""
    return _fields(urlsplit(referer).query).get("page", "") if came.startswith("/report/") else came


def _fields(text: str) -> dict[str, str]:
    """Names and their first values. Bytes that are not UTF-8 become U+FFFD; of too many fields none is read."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found
