"""What is inside an uploaded attachment: a file is what its name says, opens for everybody and runs nothing."""

import re
import struct
import zlib
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_LIST = 1_000_000

UNREADABLE = (BadZipFile, EOFError, LookupError, OSError, RuntimeError, struct.error, ValueError, zlib.error)
"""What reading a broken archive raises."""
LOCAL_FILE = b"PK\x03\x04"
CENTRAL_ENTRY = b"PK\x01\x02"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office before 2007, and what Office makes of a file with a password."""
MAIN_PARTS = {
    "docx": ("Word 文档", "wordprocessingml.document.main+xml"),
    "xlsx": ("Excel 工作簿", "spreadsheetml.sheet.main+xml"),
}
"""What people call it, and the type that its list of parts names."""
PARTS_LIST = "[content_types].xml"
OFD_ROOT = "ofd.xml"
MACRO_PARTS = ("vbaproject.bin", ".docm", ".dotm", ".xlsm", ".xltm", ".pptm")
MACRO_TYPE = re.compile(r"macro(?:enabled|sheet)|vbaproject", re.IGNORECASE)
MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|script|\?xml|!--)", re.IGNORECASE)

WRONG_KIND = "文件名以 .{extension} 结尾，内容却不是 {kind}。请用原来的软件另存为 .{extension} 再传。"
LOCKED = "这个文件加了密码，读者打不开。请去掉密码，另存一份再传。"
OLD_OR_LOCKED = "这个文件加了密码，或是旧版 Office 的格式。请去掉密码，另存为 .{extension} 再传。"
DAMAGED = "这个文件已经损坏，打不开。请从原处重新复制或另存一份再传。"
TOO_LARGE_INSIDE = "这个文件展开以后太大。请压缩里面的图片，或拆成几个文件再传。"
HAS_MACROS = "这个文件里有宏，不能公开。请另存为不带宏的 .{extension} 再传。"
NOT_TEXT = "这个文件不是文字，或用了 UTF-16 编码。请另存为“CSV UTF-8”或 UTF-8 的文本文件再传。"
IS_MARKUP = "网页和 SVG 不收。请把文字贴进正文，或另存为 pdf 再传。"


def content_problem(file: BinaryIO, extension: str) -> str | None:
    """What is wrong with a file of this extension, and what to do; None when nothing is."""
    file.seek(0)
    body = file.read()
    file.seek(0)
    if extension == "pdf":
        return None if body.startswith(b"%PDF-") else _wrong(extension, "PDF")
    if extension in {"csv", "txt"}:
        return _text_problem(body)
    return _package_problem(body, extension)


def _text_problem(body: bytes) -> str | None:
    if b"\0" in body:
        return NOT_TEXT
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return IS_MARKUP if MARKUP.match(text) else None
    return NOT_TEXT


def _package_problem(body: bytes, extension: str) -> str | None:
    """OFD and the newer Office formats are zip archives of named parts."""
    kind = MAIN_PARTS.get(extension, ("OFD", ""))[0]
    if body.startswith(OLD_OFFICE):
        return OLD_OR_LOCKED.format(extension=extension)
    if not body.startswith(LOCAL_FILE):
        return _wrong(extension, kind)
    # Counted before the list of parts is read, which alone could fill the memory.
    if body.count(CENTRAL_ENTRY) > MOST_PARTS:
        return TOO_LARGE_INSIDE
    try:
        with ZipFile(BytesIO(body)) as package:
            return _parts_problem(package, extension, kind)
    except UNREADABLE:
        return DAMAGED


def _parts_problem(package: ZipFile, extension: str, kind: str) -> str | None:
    parts = package.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        return LOCKED
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return TOO_LARGE_INSIDE
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        return DAMAGED
    names = {part.filename.lower(): part for part in parts}
    types = _types(package, names.get(PARTS_LIST))
    if any(name.endswith(MACRO_PARTS) for name in names) or MACRO_TYPE.search(types):
        return HAS_MACROS.format(extension=extension)
    if not (OFD_ROOT in names if extension == "ofd" else MAIN_PARTS[extension][1] in types):
        return _wrong(extension, kind)
    return DAMAGED if package.testzip() else None


def _types(package: ZipFile, part: ZipInfo | None) -> str:
    """The list of the parts' types; empty where there is none. Raises ValueError for one beyond reason."""
    if part is None:
        return ""
    if part.file_size > LONGEST_LIST:
        raise ValueError("the list of parts is too long")
    body = package.read(part)
    return body.decode("utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")


def _wrong(extension: str, kind: str) -> str:
    return WRONG_KIND.format(extension=extension, kind=kind)
