"""One report of a reader, as it lies in the box between the public side and the desk."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from publishing.reports.foreign_text import is_plain, plain_line

KINDS: tuple[tuple[str, str], ...] = (
    ("wording", "文字错误"),
    ("number", "数字或数据不对"),
    ("link", "链接或文件打不开"),
    ("privacy", "涉及个人信息"),
    ("other", "其他"),
)
"""What may be wrong: the code that is stored, and the words that readers see."""

MOST_PATH, MOST_QUOTATION, MOST_MESSAGE, MOST_CONTACT = 500, 500, 2000, 100
"""Characters."""
MOST_BYTES = 16 * 1024
"""Of one report in the box. The limits above keep every report below it."""
DIGITS = 8
"""Signs of the number that a reader is told."""

_CODES = {code for code, _ in KINDS}


class BadReport(Exception):
    """What lies in the box is no report; the message says why, and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader wrote, and when it came in. All text is plain text in valid Unicode."""

    # A report is read back strictly: another field or another type was not written by us.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    uuid: UUID
    received: AwareDatetime
    kind: str
    path: Annotated[str, StringConstraints(max_length=MOST_PATH)]
    """Where the fault is, without the prefix of BASE_URL; empty for the site as a whole."""
    edition: Annotated[int, Field(gt=0, lt=2**31)] | None
    """The number of the edition that the reader saw, as far as it is known."""
    quotation: Annotated[str, StringConstraints(max_length=MOST_QUOTATION)]
    message: Annotated[str, StringConstraints(min_length=1, max_length=MOST_MESSAGE)]
    contact: Annotated[str, StringConstraints(max_length=MOST_CONTACT)]

    @property
    def number(self) -> str:
        """What the reader is told."""
        return number_of(self.uuid)

    def as_json(self) -> bytes:
        """The file in the box."""
        fields = asdict(self) | {"uuid": str(self.uuid), "received": self.received.isoformat()}
        return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def number_of(uuid: UUID) -> str:
    """The first eight signs, in capitals."""
    return uuid.hex[:DIGITS].upper()


def read_report(data: bytes) -> Report:
    """The report in a file of the box. Raises BadReport for anything that `Report.as_json` would not write."""
    if len(data) > MOST_BYTES:
        raise BadReport(f"more than {MOST_BYTES} bytes")
    try:
        report = _adapter().validate_json(data)
    except ValidationError as error:
        raise BadReport(_where(error)) from None
    if report.kind not in _CODES:
        raise BadReport("an unknown kind")
    if report.path and (not report.path.startswith("/") or report.path.startswith("//")):
        raise BadReport("a path that is not of this site")
    if not all(map(is_plain, (report.quotation, report.message))):
        raise BadReport("unseen characters")
    if not all(plain_line(line) == line for line in (report.path, report.contact)):
        raise BadReport("several lines where one belongs")
    return report


def _where(error: ValidationError) -> str:
    """Which fields were wrong; what they held may be personal and stays out of logs."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return ", ".join(f"{'.'.join(map(str, each['loc'])) or 'file'}: {each['type']}" for each in found[:5])


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
