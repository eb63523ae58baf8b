"""A chart as an SVG file of its own: white ground, title, source, address. It needs no style sheet and no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from publishing.charts.chart import Chart
from publishing.charts.drawing import Dot, Drawing, Rule, Tone, Words
from publishing.charts.layout import drawing_of
from publishing.charts.svg import DASHES, shapes, text
from publishing.charts.wording import description, notes_of, wrapped

MEDIA_TYPE = "image/svg+xml"

WIDE, EDGE, EM = 760, 28, 17
TITLE, SMALL = 22, 14
SANS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
SONG = "'Songti SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif"

INK, INK_2, PAPER, PALE, STROKE = "#1c1b18", "#57524a", "#ffffff", "#f2eee4", "#b9ae9a"
SERIES = ("#b3201a", "#1f5a7a", "#8a5f00", "#2c6440")
"""The light colours of `css/tokens.css`: a file has no style sheet to read them from."""

_WORDS: Mapping[Tone, str] = {
    Tone.LABEL: f' fill="{INK}"',
    Tone.VALUE: f' fill="{INK}" font-weight="700"',
    Tone.NOTE: f' fill="{INK_2}" font-size="{SMALL}"',
}
_PLAIN: Mapping[Tone, str] = {
    Tone.GRID: f' stroke="{STROKE}" stroke-width="0.5"',
    Tone.ZERO: f' stroke="{INK_2}"',
    Tone.TARGET: f' stroke="{INK}" stroke-width="3"',
    Tone.TRACK: f' fill="{PALE}" stroke="{STROKE}" stroke-width="0.5"',
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chart comes from, as its file says it."""

    source: str
    """Which release, and of what day."""
    address: str
    """The full address of the page that shows it."""
    publisher: str


@dataclass(frozen=True, slots=True)
class InFile:
    """Pixels, and looks as attributes."""

    def x(self, share: float) -> str:
        """See `Dialect`. A width is a place from the left edge of the file."""
        return _pixels(share / 100 * (WIDE - 2 * EDGE))

    def y(self, lines: float) -> str:
        """See `Dialect`."""
        return _pixels(lines * EM)

    def look(self, tone: Tone, series: int = 0, *, hollow: bool = False) -> str:
        """See `Dialect`."""
        if tone in _WORDS:
            return _WORDS[tone]
        if tone in _PLAIN:
            return _PLAIN[tone]
        colour = SERIES[series % len(SERIES)]
        if tone in {Tone.LINE, Tone.GAP}:
            dash = DASHES[series % len(DASHES)] if tone is Tone.LINE else "1 6"
            dashed = f' stroke-dasharray="{dash}"' if dash else ""
            return f' stroke="{colour}" stroke-width="2.5" stroke-linecap="round"{dashed}'
        return f' fill="{PAPER if hollow else colour}" stroke="{colour}" stroke-width="2"'

    def placed(self, dot: Dot, marker: str) -> str:
        """See `Dialect`."""
        return f'<g transform="translate({self.x(dot.x)} {self.y(dot.y)})">{marker}</g>'


def svg_file(chart: Chart, origin: Origin) -> bytes:
    """The file. Well-formed whatever the words hold; equal charts and origins give equal bytes."""
    drawing = drawing_of(chart)
    head: list[str] = []
    y = 20.0
    for line in wrapped(chart.title, most=62, lines=3):
        y += TITLE * 1.4
        head.append(_line(line, y, TITLE, f' font-weight="700" font-family="{SONG}" fill="{INK}"'))
    if len(chart.series) > 1:
        y += EM * 1.2
        for number, series in enumerate(chart.series):
            y += EM * 1.5
            head.append(_legend(series.name, number, y))
    y += EM
    body = _group(drawing, y)
    y += drawing.height * EM + EM
    foot: list[str] = []
    for words in (*notes_of(chart), origin.source, origin.address, origin.publisher):
        for line in wrapped(words, most=96, lines=3) if words else ():
            y += SMALL * 1.6
            foot.append(_line(line, y, SMALL, f' fill="{INK_2}"'))
    height = round(y + 24)
    parts = "\n".join((*head, body, *foot))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{height}" viewBox="0 0 {WIDE} {height}"'
        f' role="img" xml:lang="zh-CN" font-family="{SANS}" font-size="{EM}">\n'
        f"<title>{text(chart.title)}</title>\n<desc>{text(description(chart))}</desc>\n"
        f'<rect width="{WIDE}" height="{height}" fill="{PAPER}"/>\n{parts}\n</svg>\n'
    ).encode()


def _group(drawing: Drawing, top: float) -> str:
    return f'<g transform="translate({EDGE} {_pixels(top)})">\n{shapes(drawing, InFile())}\n</g>'


def _legend(name: str, series: int, baseline: float) -> str:
    line, dot = Rule(0, 0, 6, 0, Tone.LINE, series), Dot(3, 0, "", series)
    return _group(Drawing((line, dot, Words(8, 0.35, name)), 1), baseline - EM * 0.35)


def _line(words: str, y: float, size: int, look: str) -> str:
    return f'<text x="{EDGE}" y="{_pixels(y)}" font-size="{size}"{look}>{text(words)}</text>'


def _pixels(number: float) -> str:
    return f"{number:.1f}"
