"""好事实事: one row for each deed."""

from typing import Any

from cms.models import DeedPage
from cms.models.deed import STEPS, AskedBy, DeedKind
from cms.registers.declaration import (
    EVIDENCE,
    SAMPLE,
    YES_NO,
    Register,
    RegisterColumn,
    address_column,
    choice_list,
    iso,
    live_code,
)
from cms.registers.public_pages import public_pages
from publishing.contract import Code, CodeList
from publishing.structure import Column, Kind, Role, Value


def _step_columns(prefix: str, label: str) -> tuple[RegisterColumn, ...]:
    english = {"asked": "Asked", "assigned": "Assigned", "accepted": "Accepted", "completed": "Completed"}[
        prefix
    ]
    day = Column(
        f"{prefix}_date",
        Kind.DATE,
        f"{label}日期",
        f"{english} on",
        "空值表示没走到，或来源未载时间。",
        nullable=True,
    )
    unit = Column(
        f"{prefix}_unit", Kind.TEXT, f"{label}单位", f"{english} by", "来源没写单位时为空。", nullable=True
    )

    def day_of(deed: Any) -> Value:
        found = getattr(deed, f"{prefix}_day")
        return iso(found)

    return (
        RegisterColumn(day, day_of),
        RegisterColumn(unit, lambda deed: getattr(deed, f"{prefix}_unit") or None),
    )


def _status(deed: Any) -> Value:
    return "completed" if deed.is_completed() else "in-progress"


GOOD_DEEDS = Register(
    dataset="good-deeds",
    records=lambda: public_pages(DeedPage),
    key=("deed",),
    page_type="good-deed",
    reads=(("all_rows", "good-deed"),),
    columns=(
        RegisterColumn(
            Column("deed", Kind.TEXT, "编号", "Deed", "好事实事的编号，取自页面地址。", Role.DIMENSION),
            lambda deed: deed.slug,
        ),
        RegisterColumn(
            Column("title", Kind.TEXT, "名称", "Title", "页面标题。"),
            lambda deed: deed.title,
        ),
        RegisterColumn(
            Column("kind", Kind.CODE, "类别", "Kind", "办的是哪类事。", Role.DIMENSION, codes="deed-kinds"),
            lambda deed: deed.kind,
        ),
        RegisterColumn(
            Column(
                "area",
                Kind.CODE,
                "社区",
                "Area",
                "在哪个社区；社区的页面没有公开时为空。",
                Role.DIMENSION,
                nullable=True,
                codes="areas",
            ),
            lambda deed: live_code(deed.community),
        ),
        RegisterColumn(
            Column("asked_by", Kind.CODE, "谁提出", "Asked by", "提出者的类别，从不写个人。", codes="askers"),
            lambda deed: deed.asked_by,
        ),
        RegisterColumn(
            Column(
                "status", Kind.CODE, "进度", "Status", "办理中或已完成。", Role.DIMENSION, codes="deed-status"
            ),
            _status,
        ),
        *(entry for prefix, label in STEPS for entry in _step_columns(prefix, label)),
        RegisterColumn(
            Column(
                "days",
                Kind.INTEGER,
                "用时（天）",
                "Days",
                "点单到完成的天数，由日期算出。",
                Role.MEASURE,
                nullable=True,
            ),
            lambda deed: deed.days_taken(),
        ),
        RegisterColumn(
            Column(
                "attested_days",
                Kind.INTEGER,
                "来源写明的用时（天）",
                "Attested days",
                "来源只写用时、没写日期时的天数。",
                nullable=True,
            ),
            lambda deed: deed.attested_days,
        ),
        RegisterColumn(
            Column(
                "attested_phase",
                Kind.TEXT,
                "该用时所指",
                "Attested phase",
                "来源写明的用时指哪一段；空值指全程或没有写明。",
                nullable=True,
            ),
            lambda deed: deed.attested_phase or None,
        ),
        RegisterColumn(
            Column(
                "organisation",
                Kind.CODE,
                "承办单位",
                "Organisation",
                "名录里的承办单位。",
                nullable=True,
                codes="organisations",
            ),
            lambda deed: live_code(deed.organisation),
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda deed: deed.public_address),
    ),
    code_lists=(
        choice_list("deed-kinds", "好事实事类别", "Kinds of good deeds", DeedKind),
        choice_list("askers", "提出者类别", "Who asked", AskedBy),
        CodeList(
            "deed-status",
            "好事实事进度",
            "Status of good deeds",
            (Code("in-progress", "办理中", "In progress"), Code("completed", "已完成", "Completed")),
        ),
        YES_NO,
    ),
)
