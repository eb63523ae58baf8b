"""The written set of components and tokens is the real one; pages stay light."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.publishing.page_reading import STATIC

DOCUMENT = (settings.BASE_DIR / "docs/components.md").read_text()
TEMPLATES = settings.BASE_DIR / "templates/components"


def test_every_component_is_named_once() -> None:
    """A new one gets its line, and one that is gone loses it."""
    table = DOCUMENT.partition("## Components")[2]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = sorted(name for row in rows for name in re.findall(r"`([a-z_/]+)`", row))
    there = sorted(
        path.relative_to(TEMPLATES).with_suffix("").as_posix() for path in TEMPLATES.rglob("*.html")
    )
    assert named == there


def test_every_token_is_named() -> None:
    """Sizes are named by their first and last, the parts of an accent by the accent."""
    tokens = set(re.findall(r"--([a-z0-9-]+):", (STATIC / "css/tokens.css").read_text()))
    named = set(re.findall(r"`--([a-z0-9-]+)`", DOCUMENT))
    parts = re.compile(r"size-.*|(?:accent|band)-(?:day|night|strong)")
    assert {token for token in tokens - named if not parts.fullmatch(token)} == set()
    assert named <= tokens


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_sheets_take_their_colours_from_the_tokens(path: Path) -> None:
    """Every part is in the one sheet, and none but the tokens and paper writes a colour."""
    name, text = path.name, path.read_text()
    sheet = (STATIC / "css/site.css").read_text()
    assert name == "site.css" or f'@import "{name}"' in sheet
    if name not in {"tokens.css", "print.css"}:
        assert not re.search(
            r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        )


def test_every_movement_is_short_and_only_for_those_who_want_it() -> None:
    """Under 150 ms, and inside the question whether the reader wants less."""
    for path in (STATIC / "css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        assert "@keyframes" not in text and "animation" not in text, path.name
        for duration in re.findall(r"transition:([^;]*);", text):
            assert max(int(time) for time in re.findall(r"(\d+)ms", duration)) < 150
            assert text.index("prefers-reduced-motion: no-preference") < text.index(duration), path.name
