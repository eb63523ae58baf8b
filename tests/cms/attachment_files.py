"""Files as staff upload them: whole ones, and ones that must be refused."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GB_CSV = "单位,件数\r\n甲社区,3\r\n".encode("gb18030")


def archive(parts: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    output = BytesIO()
    with ZipFile(output, "w", compression) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return output.getvalue()


def office(kind: str, more: dict[str, bytes] | None = None, encoding: str = "utf-8") -> bytes:
    """A document whose main part has this type."""
    types = f'<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(encoding), "main.xml": b"<x/>"} | (more or {}))


def ofd() -> bytes:
    """A document in the national format."""
    return archive({"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<Document/>"})


def locked(whole: bytes) -> bytes:
    """The archive with the mark of encryption on its first entry."""
    body = bytearray(whole)
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


def damaged() -> bytes:
    """A document one of whose bytes was changed on the way."""
    body = bytearray(
        archive({"[Content_Types].xml": f"<T>{WORD}</T>".encode(), "a.xml": b"x" * 500}, ZIP_STORED)
    )
    body[body.index(b"x" * 20)] ^= 0xFF
    return bytes(body)


def bomb() -> bytes:
    """Two hundred kilobytes that would unpack to more than anybody writes."""
    return office(WORD, {f"media/{number}.bin": bytes(30_000_000) for number in range(8)})


def crowd() -> bytes:
    """More parts than any document has."""
    return office(WORD, {f"p/{number}": b"" for number in range(5_100)})
