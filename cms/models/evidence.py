"""Evidence: what stands behind an observation. A document's text is not stored, only how to find it."""

from django.db import models

from cms.models.codes import validate_code, validate_sha256


class EvidenceKind(models.TextChoices):
    """Kinds of evidence, in the words of the design."""

    DOCUMENT = "document", "文件"
    RECORDS = "records", "逐条记录"
    CALCULATION = "calculation", "计算"


class Evidence(models.Model):
    """A document, counted records or a calculation."""

    code = models.CharField("代码", max_length=80, unique=True, validators=[validate_code])
    kind = models.CharField("种类", max_length=20, choices=EvidenceKind, default=EvidenceKind.DOCUMENT)
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("发布单位", max_length=100, blank=True)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        blank=True,
        validators=[validate_sha256],
        help_text="文件内容的校验值；没有文件时留空。",
    )

    class Meta:
        verbose_name = "依据"
        verbose_name_plural = "依据"
        ordering = ["code"]

    def __str__(self) -> str:
        """The title."""
        return self.title
