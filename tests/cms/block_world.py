"""A small world for tests of blocks: a prefix, one public page, files that are only talked of, and numbers."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from cms.models import PlainPage
from cms.rendering import AttachmentFile, PictureFile, Rendering
from cms.views.body import body_html
from publishing.addresses import EditionAddresses
from publishing.contract import Link
from publishing.observations import observation_path
from publishing.page_view import NumberView
from publishing.period import period_text
from publishing.quantity import quantity_view
from tests.cms.fixed_content import FixedContent

BASE = "https://example.gov.cn/zhili"
STREAM = PlainPage.body.field.stream_block


class Files:
    """Stands for both kinds of files; an attachment titled 内部 is not for the public."""

    def file_of(self, thing: Any) -> Any:
        """Addresses that name the object."""
        if hasattr(thing, "width"):
            return PictureFile(f"/zhili/media/{thing.title}.jpg", thing.width, thing.height)
        return (
            None
            if thing.title == "内部"
            else AttachmentFile(f"/zhili/files/1a2b3c4d/x.{thing.kind}", thing.kind, 1_234_567)
        )


def number(period: str, value: int | None, area: str = "230822", **facts: Any) -> NumberView:
    """A published number of the indicator `wishes`."""
    qualifier, measure, note = (
        facts.get(name, other) for name, other in (("qualifier", "exact"), ("measure", "count"), ("note", ""))
    )
    return NumberView(
        label="微心愿",
        quantity=quantity_view(None if value is None else Decimal(value), "个", qualifier, measure),
        period=period_text(period),
        area={"230822": "桦南县"}.get(area, area),
        address=observation_path("wishes", area, period, 1),
        indicator_path="/indicators/wishes/",
        note=note,
    )


def rendering(
    *numbers: NumberView, public: frozenset[str] = frozenset({"/deeds/", "/indicators/wishes/"})
) -> Rendering:
    """The world, with these numbers released."""
    return Rendering(
        addresses=EditionAddresses(
            BASE, {"drawings/wenzheng-after.svg": "/static/drawings/wenzheng-after.svg"}
        ),
        pictures=Files(),
        attachments=Files(),
        home_path="/home/",
        as_of=date(2026, 11, 23),
        content=FixedContent(
            public,
            {5: Link("好事", "/deeds/")},
            {"wishes": numbers},
            "数字取自“治理指标”2026-11-23 的发布。",
        ),
    )


def html_of(kind: str, value: Any, world: Rendering | None = None) -> str:
    """The body of a page with just this block."""
    stream = STREAM.to_python([])
    stream.append((kind, STREAM.child_blocks[kind].normalize(value)))
    return body_html(stream, world or rendering())


def cleaned(kind: str, value: Any) -> Any:
    """The value as the desk stores it on publishing. Raises ValidationError."""
    block = STREAM.child_blocks[kind]
    return block.clean(block.normalize(value))


def picture(title: str = "tu") -> Any:
    """An uploaded picture."""
    return SimpleNamespace(pk=7, title=title, width=1200, height=800, credit="社区供图")


def attachment(title: str = "报名表", kind: str = "pdf") -> Any:
    """An uploaded file."""
    return SimpleNamespace(pk=9, title=title, kind=kind)


def indicator() -> Any:
    """The indicator that `number` is of."""
    return SimpleNamespace(pk=3, code="wishes", name_zh="微心愿", public_path=lambda: "/indicators/wishes/")
