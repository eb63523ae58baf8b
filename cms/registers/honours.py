"""荣誉: one row for each honour of a public area, organisation or brand."""

from collections.abc import Iterator
from typing import Any

from cms.models import Area, BrandPage, Organisation
from cms.registers.declaration import EVIDENCE, SAMPLE, YES_NO, Register, RegisterColumn, address_column
from cms.registers.public_pages import public_pages
from publishing.structure import Column, Kind, Role


def _honours() -> Iterator[Any]:
    """The honours of everything public, each with the path and the name of its holder."""
    for model in (Area, Organisation):
        for record in model._default_manager.filter(live=True).prefetch_related("honours__evidence"):
            for honour in record.honours.all():
                honour.holder_path, honour.holder_name, honour.sample = (
                    record.public_path(),
                    str(record),
                    record.sample,
                )
                yield honour
    for brand in public_pages(BrandPage):
        for honour in brand.honours.all():
            honour.holder_path, honour.holder_name, honour.sample = (
                brand.public_address,
                brand.title,
                brand.sample,
            )
            yield honour


HONOURS = Register(
    dataset="honours",
    records=_honours,
    reads=(("all_rows", "area"), ("all_rows", "organisation"), ("all_rows", "brand")),
    key=("holder", "title"),
    columns=(
        RegisterColumn(
            Column("holder", Kind.ADDRESS, "获得者", "Holder", "获得者页面的地址。", Role.DIMENSION),
            lambda honour: honour.holder_path,
        ),
        RegisterColumn(
            Column("holder_name", Kind.TEXT, "获得者名称", "Holder name", "区域、组织或品牌的名称。"),
            lambda honour: honour.holder_name,
        ),
        RegisterColumn(
            Column("title", Kind.TEXT, "荣誉", "Title", "荣誉的名称。", Role.DIMENSION),
            lambda honour: honour.title,
        ),
        RegisterColumn(
            Column("awarded_by", Kind.TEXT, "授予单位", "Awarded by", "来源没写时为空。", nullable=True),
            lambda honour: honour.awarded_by or None,
        ),
        RegisterColumn(
            Column("period", Kind.PERIOD, "时间", "Period", "来源没写时为空。", nullable=True),
            lambda honour: honour.period or None,
        ),
        RegisterColumn(
            Column("note", Kind.TEXT, "注", "Note", "需要说明的。", nullable=True),
            lambda honour: honour.note or None,
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda honour: honour.holder_path, "获得者页面的地址。"),
    ),
    code_lists=(YES_NO,),
)
