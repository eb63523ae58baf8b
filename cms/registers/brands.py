"""党建品牌: one row for each brand."""

from cms.models import BrandPage
from cms.models.brand import BrandKind
from cms.registers.declaration import (
    EVIDENCE,
    SAMPLE,
    YES_NO,
    Register,
    RegisterColumn,
    address_column,
    choice_list,
    live_code,
)
from cms.registers.public_pages import public_pages
from publishing.structure import Column, Kind, Role

BRANDS = Register(
    dataset="brands",
    records=lambda: public_pages(BrandPage),
    key=("brand",),
    page_type="brand",
    reads=(("all_rows", "brand"),),
    columns=(
        RegisterColumn(
            Column("brand", Kind.TEXT, "编号", "Brand", "品牌的编号，取自页面地址。", Role.DIMENSION),
            lambda brand: brand.slug,
        ),
        RegisterColumn(Column("title", Kind.TEXT, "名称", "Title", "品牌名称。"), lambda brand: brand.title),
        RegisterColumn(
            Column(
                "kind", Kind.CODE, "类别", "Kind", "载体、示范点、活动品牌或机制。", Role.DIMENSION, codes="brand-kinds"
            ),
            lambda brand: brand.kind,
        ),
        RegisterColumn(
            Column(
                "organisation", Kind.CODE, "创建或所属单位", "Organisation", "谁创建的，或是谁的；来源没写时为空。",
                nullable=True, codes="organisations",
            ),
            lambda brand: live_code(brand.organisation),
        ),
        RegisterColumn(
            Column("area", Kind.CODE, "区域", "Area", "在哪个区域。", Role.DIMENSION, nullable=True, codes="areas"),
            lambda brand: live_code(brand.area),
        ),
        RegisterColumn(
            Column("since", Kind.PERIOD, "创建时间", "Since", "来源没写时为空。", nullable=True),
            lambda brand: brand.since or None,
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda brand: brand.public_address),
    ),
    code_lists=(choice_list("brand-kinds", "品牌类别", "Kinds of brands", BrandKind), YES_NO),
)  # fmt: skip
