"""What 站点信息 may hold: one visible line in each field, real numbers, no private telephone, square pictures."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from cms.emblem import square_of
from cms.invisible import clean_plain_fields

LINES = (
    "site_name", "strapline", "organ", "contact", "undertaker", "address",
    "icp_number", "police_number", "site_code", "footer_note",
)  # fmt: skip
"""The fields that people type into."""
CODES = ("icp_number", "police_number", "site_code")
WIDEST = {"emblem": 1.2, "conac_mark": 1.6}
"""How far a picture's longer side may exceed the other. The mark that is granted is higher than wide."""
MARK_GIVER = "conac.cn"
"""Whose records the mark of a site leads to."""

_BREAKS = {"Cc", "Zl", "Zp"}
"""Unicode's categories of control characters and of line ends."""
_GAP = r"[\s.·-]{0,3}"
# In the groups that people write it in, so that a postcode before a hotline is not taken for one.
_MOBILE = re.compile(
    rf"(?<![0-9])1[3-9](?:[0-9]{_GAP}[0-9]{{4}}|[0-9]{{2}}{_GAP}[0-9]{{3}}){_GAP}[0-9]{{4}}(?![0-9])"
)
_COUNTRY = re.compile(r"(?<![0-9])(?:\+|00)?86(?=[\s.·-]?1)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def tidy(identity: Any) -> None:
    """Take out what nobody sees, blanks at the ends, and in codes the wide forms of digits and letters."""
    clean_plain_fields(identity)
    for name in LINES:
        text = "".join(sign for sign in getattr(identity, name) if unicodedata.category(sign) != "Cf").strip()
        setattr(identity, name, _narrow(text) if name in CODES else text)


def check(identity: Any) -> None:
    """Raise ValidationError, keyed by field, for what must not be public."""
    errors = _line_errors(identity) | _telephone_errors(identity) | _code_errors(identity)
    errors |= _mark_errors(identity)
    for name, widest in WIDEST.items():
        picture = getattr(identity, name)
        wrong = _picture_error(picture, widest) if picture else ""
        if wrong:
            errors[name] = wrong
    if errors:
        raise ValidationError(errors)


def _narrow(code: str) -> str:
    """A code as it is usually typed: `１２３` is 123, and nothing is set apart by blanks."""
    return "".join(unicodedata.normalize("NFKC", code).split())


def _line_errors(identity: Any) -> dict[str, str]:
    """Breaks and tabs come along when several lines are pasted; a browser shows them as something else."""
    said = "这里只能写一行，不能有换行和制表符。请删掉后再保存。"
    return {name: said for name in LINES if any(map(_breaks, getattr(identity, name)))}


def _breaks(sign: str) -> bool:
    return unicodedata.category(sign) in _BREAKS


def _telephone_errors(identity: Any) -> dict[str, str]:
    """A mobile number is somebody's own, however it is set out."""
    said = "这里像有手机号码。公开页面不写个人手机，请改用办公电话、信箱或地址。"
    fields = ("organ", "contact", "undertaker", "address", "strapline", "footer_note")
    return {name: said for name in fields if has_mobile(getattr(identity, name))}


def has_mobile(text: str) -> bool:
    """Whether a mobile number of eleven digits is in the text, also with +86 or with gaps."""
    narrow = _COUNTRY.sub(" ", unicodedata.normalize("NFKC", text))
    return _MOBILE.search(narrow) is not None


def _code_errors(identity: Any) -> dict[str, str]:
    """What the patterns of the fields let through: a word that is no province, and numbers made up to fill a gap."""
    errors = {}
    for name in CODES:
        code = getattr(identity, name)
        digits = "".join(sign for sign in code.partition("-")[0] if sign.isdecimal())
        if not code.isascii() and not _HAN.match(code):
            errors[name] = "请以省份的简称开头，例如“黑”。"
        if code and (not digits.isascii() or len(set(digits)) == 1 or "12345678" in digits):
            errors[name] = "这像是示例号码。请填批下来的号码；还没有就空着。"
    return errors


def _mark_errors(identity: Any) -> dict[str, str]:
    """A mark leads to the record of whoever granted it, on their own host and on none that is called alike."""
    if identity.conac_mark and not identity.conac_url:
        return {"conac_url": "选了网站标识图片，也请填它的查询地址：公开页面上点标识就到那里。"}
    host = urlsplit(identity.conac_url).hostname or ""
    if identity.conac_url and host != MARK_GIVER and not host.endswith(f".{MARK_GIVER}"):
        return {"conac_url": "应以 https:// 开头，网址在 conac.cn 之下。"}
    return {}


def _picture_error(picture: Any, widest: float) -> str:
    """Why the picture cannot stand on every page; empty when it can."""
    longer, shorter = max(picture.width, picture.height), min(picture.width, picture.height)
    if longer > shorter * widest:
        return (
            f"这张图是 {picture.width}×{picture.height} 像素，不够方。"
            f"请裁成长宽相近（长边不超过短边的 {widest} 倍）的图片再选。"
        )
    try:
        square_of(picture)
    except OSError:
        return "这张图读不出来，可能文件已经损坏。请重新上传，或换一张。"
    return ""
