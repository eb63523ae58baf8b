"""Colours of the public pages, as numbers: every text pair can be read, whatever the accent."""

import re

import pytest

from cms.models.identity import Accent
from publishing.templatetags.frame_parts import BANDS, band
from tests.publishing.page_reading import STATIC

TEXT = (STATIC / "css/tokens.css").read_text()
DEFAULT = ":root {"
NIGHT = (':root:not([data-theme="light"]) {', ':root[data-theme="dark"] {')
PALER = "@media (prefers-contrast: more)"

every_accent = pytest.mark.parametrize("accent", Accent.values)


@every_accent
def test_colours_can_be_read(accent: str) -> None:
    """Text pairs of the tokens have a contrast of at least 4.5, by day and by night."""
    inks = ("ink", "ink-2", "accent", "gold", "leaf")
    pairs = [(ink, ground) for ink in inks for ground in ("paper", "bark")]
    for tokens in (_day(accent), _night(accent)):
        for ink, ground in [*pairs, ("on-band", "band"), ("on-seal", "seal")]:
            assert _contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)


@every_accent
def test_more_contrast_is_more(accent: str) -> None:
    """A reader who asks for more contrast gets 7 to 1, and an accent of the same kind."""
    asked = TEXT.partition(PALER)[2]
    tokens = _resolved(_day(accent) | _tokens(asked, DEFAULT))
    for ink, ground in [("ink-2", "paper"), ("accent", "paper"), ("on-band", "band")]:
        assert _contrast(tokens[ink], tokens[ground]) >= 7, (ink, ground)
    assert accent == "cinnabar" or tokens["accent"] != _day("cinnabar")["accent-strong"]


@every_accent
@pytest.mark.parametrize("contrast", ["white", "yellow"])
def test_high_contrast_is_high(accent: str, contrast: str) -> None:
    """黑底黄字 and 白底黑字, whatever the device asks for: text 7 to 1 on every ground, rules and seal as well."""
    head = f':root[data-contrast="{contrast}"] {{'
    assert TEXT.find(head) > max(TEXT.find(PALER), *map(TEXT.find, NIGHT)), "later rules of equal weight win"
    chosen = _tokens(TEXT, head)
    assert set(chosen) >= set(_tokens(TEXT, NIGHT[1])) - {"plate"}, (
        "nothing of the dark set may shine through"
    )
    for before in (_day(accent), _night(accent)):
        tokens = _resolved(before | chosen)
        for ink in ("ink", "ink-2", "accent", "gold", "leaf", "line", "stroke"):
            for ground in ("paper", "bark"):
                assert _contrast(tokens[ink], tokens[ground]) >= 7, (ink, ground)
        assert _contrast(tokens["on-band"], tokens["band"]) >= 7
        assert _contrast(tokens["on-seal"], tokens["seal"]) >= 4.5
        assert _contrast(tokens["seal"], tokens["paper"]) >= 4.5


def test_codes_stay_dark_on_light() -> None:
    """What a camera reads is black on white in every set of colours."""
    assert len(re.findall(r"--code:", TEXT)) == len(re.findall(r"--code-ground:", TEXT)) == 1
    assert _contrast(_day("cinnabar")["code"], _day("cinnabar")["code-ground"]) == pytest.approx(21)


def test_the_two_dark_sets_are_one() -> None:
    """What the system asks for and what an attribute would ask for."""
    assert _tokens(TEXT, NIGHT[0]) == _tokens(TEXT, NIGHT[1])


@every_accent
def test_the_browsers_bar_follows_the_band(accent: str) -> None:
    """The meta tag cannot read the style sheet; the desk offers no accent that one of the two lacks."""
    assert (BANDS[accent].day, BANDS[accent].night) == (_day(accent)["band"], _night(accent)["band"])


def test_accents_differ() -> None:
    """From each other by day and by night; an unknown one is 朱红 in both places."""
    assert len({_day(accent)["accent"] for accent in Accent.values}) == len(Accent.values) == len(BANDS)
    assert len({_night(accent)["accent"] for accent in Accent.values}) == len(Accent.values)
    assert band("violet") == BANDS["cinnabar"]


def test_every_custom_property_is_defined() -> None:
    """A colour whose name changed would be lost without a word."""
    sheets = "\n".join(path.read_text() for path in sorted((STATIC / "css").glob("*.css")))
    used = set(re.findall(r"var\(--([a-z0-9-]+)[,)]", sheets))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", sheets)), "used but nowhere set"


def _day(accent: str) -> dict[str, str]:
    return _resolved(_chosen(accent))


def _night(accent: str) -> dict[str, str]:
    return _resolved(_chosen(accent) | _tokens(TEXT, NIGHT[1]))


def _chosen(accent: str) -> dict[str, str]:
    """The tokens by day, those of the accent over them."""
    preset = f':root[data-accent="{accent}"] {{'
    assert accent == "cinnabar" or preset in TEXT, f"no preset for {accent}"
    return _tokens(TEXT, DEFAULT) | (_tokens(TEXT, preset) if preset in TEXT else {})


def _tokens(text: str, head: str) -> dict[str, str]:
    """Colours that the first rule with this head sets, and which other token they are."""
    block = text.partition(head)[2].partition("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6}|var\(--[a-z-]+\));", block))


def _resolved(tokens: dict[str, str]) -> dict[str, str]:
    return {name: tokens[value[6:-1]] if value.startswith("var") else value for name, value in tokens.items()}


def _contrast(one_colour: str, other: str) -> float:
    high, low = sorted((_luminance(one_colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
