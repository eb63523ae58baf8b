"""A small attested dataset and a register with everything awkward in them, for the tests of data."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from publishing.code_lists import OBS_STATUS, QUALIFIERS
from publishing.contract import Catalogue, Code, CodeList, Dataset
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.observations import OBSERVATION_STRUCTURE, observation_path
from publishing.release_content import SHANGHAI, ReleaseFacts
from publishing.releases import Release, cut
from publishing.structure import Column, Kind, Role, Row, Structure, Value

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)

FACTS = ReleaseFacts(licence_url="https://example.org/licence", cite="县委组织部，治理指标", trial=True)

INDICATORS = CodeList(
    "indicators",
    "指标",
    "Indicators",
    (
        Code(
            "organisations",
            "签约单位数",
            "Organisations",
            attributes=(("unit_zh", "家"), ("measure", "count")),
        ),
        Code("wishes", "微心愿数", "Wishes", attributes=(("unit_zh", "个"), ("measure", "count"))),
        Code(
            "volunteers", "志愿者人数", "Volunteers", attributes=(("unit_zh", "万人"), ("measure", "count"))
        ),
        Code(
            "handling-time",
            "办事时长变化",
            "Handling time",
            attributes=(("unit_zh", "%"), ("measure", "change")),
        ),
        Code("unseen", "尚无数据的指标", "Unseen"),
    ),
)
AREAS = CodeList(
    "areas",
    "区域",
    "Areas",
    (Code("230822", "桦南县", "Huanan"), Code("230822-wenzheng", "文政社区", "Wenzheng")),
)
UNITS = CodeList(
    "units",
    "单位",
    "Units",
    tuple(Code(code, code, code) for code in ("organisation", "wish", "ten-thousand-persons", "percent")),
)
EVIDENCE = CodeList(
    "evidence",
    "依据",
    "Evidence",
    (
        Code(
            "article",
            "党建铸魂强引领",
            "Article",
            attributes=(("kind", "document"), ("issuer", "县委组织部"), ("sha256", "ab" * 32)),
        ),
    ),
)
KINDS = CodeList(
    "deed-kinds", "类别", "Kinds", (Code("build", "建设", "Build"), Code("repair", "维修", "Repair"))
)

CATALOGUE_LISTS = (INDICATORS, AREAS, UNITS, QUALIFIERS, OBS_STATUS, EVIDENCE, KINDS)

NUMBERS = Dataset(
    code="numbers",
    title_zh="治理指标",
    title_en="Governance indicators",
    description="每行是一个指标在一个区域、一个时期的值。</script>",
    publisher="中共桦南县委组织部",
    contact="0454-0000000",
    method="数字出自公开文章。",
    rhythm="by-hand",
    keywords=("治理", "社区"),
    structure=OBSERVATION_STRUCTURE,
    attested=True,
)

DEEDS = Dataset(
    code="deeds",
    title_zh="好事实事",
    title_en="Good deeds",
    description="每行是一件事。",
    publisher="中共桦南县委组织部",
    contact="",
    method="逐条登记。",
    rhythm="on-change",
    keywords=(),
    structure=Structure(
        columns=(
            Column("deed", Kind.TEXT, "编号", "Deed", "编号。", Role.DIMENSION),
            Column("title", Kind.TEXT, "名称", "Title", "名称。"),
            Column("kind", Kind.CODE, "类别", "Kind", "类别。", Role.DIMENSION, codes="deed-kinds"),
            Column("asked", Kind.DATE, "点单", "Asked", "日期。", nullable=True),
            Column("days", Kind.INTEGER, "天数", "Days", "天数。", Role.MEASURE, nullable=True),
            Column("cost", Kind.NUMBER, "费用", "Cost", "万元。", nullable=True),
            Column("page", Kind.ADDRESS, "页面", "Page", "页面。", Role.IDENTIFIER),
        ),
        key=("deed",),
    ),
)

TASKS = Dataset(
    code="tasks",
    title_zh="任务",
    title_en="Tasks",
    description="每行是一件任务，办成的连到好事实事。",
    publisher="中共桦南县委组织部",
    contact="",
    method="逐条登记。",
    rhythm="on-change",
    keywords=("任务",),
    structure=Structure(
        columns=(
            Column("task", Kind.TEXT, "编号", "Task", "编号。", Role.DIMENSION),
            Column("area", Kind.CODE, "社区", "Area", "社区。", Role.DIMENSION, codes="areas"),
            Column(
                "deed",
                Kind.TEXT,
                "好事实事",
                "Deed",
                "办成的事。",
                nullable=True,
                references=("deeds", "deed"),
            ),
            Column("about", Kind.ADDRESS, "说的是", "About", "页面。", nullable=True),
            Column("id", Kind.ADDRESS, "地址", "Address", "地址。", Role.IDENTIFIER),
        ),
        key=("task",),
    ),
    domain="社会治理",
    spatial="230822",
)
"""A register that refers to `DEEDS`."""

CATALOGUE = Catalogue(datasets=(NUMBERS, DEEDS, TASKS), code_lists=CATALOGUE_LISTS)

_UNITS = {
    "organisations": "organisation",
    "wishes": "wish",
    "volunteers": "ten-thousand-persons",
    "handling-time": "percent",
}


def observation(
    indicator: str,
    value: Decimal | int | None,
    *,
    qualifier: str = "exact",
    period: str = "2025",
    area: str = "230822",
    revision: int = 1,
    note: str | None = None,
) -> Row:
    """One row of `NUMBERS`."""
    cells: dict[str, Value] = {
        "indicator": indicator,
        "area": area,
        "period": period,
        "value": value,
        "unit": _UNITS[indicator],
        "qualifier": qualifier,
        "status": "A" if value is not None else "O",
        "note": note,
        "revision": revision,
        "evidence": "article",
        "locator": "第一部分",
        "id": observation_path(indicator, area, period, revision),
    }
    return tuple(cells[name] for name in OBSERVATION_STRUCTURE.names())


def sample_numbers() -> list[Row]:
    """Six observations: every qualifier that matters, a fraction, a negative number, a missing one, two periods."""
    return [
        observation("organisations", 120, note="来源未载时间，按 2025 年记"),
        observation("organisations", Decimal("118.5000"), period="2025-Q3"),
        observation("organisations", None, period="2024-06", area="230822-wenzheng"),
        observation("wishes", 2600, qualifier="more_than"),
        observation("volunteers", Decimal("4.1")),
        observation("handling-time", -30, qualifier="nearly"),
    ]


def deed(number: int, *, kind: str = "build", asked: str | None = None, days: int | None = None) -> Row:
    """One row of `DEEDS`; its title needs quoting in CSV."""
    cost = None if number % 3 else Decimal(number) / 4
    return (f"d{number:03}", f'第{number}件，"凉亭"\n二', kind, asked, days, cost, f"/deeds/d{number:03}/")


class Releases:
    """A DATA folder with a key, into which tests cut releases."""

    def __init__(self, root: Path) -> None:
        """Makes the key pair below the folder."""
        self.folder = DataFolder(root)
        self.signer = Signer.load_or_create(self.folder.keys)

    def cut(
        self,
        dataset: Dataset,
        rows: Sequence[Row],
        published: datetime = MORNING,
        *,
        kind: str = "update",
        note: str = "",
    ) -> Release:
        """Cuts a release that must come about."""
        release = self.try_cut(dataset, rows, published, kind=kind, note=note)
        assert release is not None
        return release

    def try_cut(
        self,
        dataset: Dataset,
        rows: Sequence[Row],
        published: datetime = MORNING,
        *,
        kind: str = "update",
        note: str = "",
    ) -> Release | None:
        """Cuts a release, or None where nothing changed."""
        return cut(
            self.folder,
            dataset,
            rows,
            frame_facts=FACTS,
            published=published,
            kind=kind,
            note=note,
            signer=self.signer,
        )
