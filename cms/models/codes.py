"""Validators of the codes that third parties use, and of periods."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from publishing.period import is_period

validate_code = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "只能用小写字母、数字和连字符，例如 good-deeds-completed。"
)

validate_area_code = RegexValidator(
    r"^\d{6}(-[a-z0-9]+)*\Z", "县为六位行政区划代码，其下加连字符和拼音，例如 230822-wenzheng。"
)

validate_sha256 = RegexValidator(r"^[0-9a-f]{64}\Z", "应为 64 位小写十六进制的 SHA-256 值。")


def validate_period(text: str) -> None:
    """Raise ValidationError unless the text is a period after SDMX, such as 2025, 2025-Q3 or 2025-06."""
    if not is_period(text):
        raise ValidationError(
            "时期应写成 2025（年）、2025-S1（上半年）、2025-Q3（季度）、2025-06（月）或 2025-06-01（日）。",
            code="period",
        )
