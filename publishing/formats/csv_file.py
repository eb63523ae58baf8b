"""CSV after RFC 4180: UTF-8 without a byte order mark, CRLF, ids as header, null as an empty cell."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from publishing.numbers import number_text
from publishing.release_content import ReleaseContent
from publishing.structure import Value


def render(content: ReleaseContent) -> bytes:
    """The whole table."""
    return csv_bytes(content.dataset.structure.names(), content.rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The table of any rows; numbers are written with the same digits as in JSON."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | Decimal) else value
