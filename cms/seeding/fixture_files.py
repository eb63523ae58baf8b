"""Reads fixture files. Whatever is wrong with one is told with its name and line."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

READ_ORDER = (
    "areas.csv",
    "evidence.csv",
    "organisations.csv",
    "indicators.csv",
    "observations.csv",
    "datasets.toml",
    "pages/**/*.toml",
    "honours.csv",
)
"""The fixture files in the order in which they are read; those of a pattern by path."""


class FixtureError(ValueError):
    """A fixture file that cannot be used. The message starts with `fixtures/{file} 第 {line} 行`."""

    def __init__(self, file: str, line: int, what: str) -> None:
        """Word the message for the person who edits the file."""
        super().__init__(f"fixtures/{file} 第 {line} 行：{what}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the fixtures something is written."""

    file: str
    line: int

    def wrong(self, what: str) -> FixtureError:
        """An error about this place, to be raised."""
        return FixtureError(self.file, self.line, what)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a CSV file: every column of the header, empty text where the cell is empty."""

    place: Place
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file and its text, in which places are looked up."""

    name: str
    text: str
    content: dict[str, Any]

    def place(self, key: str = "", after: int = 0) -> Place:
        """Where a key is first set after a line (tomllib does not say); that line itself when it is not set."""
        lines = self.text.splitlines()
        setting = re.compile(rf"\s*(\[+\s*(\w+\.)*)?{re.escape(key)}\s*(=|\])")
        for number, line in enumerate(lines[after:], after + 1):
            if key and setting.match(line):
                return Place(self.name, number)
        return Place(self.name, max(after, 1))

    def item_place(self, key: str, index: int) -> Place:
        """Where the table of an array of tables begins, such as the third `[[body]]` for index 2."""
        place = self.place(key)
        for _ in range(index):
            place = self.place(key, after=place.line)
        return place


def fixture_names(folder: Path) -> list[str]:
    """The names of the fixture files below a folder, in reading order. Raises FixtureError for a missing file."""
    names: list[str] = []
    for pattern in READ_ORDER:
        found = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
        if not found:
            raise FixtureError(pattern, 1, "没有这个文件。")
        names += found
    return names


def fingerprint(folder: Path) -> str:
    """SHA-256 of the bytes of all fixture files, one after another in reading order."""
    digest = sha256()
    for name in fixture_names(folder):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def read_csv(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV file. Raises FixtureError unless its header is exactly `columns` and every row fits."""
    reader = csv.reader(_text(folder, name).splitlines(keepends=True), strict=True)
    return list(_rows(reader, name, columns))


def _rows(reader: Any, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        header: list[str] = next(reader, [])
        if tuple(header) != columns:
            raise FixtureError(name, 1, f"表头应为 {','.join(columns)}，现在是 {','.join(header)}")
        for cells in reader:
            place = Place(name, reader.line_num)
            if len(cells) != len(columns):
                raise place.wrong(f"应有 {len(columns)} 格，现在有 {len(cells)} 格。")
            yield Row(place, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise FixtureError(name, reader.line_num, f"不是正确的 CSV：{error}") from error


def read_toml(folder: Path, name: str) -> TomlFile:
    """A TOML file. Raises FixtureError where it is not TOML."""
    text = _text(folder, name)
    try:
        return TomlFile(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        # Python says the line in the message alone before 3.14.
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else len(text.splitlines())
        raise FixtureError(name, number, f"不是正确的 TOML：{error}") from error


def _text(folder: Path, name: str) -> str:
    """The text of a file. Raises FixtureError unless it is there and UTF-8."""
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise FixtureError(name, 1, "没有这个文件。") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FixtureError(name, data[: error.start].count(b"\n") + 1, "不是 UTF-8 文字。") from error
