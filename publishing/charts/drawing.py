"""A chart as placed shapes: shares of the width from left to right, lines of type from top to bottom.

Shares and lines of type instead of pixels keep words at the size of the page's text, however wide the drawing is.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a shape is for. Colours, dashes and weights follow from it; see `svg` and `css/chart.css`."""

    LABEL = "label"
    VALUE = "value"
    NOTE = "note"
    GRID = "grid"
    ZERO = "zero"
    GAP = "gap"
    LINE = "line"
    TARGET = "target"
    TRACK = "track"
    BAR = "bar"
    DOT = "dot"


class Anchor(StrEnum):
    """Which end of words is at their place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text. `y` is its baseline."""

    x: float
    y: float
    text: str
    tone: Tone = Tone.LABEL
    anchor: Anchor = Anchor.START


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone
    series: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle from `x` to the right and from `y` down; `said` where it is a value."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone = Tone.BAR
    hollow: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A marker whose form tells its series."""

    x: float
    y: float
    said: str
    series: int = 0
    hollow: bool = False


Shape = Words | Rule | Bar | Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from back to front, and how many lines of type they are high."""

    shapes: tuple[Shape, ...]
    height: float
