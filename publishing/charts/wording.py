"""Words of charts: how wide they are, how long ones are broken, and what a chart says in a sentence."""

import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from publishing.charts.chart import Chart, Kind, Mark
from publishing.numbers import number_text

NARROWEST = 22
"""Half-width characters that fit on the narrowest screen in large print."""
MOST_LINES = 2
FEWEST_COMPARED = 3
HOLLOW = "空心的是初步数、估计数或上限，不是确数。"
GAP = "点线处中间的时期没有公布的数，或者口径有变。"


def width(text: str) -> int:
    """How wide a text is in half-width characters; a Han character counts two."""
    return sum(2 if unicodedata.east_asian_width(one) in "FWA" else 1 for one in text)


def wrapped(text: str, most: int = NARROWEST, lines: int = MOST_LINES) -> tuple[str, ...]:
    """The text in at most so many lines of at most that width; what does not fit ends in …. The table has it whole."""
    found = [""]
    for one in text:
        if width(found[-1] + one) <= most:
            found[-1] += one
        elif len(found) < lines:
            found.append(one)
        else:
            while width(found[-1]) > most - 2:
                found[-1] = found[-1][:-1]
            found[-1] += "…"
            break
    return tuple(found)


def description(chart: Chart) -> str:
    """What the chart shows, for those who do not see it; every value is in the table beside it."""
    if chart.kind is Kind.PROGRESS:
        return _progress_words(chart)
    if chart.kind is Kind.LINE:
        return "".join(_line_words(series.name, series.valued, len(chart.series)) for series in chart.series)
    marks = [mark for mark in chart.marks if mark.value is not None]
    words = f"共 {len(chart.marks)} 项。"
    if len(marks) >= FEWEST_COMPARED and len(set(chart.values)) > 1:
        most, least = _highest(marks), _lowest(marks)
        words += f"最高：{most.name} {most.text}；最低：{least.name} {least.text}。"
    else:
        words += "；".join(f"{mark.name} {mark.text}" for mark in marks) + "。"
    return words


def notes_of(chart: Chart) -> tuple[str, ...]:
    """The sentences that belong below a chart: its own, and what its hollow marks and dotted lines mean."""
    notes = list(chart.notes)
    if any(mark.hollow and mark.value is not None for mark in chart.marks):
        notes.append(HOLLOW)
    if chart.kind is Kind.LINE and chart.gaps:
        notes.append(GAP)
    return tuple(notes)


def reached(value: Decimal, target: Decimal, *, exact: bool) -> str:
    """How much of a target is reached, in whole percent: ` 80%`, `约 80%`."""
    share = value * 100 / target
    whole = share.to_integral_value(rounding=ROUND_HALF_UP)
    return f"{'' if exact and whole == share else '约'} {number_text(whole)}%"


def _progress_words(chart: Chart) -> str:
    value, target = chart.marks[0], chart.target
    if target is None or value.value is None or not target.value:
        return f"{value.said}。"
    share = reached(value.value, target.value, exact=value.exact)
    return f"{value.name} {value.text}，是{target.name}{target.text}的{share}。"


def _line_words(name: str, marks: tuple[Mark, ...], series: int) -> str:
    first, last = marks[0], marks[-1]
    words = f"{name}，" if series > 1 else ""
    words += f"{len(marks)} 个时期。{first.name} {first.text}；{last.name} {last.text}。"
    if len(marks) >= FEWEST_COMPARED and _highest(marks).value != _lowest(marks).value:
        words += f"最高在{_highest(marks).name}，最低在{_lowest(marks).name}。"
    return words


def _highest(marks: Sequence[Mark]) -> Mark:
    return max(marks, key=lambda mark: mark.value or Decimal(0))


def _lowest(marks: Sequence[Mark]) -> Mark:
    return min(marks, key=lambda mark: mark.value or Decimal(0))
