"""组织、区域: one row for each public organisation and area."""

from collections.abc import Iterable
from typing import Any

from cms.models import Area, Organisation
from cms.models.area import AreaKind
from cms.models.organisation import OrganisationKind
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
from publishing.structure import Column, Kind, Role


def _live(model: Any) -> Iterable[Any]:
    return model.objects.filter(live=True).select_related(*model.shown_relations)


def _count(name: str, label_zh: str, label_en: str) -> RegisterColumn:
    column = Column(
        name,
        Kind.INTEGER,
        label_zh,
        label_en,
        "党支部以下只有个数，没有名单；不是党支部或没有数时为空。",
        nullable=True,
    )
    return RegisterColumn(column, lambda unit: getattr(unit, name))


ORGANISATIONS = Register(
    dataset="organisations",
    records=lambda: _live(Organisation),
    key=("organisation",),
    page_type="organisation",
    reads=(("all_rows", "organisation"),),
    columns=(
        RegisterColumn(
            Column(
                "organisation", Kind.CODE, "代码", "Organisation", "组织的代码。", Role.DIMENSION, codes="organisations"
            ),
            lambda unit: unit.code,
        ),
        RegisterColumn(Column("name", Kind.TEXT, "名称", "Name", "组织的名称。"), lambda unit: unit.name),
        RegisterColumn(
            Column("name_en", Kind.TEXT, "英文名称", "English name", "没有时为空。", nullable=True),
            lambda unit: unit.name_en or None,
        ),
        RegisterColumn(
            Column(
                "kind", Kind.CODE, "类别", "Kind", "组织的类别。", Role.DIMENSION, codes="organisation-kinds"
            ),
            lambda unit: unit.kind,
        ),
        RegisterColumn(
            Column(
                "parent", Kind.CODE, "上级", "Parent", "上级组织；没有或没有公开时为空。", nullable=True,
                codes="organisations",
            ),
            lambda unit: live_code(unit.parent),
        ),
        RegisterColumn(
            Column("area", Kind.CODE, "所在区域", "Area", "在哪个区域。", nullable=True, codes="areas"),
            lambda unit: live_code(unit.area),
        ),
        _count("party_groups", "网格党小组数", "Party groups"),
        _count("member_households", "党员中心户数", "Member households"),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda unit: unit.public_path()),
    ),
    code_lists=(
        choice_list("organisation-kinds", "组织类别", "Kinds of organisations", OrganisationKind),
        YES_NO,
    ),
)  # fmt: skip

AREAS = Register(
    dataset="areas",
    records=lambda: _live(Area),
    key=("area",),
    page_type="area",
    reads=(("all_rows", "area"),),
    columns=(
        RegisterColumn(
            Column("area", Kind.CODE, "代码", "Area", "区域的代码。", Role.DIMENSION, codes="areas"),
            lambda area: area.code,
        ),
        RegisterColumn(Column("name", Kind.TEXT, "名称", "Name", "区域的名称。"), lambda area: area.name),
        RegisterColumn(
            Column("name_en", Kind.TEXT, "英文名称", "English name", "区域的英文名称。"), lambda area: area.name_en
        ),
        RegisterColumn(
            Column("kind", Kind.CODE, "层级", "Kind", "从县到微网格。", Role.DIMENSION, codes="area-kinds"),
            lambda area: area.kind,
        ),
        RegisterColumn(
            Column(
                "parent", Kind.CODE, "上级", "Parent", "上级区域；没有或没有公开时为空。", nullable=True, codes="areas"
            ),
            lambda area: live_code(area.parent),
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda area: area.public_path()),
    ),
    code_lists=(choice_list("area-kinds", "区域层级", "Levels of areas", AreaKind), YES_NO),
)  # fmt: skip
