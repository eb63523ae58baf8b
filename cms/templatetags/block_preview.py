"""The preview of a block in the picker: the HTML that readers get, from values that are made up."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from cms.desk_site import DeskAddresses
from cms.identity import home_page
from cms.models.blocks.samples import SAMPLE, SAMPLE_CODE
from cms.public_content import PublicContent
from cms.public_site import public_rendering
from cms.rendering import AttachmentFile, PictureFile, Rendering
from cms.views.body import block_html
from publishing.observations import observation_path
from publishing.page_view import NumberView
from publishing.period import period_text
from publishing.quantity import quantity_view

register = template.Library()

VALUES = (("2022", 120), ("2023", 180), ("2024", 210), ("2025", 260))


class SamplePictures:
    """The same drawing for every picture."""

    def file_of(self, image: Any) -> PictureFile:
        """See `cms.rendering.Pictures`."""
        return PictureFile(DeskAddresses().static("drawings/birches.svg"), image.width, image.height)


class SampleAttachments:
    """A file that is only talked of."""

    def file_of(self, attachment: Any) -> AttachmentFile:
        """See `cms.rendering.Attachments`."""
        return AttachmentFile("#", "pdf", 1_200_000)


class SampleContent(PublicContent):
    """The live content with made-up numbers."""

    def numbers(self, indicator: str) -> tuple[NumberView, ...]:
        """Those of the one indicator that only previews show."""
        return tuple(sample_number(period, value) for period, value in VALUES)

    def numbers_note(self) -> str:
        """Says so."""
        return f"{SAMPLE}，不是真实的数。"


def sample_number(period: str, value: int) -> NumberView:
    """A number of the indicator that only previews show."""
    return NumberView(
        label="样例指标",
        quantity=quantity_view(Decimal(value), "件（演示）", "exact", "count"),
        period=period_text(period),
        area="样例区域",
        address=observation_path(SAMPLE_CODE, SAMPLE_CODE, period, 1),
        indicator_path="",
        note=SAMPLE,
    )


def sample_rendering() -> Rendering:
    """The live site with made-up pictures, files and numbers."""
    content = SampleContent(home_page(), timezone.localdate())
    return public_rendering(DeskAddresses(), SamplePictures(), content, attachments=SampleAttachments())


@register.simple_tag
def public_block(bound: Any) -> str:
    """The HTML of a block and its preview value, as a page's body has it."""
    return block_html(bound.block.name, bound.value, sample_rendering())
