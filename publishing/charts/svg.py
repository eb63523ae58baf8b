"""Drawings as SVG: inside a page with classes, or as a file that needs no style sheet."""

import re
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape

from publishing.charts.drawing import Anchor, Bar, Dot, Drawing, Rule, Shape, Tone, Words

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

MARKERS = ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M-5-5h10v10h-10z", "M0-6 6 5h-12z", "M0-7 7 0 0 7-7 0z")
"""Circle, square, triangle, diamond: what tells series apart besides colour and dash."""
DASHES = ("", "8 4", "2 4", "10 3 2 3")


class Dialect(Protocol):
    """How places and looks are spelt."""

    def x(self, share: float) -> str:
        """A place or a width, from a share in percent."""
        ...

    def y(self, lines: float) -> str:
        """A place or a height, from lines of type."""
        ...

    def look(self, tone: Tone, series: int = 0, *, hollow: bool = False) -> str:
        """Attributes that say how a shape looks, with a space before them."""
        ...

    def placed(self, dot: Dot, marker: str) -> str:
        """A marker at its place."""
        ...


def text(words: str) -> str:
    """Words as XML takes them: escaped, and without the characters that XML has not."""
    return escape(_NOT_XML.sub("", words))


def shapes(drawing: Drawing, dialect: Dialect) -> str:
    """The elements of a drawing, one a line. Whatever stands for a value carries its words as a title."""
    return "\n".join(_element(shape, dialect) for shape in drawing.shapes)


def _element(shape: Shape, dialect: Dialect) -> str:
    x, y = dialect.x, dialect.y
    if isinstance(shape, Words):
        anchor = "" if shape.anchor is Anchor.START else f' text-anchor="{shape.anchor}"'
        return f'<text x="{x(shape.x)}" y="{y(shape.y)}"{anchor}{dialect.look(shape.tone)}>{text(shape.text)}</text>'
    if isinstance(shape, Rule):
        ends = f'x1="{x(shape.x1)}" y1="{y(shape.y1)}" x2="{x(shape.x2)}" y2="{y(shape.y2)}"'
        return f"<line {ends}{dialect.look(shape.tone, shape.series)}/>"
    if isinstance(shape, Bar):
        box = f'x="{x(shape.x)}" y="{y(shape.y)}" width="{x(shape.width)}" height="{y(shape.height)}"'
        look = dialect.look(shape.tone, hollow=shape.hollow)
        return f"<rect {box}{look}>{_title(shape.said)}</rect>" if shape.said else f"<rect {box}{look}/>"
    return dialect.placed(shape, marker(shape, dialect))


def marker(dot: Dot, dialect: Dialect) -> str:
    """The outline of a marker around nought."""
    look = dialect.look(Tone.DOT, dot.series, hollow=dot.hollow)
    return f'<path d="{MARKERS[dot.series % len(MARKERS)]}"{look}>{_title(dot.said)}</path>'


def _title(said: str) -> str:
    return f"<title>{text(said)}</title>" if said else ""


@dataclass(frozen=True, slots=True)
class InPage:
    """Shares and lines of type stay what they are; `css/chart.css` knows the classes."""

    def x(self, share: float) -> str:
        """See `Dialect`."""
        return f"{share:.2f}%"

    def y(self, lines: float) -> str:
        """See `Dialect`."""
        return f"{lines:.2f}em"

    def look(self, tone: Tone, series: int = 0, *, hollow: bool = False) -> str:
        """See `Dialect`."""
        classes = f"chart-{tone}"
        if tone in {Tone.LINE, Tone.GAP, Tone.DOT}:
            classes += f" series-{series + 1}"
        # Feeds and twins carry the drawing without its style sheet.
        empty = ' fill="none"' if hollow or tone is Tone.TRACK else ""
        return f' class="{classes}{" is-hollow" if hollow else ""}"{empty}'

    def placed(self, dot: Dot, marker: str) -> str:
        """See `Dialect`. Only a nested drawing can be put at a share of the width."""
        return f'<svg x="{self.x(dot.x)}" y="{self.y(dot.y)}" overflow="visible">{marker}</svg>'


def page_svg(drawing: Drawing, title: str, description: str) -> str:
    """The drawing inside a page, named and described."""
    size = f'width="100%" height="{drawing.height:.2f}em" fill="currentColor" stroke="currentColor"'
    return (
        f'<svg class="chart-drawing" role="img" {size} focusable="false">\n'
        f"<title>{text(title)}</title>\n<desc>{text(description)}</desc>\n{shapes(drawing, InPage())}\n</svg>"
    )


def sample_svg(series: int) -> str:
    """A short piece of a series for the legend of a page: its line and its marker."""
    drawing = Drawing((Rule(0, 0.5, 100, 0.5, Tone.LINE, series), Dot(50, 0.5, "", series)), 1)
    return (
        '<svg class="chart-sample" width="2.6em" height="1em" aria-hidden="true" focusable="false">'
        f"{shapes(drawing, InPage())}</svg>"
    )
