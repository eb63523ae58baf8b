"""The one chart of a dataset: what its structure and its rows let us say without knowing what they are about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from publishing.charts.chart import Chart, Kind, Mark, Series
from publishing.charts.points import HUNDRED, MOST_BARS, Point, in_order
from publishing.code_lists import label_zh
from publishing.contract import Catalogue, CodeList, Dataset
from publishing.observations import number_view
from publishing.structure import Column, Value
from publishing.structure import Kind as ColumnKind

FEWEST = 2
FILE = "chart.svg"
BESIDE_THE_POINT = frozenset({"yes-no", "evidence"})
"""Code lists that say something of the record and not of what it is about."""
SAMPLE = "sample"

Rows = Sequence[Mapping[str, Value]]


def dataset_chart(dataset: Dataset, rows: Rows, catalogue: Catalogue) -> Chart | None:
    """Shares that can be compared, for observations; else rows counted by the first column that sorts them.

    A column sorts the rows where it has codes and the rows two to twelve of them, or, failing that, days of several
    years. None where no column does, or where every count would be 1.
    """
    if dataset.attested:
        return _shares(rows, catalogue)
    for column in dataset.structure.columns:
        codes = _sorting_codes(column, dataset, catalogue)
        found = _counted(rows, column, codes) if codes else None
        if found:
            return _chart(dataset, column.label_zh, found, rows, column)
    for column in dataset.structure.columns:
        if column.kind in {ColumnKind.DATE, ColumnKind.PERIOD}:
            years = _by_year(rows, column)
            if years:
                return _chart(dataset, f"{column.label_zh}的年份", years, rows, column)
    return None


def _sorting_codes(column: Column, dataset: Dataset, catalogue: Catalogue) -> CodeList | None:
    """The code list of a column that could sort the rows: not the row's own code, and not a fact about the record."""
    own = column.name in dataset.structure.key or column.codes == dataset.code
    if column.codes is None or own or column.codes in BESIDE_THE_POINT:
        return None
    return catalogue.code_list(column.codes)


def _counted(rows: Rows, column: Column, codes: CodeList) -> list[tuple[str, int]]:
    """Labels and counts in the order of the code list; empty where they would say nothing."""
    counts = Counter(str(row[column.name]) for row in rows if row.get(column.name) is not None)
    order = {entry.code: place for place, entry in enumerate(codes.codes)}
    known = sorted(counts, key=lambda code: (order.get(code, len(order)), code))
    return _telling([(label_zh(codes, code), counts[code]) for code in known])


def _by_year(rows: Rows, column: Column) -> list[tuple[str, int]]:
    """Years and counts, years without a row between them included; empty where they would say nothing."""
    counts = Counter(int(str(row[column.name])[:4]) for row in rows if row.get(column.name) is not None)
    if len(counts) < FEWEST:
        return []
    years = range(min(counts), max(counts) + 1)
    return _telling([(f"{year}年", counts[year]) for year in years])


def _telling(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    told = FEWEST <= len(counts) <= MOST_BARS and max(count for _, count in counts) > 1
    return counts if told else []


def _chart(
    dataset: Dataset, label: str, counts: Sequence[tuple[str, int]], rows: Rows, column: Column
) -> Chart:
    missing = sum(row.get(column.name) is None for row in rows)
    samples = sum(row.get(SAMPLE) == "yes" for row in rows)
    notes = (
        f"另有 {missing} 行没有写明{column.label_zh}。" if missing else "",
        f"其中 {samples} 行是演示数据。" if samples else "",
    )
    marks = tuple(Mark(name=name, value=Decimal(count), text=f"{count} 行") for name, count in counts)
    return Chart(
        kind=Kind.BAR,
        file=FILE,
        title=f"{dataset.title_zh}按{label}分的行数",
        axis=label,
        series=(Series(name="", marks=marks),),
        notes=tuple(note for note in notes if note),
    )


def _shares(rows: Rows, catalogue: Catalogue) -> Chart | None:
    """Percentages of one area and period: the only numbers of different indicators that share a scale."""
    codes = catalogue.code_list("indicators")
    ratios = (
        {code.code for code in codes.codes if dict(code.attributes).get("measure") == "ratio"}
        if codes
        else set()
    )
    points = in_order(number_view(row, catalogue) for row in rows if row["indicator"] in ratios)
    groups: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        if point.value is not None and 0 <= point.value <= HUNDRED and point.number.quantity.unit == "%":
            groups.setdefault((point.area, point.period), []).append(point)
    shown = max(groups.values(), key=lambda group: (len(group), group[0].period), default=[])
    if not FEWEST <= len(shown) <= MOST_BARS:
        return None
    first = shown[0].number
    return Chart(
        kind=Kind.BAR,
        file=FILE,
        title=f"以百分比计的指标，{first.area}，{first.period}",
        axis="指标",
        series=(Series(name="", marks=tuple(point.mark(point.number.label) for point in shown)),),
        whole=HUNDRED,
    )
