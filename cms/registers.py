"""Registers: each is one declaration, from which schema, CSV header, JSON, page table and documentation follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cms.identity import home_page
from cms.models import DeedPage, Observation
from cms.models.deed import STEPS, AskedBy, DeedKind
from cms.rendering import public_path
from publishing.contract import Code, CodeList
from publishing.observations import OBSERVATION_STRUCTURE, observation_path
from publishing.structure import Column, Kind, Role, Row, Structure, Value


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A public column, and how its value is read off a record."""

    column: Column
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Register:
    """One dataset whose rows are published records."""

    dataset: str
    model: type
    records: Callable[[], Iterable[Any]]
    columns: tuple[RegisterColumn, ...]
    key: tuple[str, ...]
    code_lists: tuple[CodeList, ...] = ()
    attested: bool = False

    def structure(self) -> Structure:
        """The data structure definition."""
        return Structure(tuple(entry.column for entry in self.columns), self.key)

    def rows(self) -> list[Row]:
        """What would be released now, ordered by key, so that equal records give equal files."""
        structure = self.structure()
        positions = [structure.position(name) for name in self.key]
        rows = [tuple(entry.value(record) for entry in self.columns) for record in self.records()]
        return sorted(rows, key=lambda row: tuple(str(row[position]) for position in positions))

    def named_rows(self) -> list[dict[str, Value]]:
        """The same rows by column id."""
        names = self.structure().names()
        return [dict(zip(names, row, strict=True)) for row in self.rows()]


def _choice_list(name: str, label_zh: str, label_en: str, choices: Any) -> CodeList:
    codes = tuple(Code(code=value, label_zh=str(label), label_en=value) for value, label in choices.choices)
    return CodeList(name, label_zh, label_en, codes)


def _live_deeds() -> Iterable[Any]:
    """The public deeds, each with its `public_address`: the home page is looked up once, not for every row."""
    home = home_page()
    home_path = home.url_path if home else "/"
    for deed in DeedPage.objects.live().public().select_related("community"):
        deed.public_address = public_path(deed.url_path, home_path)
        yield deed


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
        return found.isoformat() if found else None

    return (
        RegisterColumn(day, day_of),
        RegisterColumn(unit, lambda deed: getattr(deed, f"{prefix}_unit") or None),
    )


def _status(deed: Any) -> Value:
    return "completed" if deed.is_completed() else "in-progress"


GOOD_DEEDS = Register(
    dataset="good-deeds",
    model=DeedPage,
    records=_live_deeds,
    key=("deed",),
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
            Column("area", Kind.CODE, "社区", "Area", "在哪个社区。", Role.DIMENSION, codes="areas"),
            lambda deed: deed.community.code,
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
            Column("sample", Kind.CODE, "演示数据", "Sample", "是演示数据还是真实记录。", codes="yes-no"),
            lambda deed: "yes" if deed.sample else "no",
        ),
        RegisterColumn(
            Column("id", Kind.ADDRESS, "地址", "Address", "页面地址。", Role.IDENTIFIER),
            lambda deed: deed.public_address,
        ),
    ),
    code_lists=(
        _choice_list("deed-kinds", "好事实事类别", "Kinds of good deeds", DeedKind),
        _choice_list("askers", "提出者类别", "Who asked", AskedBy),
        CodeList(
            "deed-status",
            "好事实事进度",
            "Status of good deeds",
            (Code("in-progress", "办理中", "In progress"), Code("completed", "已完成", "Completed")),
        ),
        CodeList("yes-no", "是否", "Yes or no", (Code("no", "否", "No"), Code("yes", "是", "Yes"))),
    ),
)


def _observations() -> Iterable[Observation]:
    """The revision in force of every observation whose indicator and area are public."""
    live = Observation.objects.in_force().filter(indicator__live=True, area__live=True)
    return live.select_related("indicator", "area", "evidence")


def _observation_id(observation: Any) -> Value:
    return observation_path(
        observation.indicator.code, observation.area.code, observation.period, observation.revision
    )


OBSERVATION_VALUES: dict[str, Callable[[Any], Value]] = {
    "indicator": lambda observation: observation.indicator.code,
    "area": lambda observation: observation.area.code,
    "period": lambda observation: observation.period,
    "value": lambda observation: observation.value,
    "unit": lambda observation: observation.indicator.unit_code,
    "qualifier": lambda observation: observation.qualifier,
    "status": lambda observation: observation.status,
    "note": lambda observation: observation.note or None,
    "revision": lambda observation: observation.revision,
    "evidence": lambda observation: observation.evidence.code if observation.evidence else None,
    "locator": lambda observation: observation.locator or None,
    "id": _observation_id,
}

GOVERNANCE_INDICATORS = Register(
    dataset="governance-indicators",
    model=Observation,
    records=_observations,
    key=OBSERVATION_STRUCTURE.key,
    columns=tuple(
        RegisterColumn(column, OBSERVATION_VALUES[column.name]) for column in OBSERVATION_STRUCTURE.columns
    ),
    attested=True,
)

REGISTERS: dict[str, Register] = {
    register.dataset: register for register in (GOVERNANCE_INDICATORS, GOOD_DEEDS)
}
"""Every register, by the code of its dataset. A new one is one more entry here and a Dataset at the desk."""
