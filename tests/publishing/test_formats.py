"""The files of a release: golden bytes, and the same values in every format."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.formats import FORMATS
from publishing.formats.csv_file import csv_bytes
from publishing.formats.table_schema import schema_bytes
from publishing.numbers import number_text
from publishing.releases import Release, read_rows
from tests.publishing.data_samples import DEEDS, NUMBERS, Releases, deed, sample_numbers

GOLDEN_CSV = (
    "deed,title,kind,asked,days,cost,page\r\n"
    'd001,"第1件，""凉亭""\n二",build,2025-06-01,15,,/deeds/d001/\r\n'
    'd003,"第3件，""凉亭""\n二",repair,,,0.75,/deeds/d003/\r\n'
)

GOLDEN_JSON = (
    '{"dataset":"deeds","release":"2026-11-23","published":"2026-11-23T09:00:00+08:00",'
    '"licence":"https://example.org/licence","cite":"县委组织部，治理指标，数据发布 2026-11-23",'
    '"count":2,"next":null,"items":[\n'
    '{"deed":"d001","title":"第1件，\\"凉亭\\"\\n二","kind":"build","asked":"2025-06-01","days":15,"cost":null,'
    '"page":"/deeds/d001/"},\n'
    '{"deed":"d003","title":"第3件，\\"凉亭\\"\\n二","kind":"repair","asked":null,"days":null,"cost":0.75,'
    '"page":"/deeds/d003/"}\n'
    "]}\n"
)

GOLDEN_CHANGES = (
    '{"dataset":"deeds","release":"2026-11-23","published":"2026-11-23T09:00:00+08:00","previous":null,'
    '"kind":"first","note":"","rows":2,"structure_changed":false,'
    '"added":[{"deed":"d001"},{"deed":"d003"}],"removed":[],"revised":[]}\n'
)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    rows = [deed(3, kind="repair"), deed(1, asked="2025-06-01", days=15)]
    return Releases(tmp_path).cut(DEEDS, rows)


@pytest.mark.parametrize(
    ("name", "golden"),
    [("deeds.csv", GOLDEN_CSV), ("deeds.json", GOLDEN_JSON), ("changes.json", GOLDEN_CHANGES)],
)
def test_golden_bytes(release: Release, name: str, golden: str) -> None:
    assert (release.folder / name).read_bytes().decode() == golden


def test_every_format_is_written_under_its_own_name(release: Release) -> None:
    names = [form.name("deeds") for form in FORMATS]
    assert len(set(names)) == len(names)
    assert all((release.folder / name).stat().st_size for name in names)
    assert all("charset=utf-8" in form.media_type for form in FORMATS)


@pytest.mark.parametrize("dataset", [NUMBERS, DEEDS])
def test_csv_and_json_hold_the_same_values(tmp_path: Path, dataset: object) -> None:
    chosen, rows = (
        (NUMBERS, sample_numbers()) if dataset is NUMBERS else (DEEDS, [deed(n) for n in range(20)])
    )
    release = Releases(tmp_path / "other").cut(chosen, rows)
    text = (release.folder / f"{chosen.code}.csv").read_bytes().decode()
    table = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    expected = [
        {
            name: "" if value is None else value if isinstance(value, str) else number_text(value)
            for name, value in row.items()
        }
        for row in read_rows(release)
    ]
    assert table == expected
    assert len(table) == len(rows)


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    release = Releases(tmp_path).cut(NUMBERS, sample_numbers())
    text = (release.folder / "numbers.json").read_text()
    assert re.findall(r'"value":([^,]+)', text) == ["-30", "120", "118.5", "null", "4.1", "2600"]


CELLS = st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
)  # fmt: skip


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_any_cell_survives_csv(rows: list[tuple[str | int | Decimal | None, ...]]) -> None:
    data = csv_bytes(("a", "b"), rows)
    read = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    texts = [["" if v is None else v if isinstance(v, str) else number_text(v) for v in row] for row in rows]
    assert read == [["a", "b"], *texts]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")


def test_the_schema_describes_every_column() -> None:
    schema = json.loads(schema_bytes(NUMBERS.structure))
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert [field["name"] for field in schema["fields"]] == list(NUMBERS.structure.names())
    assert schema["primaryKey"] == ["indicator", "area", "period"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["value"]["type"] == "number"
    assert fields["value"]["constraints"] == {"required": False}
    assert fields["indicator"]["codes"] == "/codes/indicators.json"
    assert fields["indicator"]["titles"] == {"zh-Hans": "指标", "en": "Indicator"}
    assert re.fullmatch(fields["period"]["constraints"]["pattern"], "2025-Q3")
    deeds = {field["name"]: field["type"] for field in json.loads(schema_bytes(DEEDS.structure))["fields"]}
    assert (deeds["asked"], deeds["days"], deeds["cost"]) == ("date", "integer", "number")
