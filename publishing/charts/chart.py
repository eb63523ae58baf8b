"""What a chart shows, before anything is placed: marks with exact words, in series."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    LINE = "line"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One value: a bar, a point of a line, or a target."""

    name: str
    """What it is of: a category, an area, a period in Chinese."""
    value: Decimal | None
    """None where a value is missing; it is then said in words and never drawn."""
    text: str
    """The exact words with qualifier and unit: `2600余个`; 暂缺 for a missing one."""
    path: str = ""
    """Where the evidence is."""
    note: str = ""
    """What a reader must know: 初步, 第 2 次公布."""
    exact: bool = True
    """False for what is about so much, provisional or estimated: what follows from it is about so much too."""
    hollow: bool = False
    """True for what is no exact attained value: provisional, estimated, at most. It is drawn hollow."""
    day: int = 0
    """The first day of its period as an ordinal; the places of a line follow it."""
    step: int = 0
    """The number of its period among periods of its length: neighbours differ by 1."""
    breaks: bool = False
    """True where what is counted is not what was counted before: no line leads to it."""

    @property
    def said(self) -> str:
        """The mark in words: `2025年：230余个（初步）`."""
        return f"{self.name}：{self.text}" + (f"（{self.note}）" if self.note else "")


def joined(before: Mark, after: Mark) -> bool:
    """Whether a line may lead from one mark to the next: they are neighbours, and count the same thing."""
    return after.step - before.step == 1 and not after.breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Marks that belong together: the periods of one area, or the bars of a chart."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def valued(self) -> tuple[Mark, ...]:
        """Those that have a value."""
        return tuple(mark for mark in self.marks if mark.value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: at least one series with at least one value."""

    kind: Kind
    file: str
    """Name of its SVG file below its page: `trend.svg`."""
    title: str
    axis: str
    """What the marks are told apart by: 时期, 区域, 类别."""
    series: tuple[Series, ...]
    whole: Decimal | None = None
    """What the bars are shares of, such as 100 for percentages; None where there is no whole."""
    target: Mark | None = None
    """Only of a progress chart. A target is nobody's value: it is a line and never a bar."""
    notes: tuple[str, ...] = ()
    """Sentences that belong below it."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all series."""
        return tuple(mark for series in self.series for mark in series.marks)

    @property
    def gaps(self) -> bool:
        """Whether a line leaps over a period without a value, or over a break."""
        return any(not joined(*pair) for series in self.series for pair in pairwise(series.valued))

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value that is drawn, the target included."""
        marks = (*self.marks, *((self.target,) if self.target else ()))
        return tuple(mark.value for mark in marks if mark.value is not None)
