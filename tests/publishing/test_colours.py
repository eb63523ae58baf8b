"""Colours of the public pages, as numbers: every text pair can be read."""

import re

from tests.publishing.page_reading import STATIC


def test_colours_can_be_read() -> None:
    """Text pairs of the tokens have a contrast of at least 4.5, by day and by night."""
    text = (STATIC / "css/tokens.css").read_text()
    light = _tokens(text.partition(":root {")[2].partition("}")[0])
    dark = light | _tokens(text.partition(':root[data-theme="dark"] {')[2].partition("}")[0])
    follows = _tokens(text.partition(':root:not([data-theme="light"]) {')[2].partition("}")[0])
    assert light | follows == dark, "the two dark sets differ"
    pairs = [
        (ink, ground) for ink in ("ink", "ink-2", "cinnabar", "gold", "leaf") for ground in ("paper", "bark")
    ]
    for tokens in (light, dark):
        for ink, ground in [*pairs, ("on-band", "band"), ("on-seal", "seal")]:
            assert _contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", block))


def _contrast(one_colour: str, other: str) -> float:
    high, low = sorted((_luminance(one_colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
