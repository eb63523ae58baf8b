"""Observations: the columns of an attested dataset, the address of one value, the numbers on pages."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from publishing.code_lists import OBS_STATUS, label_zh
from publishing.comparison import compared
from publishing.contract import Catalogue, Code
from publishing.folder import DataFolder
from publishing.page_view import NumberView
from publishing.period import period_text
from publishing.quantity import quantity_view
from publishing.releases import latest_release, read_rows
from publishing.structure import Column, Kind, Role, Structure, Value

OBSERVATION_STRUCTURE = Structure(
    columns=(
        Column(
            "indicator", Kind.CODE, "指标", "Indicator", "数的是什么。", Role.DIMENSION, codes="indicators"
        ),
        Column("area", Kind.CODE, "区域", "Area", "数字说的是哪里。", Role.DIMENSION, codes="areas"),
        Column("period", Kind.PERIOD, "时期", "Period", "数字说的是什么时候。", Role.DIMENSION),
        Column(
            "value", Kind.NUMBER, "数值", "Value", "没有数字时为空，原因见状态。", Role.MEASURE, nullable=True
        ),
        Column("unit", Kind.CODE, "单位", "Unit", "计量单位。", codes="units"),
        Column("qualifier", Kind.CODE, "限定", "Qualifier", "数字是确数、约数还是目标。", codes="qualifiers"),
        Column("status", Kind.CODE, "状态", "Status", "按 SDMX 观测状态代码。", codes="obs-status"),
        Column("note", Kind.TEXT, "说明", "Note", "读数时要知道的事。", nullable=True),
        Column("revision", Kind.INTEGER, "修订序号", "Revision", "第几次公布的值，从 1 起。"),
        Column("evidence", Kind.CODE, "依据", "Evidence", "数字出自何处。", nullable=True, codes="evidence"),
        Column("locator", Kind.TEXT, "位置", "Locator", "在依据中的位置。", nullable=True),
        Column("id", Kind.ADDRESS, "地址", "Address", "这一个值的固定地址。", Role.IDENTIFIER),
    ),
    key=("indicator", "area", "period"),
)
"""The columns of the governance indicators, and of any other dataset with `attested` true."""

NORMAL = "A"
"""The observation status that needs no word."""


def observation_path(indicator: str, area: str, period: str, revision: int) -> str:
    """The path of one revision of one value: `/id/obs/{indicator}/{area}/{period}/r{n}`."""
    return f"/id/obs/{indicator}/{area}/{period}/r{revision}"


def number_view(row: Mapping[str, Value], catalogue: Catalogue) -> NumberView:
    """A row of `OBSERVATION_STRUCTURE` as a page shows it.

    The unit is the indicator's attribute `unit_zh` where it has one (122 名, 124 人 share one unit code),
    else the label of the unit. The indicator's attribute `measure` decides how a change reads.
    """
    indicator = str(row["indicator"])
    entry = _entry(catalogue, "indicators", indicator)
    facts = dict(entry.attributes) if entry else {}
    unit_zh = facts.get("unit_zh") or _label(catalogue, "units", str(row["unit"]))
    value = row["value"]
    if value is not None and not isinstance(value, int | Decimal):
        raise TypeError(f"the value of {row['id']} is not a number")
    return NumberView(
        label=entry.label_zh if entry else indicator,
        quantity=quantity_view(value, unit_zh, str(row["qualifier"]), facts.get("measure", "")),
        period=period_text(str(row["period"])),
        area=_label(catalogue, "areas", str(row["area"])),
        address=str(row["id"]),
        indicator_path=f"/indicators/{indicator}/" if _is_public(catalogue, "indicators", indicator) else "",
        note=str(row["note"] or ""),
        area_code=str(row["area"]),
        status="" if row["status"] == NORMAL else label_zh(OBS_STATUS, str(row["status"])),
    )


def latest_numbers(
    folder: DataFolder, catalogue: Catalogue, indicators: Iterable[str] | None = None
) -> dict[str, list[NumberView]]:
    """The numbers of the latest releases of all attested datasets, by indicator, in the order of the rows.

    With `indicators`, only those, in that order; one without a released value is absent. A number whose indicator
    or area was taken back since is in its release only, until the next one.
    """
    found: dict[str, list[NumberView]] = {}
    for dataset in catalogue.datasets:
        release = latest_release(folder, dataset.code) if dataset.attested else None
        for row in read_rows(release) if release else ():
            if not all(_is_public(catalogue, f"{name}s", str(row[name])) for name in ("indicator", "area")):
                continue
            found.setdefault(str(row["indicator"]), []).append(number_view(row, catalogue))
    found = {code: compared(numbers) for code, numbers in found.items()}
    if indicators is None:
        return found
    return {code: found[code] for code in indicators if code in found}


def _is_public(catalogue: Catalogue, name: str, code: str) -> bool:
    """False for what a code list leaves out; a catalogue without that list leaves nothing out."""
    return catalogue.code_list(name) is None or _entry(catalogue, name, code) is not None


def _entry(catalogue: Catalogue, name: str, code: str) -> Code | None:
    codes = catalogue.code_list(name)
    return codes.find(code) if codes else None


def _label(catalogue: Catalogue, name: str, code: str) -> str:
    codes = catalogue.code_list(name)
    return label_zh(codes, code) if codes else code
