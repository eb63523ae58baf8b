"""Relations by id on dataset pages: what a column refers to, and where a cell leads."""

from dataclasses import replace
from pathlib import Path

import pytest

from publishing.contract import Catalogue
from publishing.dataset_views import Surroundings, dataset_view
from publishing.page_view import CellView, DatasetView
from publishing.references import NOWHERE, references_of
from publishing.releases import read_rows, releases_of
from publishing.structure import Column, Kind, Role, Row, Structure
from tests.publishing.data_samples import CATALOGUE, DAY, DEEDS, MORNING, TASKS, Releases, deed
from tests.publishing.page_reading import PREFIX, page
from tests.publishing.test_data_pages import FRAME, Addresses, items_of, read

ROWS: list[Row] = [
    ("a", "230822-wenzheng", "d001", "/areas/230822/", "/tasks/a/"),
    ("b", "230822", "d999", "/elsewhere/", "/tasks/b/"),
    ("c", "230822", None, None, "/tasks/c/"),
]
PUBLIC = frozenset(
    {"/deeds/d001/", "/deeds/d999/", "/areas/230822-wenzheng/", "/areas/230822/", "/tasks/a/", "/data/deeds/"}
)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Two deeds, and tasks of which one names a deed that is not in the register."""
    made = Releases(tmp_path)
    made.cut(DEEDS, [deed(1), deed(2)])
    made.cut(TASKS, ROWS)
    return made


def view_of(
    releases: Releases, paths: frozenset[str] = PUBLIC, catalogue: Catalogue = CATALOGUE
) -> DatasetView:
    """The page of the tasks."""
    known = releases_of(releases.folder, "tasks")
    references = references_of(TASKS.structure, catalogue, releases.folder)
    around = Surroundings(catalogue, paths, Addresses(), FRAME, references)
    return dataset_view(TASKS, known, read_rows(known[0]), around)


def test_a_reference_leads_to_the_page_behind_the_row(releases: Releases) -> None:
    view = view_of(releases)
    assert [row[2] for row in view.rows] == [
        CellView(text="d001", path="/deeds/d001/"),
        CellView(text="d999"),
        CellView(text=""),
    ]
    assert view_of(releases, PUBLIC - {"/deeds/d001/"}).rows[0][2] == CellView(text="d001")


def test_codes_lead_to_the_pages_of_their_records(releases: Releases) -> None:
    view = view_of(releases, PUBLIC - {"/areas/230822/"})
    assert [row[1] for row in view.rows] == [
        CellView(text="文政社区", path="/areas/230822-wenzheng/"),
        CellView(text="桦南县"),
        CellView(text="桦南县"),
    ]


def test_an_address_says_where_it_leads_unless_it_is_the_rows_own(releases: Releases) -> None:
    view = view_of(releases)
    assert [row[3] for row in view.rows] == [
        CellView(text="/areas/230822/", path="/areas/230822/"),
        CellView(text="/elsewhere/"),
        CellView(text=""),
    ]
    assert [row[4] for row in view.rows][:2] == [
        CellView(text="查看", path="/tasks/a/"),
        CellView(text="/tasks/b/"),
    ]


def test_a_register_of_codes_shows_its_own_codes(tmp_path: Path) -> None:
    """Beside them stands the name; in other columns a code of the same list is a name."""
    columns = (
        Column("area", Kind.CODE, "代码", "Area", "代码。", Role.DIMENSION, codes="areas"),
        Column("parent", Kind.CODE, "上级", "Parent", "上级。", nullable=True, codes="areas"),
    )
    areas = replace(DEEDS, code="areas", structure=Structure(columns, ("area",)))
    made = Releases(tmp_path)
    release = made.cut(areas, [("230822-wenzheng", "230822")])
    around = Surroundings(CATALOGUE, PUBLIC, Addresses(), FRAME)
    (row,) = dataset_view(areas, [release], read_rows(release), around).rows
    assert row == (
        CellView(text="230822-wenzheng", path="/areas/230822-wenzheng/"),
        CellView(text="桦南县", path="/areas/230822/"),
    )


def test_the_documentation_names_what_a_column_refers_to(releases: Releases) -> None:
    view = view_of(releases)
    documented = {column.name: column.reference for column in view.columns}
    assert [name for name, reference in documented.items() if reference] == ["deed"]
    cells = page(view).select("#columns-title ~ .scroll td.is-text")
    assert cells[2].text == "办成的事。 对应好事实事的 deed 列。"
    (link,) = cells[2].select("a")
    assert (link["href"], link.text) == (f"{PREFIX}/data/deeds/#columns-title", "好事实事")
    nowhere = page(view_of(releases, frozenset())).select("#columns-title ~ .scroll td.is-text")[2]
    assert nowhere.text == "办成的事。 对应“好事实事”的 deed 列。" and not nowhere.select("a")


def test_a_dataset_that_is_not_described_is_not_referred_to(releases: Releases) -> None:
    alone = replace(CATALOGUE, datasets=(TASKS,))
    view = view_of(releases, catalogue=alone)
    assert view.rows[0][2] == CellView(text="d001")
    assert not any(column.reference for column in view.columns)


def test_before_the_first_release_nothing_is_referred_to(tmp_path: Path) -> None:
    made = Releases(tmp_path)
    assert references_of(TASKS.structure, CATALOGUE, made.folder) == NOWHERE
    assert references_of(DEEDS.structure, CATALOGUE, made.folder) == NOWHERE


def test_the_build_reads_the_latest_rows_and_says_so(releases: Releases) -> None:
    """A page changes with the register that it refers to."""
    first = items_of(releases)["/data/tasks/"]
    assert "release:deeds/2026-11-23" in first.reads
    releases.cut(DEEDS, [deed(1), deed(2), deed(3)], MORNING + DAY)
    assert "release:deeds/2026-11-24" in items_of(releases)["/data/tasks/"].reads
    links = read(items_of(releases)["/data/tasks/index.json"])["relations"]
    assert {"rel": "related", "title": "好事实事", "url": "https://example.org/zhili/data/deeds/"} in links
