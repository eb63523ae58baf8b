"""Every row of the checklist has a line in docs/norms.md, and every line that claims a test has one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = {"A": 8, "B": 6, "C": 11, "D": 5, "E": 10, "F": 8, "G": 5, "H": 11}
"""How many rows each theme has."""
LATER = {"I", "J", "K", "L"}
WHO = {"test", "desk", "operator", "reviewer", "later"}


def lines() -> dict[str, list[str]]:
    """The cells of each line of the table, by row."""
    text = (ROOT / "docs/norms.md").read_text("utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return {found[0]: found[1:] for found in cells if re.match(r"[A-L]-\d\d", found[0])}


def named_by_tests() -> set[str]:
    """The rows that tests are named after."""
    names = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests/norms").glob("test_*.py"))
    return {f"{letter.upper()}-{number}" for letter, number in re.findall(r"def test_([a-h])(\d\d)_", names)}


def test_every_row_has_its_line() -> None:
    expected = {f"{letter}-{number:02}" for letter, count in ROWS.items() for number in range(1, count + 1)}
    assert {row for row in lines() if row[0] not in LATER} == expected
    assert {row[0] for row in lines()} == ROWS.keys() | LATER


def test_a_line_says_test_exactly_where_there_is_one() -> None:
    said = {row for row, cells in lines().items() if cells[1] == "test"}
    assert said == named_by_tests()


def test_every_line_says_who_and_how() -> None:
    for row, cells in lines().items():
        assert len(cells) == 3 and cells[1] in WHO and len(cells[2]) > 10 and cells[0], row


def test_no_page_claims_a_standard() -> None:
    """Nobody here has read them, so nothing that readers see may say that we meet them."""
    claims = re.compile(r"(符合|达到|通过|遵循)[^。]{0,12}(DB23|GB/T|国办发|WCAG|等保)")
    for folder, ending in (("templates", "*.html"), ("fixtures", "*.toml"), ("publishing", "*.py")):
        for path in (ROOT / folder).rglob(ending):
            assert not claims.search(path.read_text("utf-8")), path
