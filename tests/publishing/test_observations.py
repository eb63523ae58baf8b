"""Observations: the numbers on pages are those of the latest release, and each has its own address."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing import index as index_module
from publishing.contract import Link
from publishing.index import DatasetIndex, open_index
from publishing.observation_record import (
    ObservationRecord,
    find_observation,
    observation_json,
    observation_problem,
    observation_view,
)
from publishing.observations import latest_numbers, observation_path
from publishing.page_view import EvidenceView
from publishing.quantity import quantity_text
from tests.publishing.data_samples import (
    CATALOGUE,
    DAY,
    DEEDS,
    MORNING,
    NUMBERS,
    Releases,
    deed,
    observation,
    sample_numbers,
)
from tests.publishing.row_questions import index_releases


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Revision 1, then 3 (2 never came out), then gone."""
    made = Releases(tmp_path)
    rows = sample_numbers()
    made.cut(NUMBERS, rows)
    revised = observation("wishes", 2700, qualifier="more_than", revision=3, note="补报")
    made.cut(NUMBERS, [*rows[:3], revised, *rows[4:]], MORNING + DAY, kind="correction", note="九月漏报")
    return made


def index_of(releases: Releases) -> DatasetIndex:
    """An index of all releases, read anew."""
    return index_releases(releases.folder, "numbers", releases.folder.root)


@pytest.fixture
def index(releases: Releases) -> DatasetIndex:
    return index_of(releases)


def found(index: DatasetIndex, revision: int) -> ObservationRecord:
    """The wishes of 2025 in one revision, which must be there."""
    record = find_observation(index, NUMBERS, observation_path("wishes", "230822", "2025", revision))
    assert record is not None
    return record


def test_pages_show_the_latest_release(releases: Releases) -> None:
    numbers = latest_numbers(releases.folder, CATALOGUE)
    assert list(numbers) == ["handling-time", "organisations", "volunteers", "wishes"]
    (wishes,) = numbers["wishes"]
    assert (wishes.label, quantity_text(wishes.quantity)) == ("微心愿数", "2700余个")
    assert (wishes.period, wishes.area, wishes.note) == ("2025年", "桦南县", "补报")
    assert wishes.address == "/id/obs/wishes/230822/2025/r3"
    assert wishes.indicator_path == "/indicators/wishes/"
    assert [quantity_text(number.quantity) for number in numbers["organisations"]] == [
        "120家",
        "118.5家",
        "暂缺",
    ]
    assert quantity_text(numbers["handling-time"][0].quantity) == "下降近30%"


def test_chosen_numbers_come_in_the_order_asked(releases: Releases) -> None:
    numbers = latest_numbers(releases.folder, CATALOGUE, ["wishes", "unseen", "handling-time"])
    assert list(numbers) == ["wishes", "handling-time"]


def test_registers_give_no_numbers(tmp_path: Path) -> None:
    made = Releases(tmp_path)
    made.cut(DEEDS, [deed(1)])
    assert latest_numbers(made.folder, CATALOGUE) == {}


def test_a_replaced_revision_says_what_replaced_it(index: DatasetIndex) -> None:
    view = observation_view(found(index, 1), CATALOGUE)
    assert view.path == "/id/obs/wishes/230822/2025/r1"
    assert view.title == "微心愿数：2600余个"
    assert view.replaced_by == Link("2700余个", "/id/obs/wishes/230822/2025/r3")
    assert [(known.revision, known.current, known.release) for known in view.revisions] == [
        (1, False, "2026-11-23"),
        (3, True, "2026-11-24"),
    ]
    assert (view.release, view.published, view.modified) == (
        Link("2026-11-23", "/data/numbers/"),
        MORNING,
        MORNING + DAY,
    )
    assert (view.unit_code, view.qualifier, view.status) == ("wish", "余", "正常")
    assert view.evidence == EvidenceView(
        kind="document", title="党建铸魂强引领", issuer="县委组织部", locator="第一部分", sha256="ab" * 32
    )


def test_the_revision_in_force_is_replaced_by_nothing(index: DatasetIndex) -> None:
    view = observation_view(found(index, 3), CATALOGUE)
    assert view.replaced_by is None
    assert view.release.title == "2026-11-24"


def test_a_value_that_left_the_latest_release_keeps_its_address(releases: Releases) -> None:
    releases.cut(NUMBERS, sample_numbers()[:3], MORNING + 2 * DAY)
    record = found(index_of(releases), 3)
    assert record.replaced_by is None
    assert [known.current for known in record.revisions] == [False, False]
    assert json.loads(observation_json(record, CATALOGUE))["current"] is False


def test_machines_get_the_same(index: DatasetIndex) -> None:
    document = json.loads(observation_json(found(index, 1), CATALOGUE))
    assert document["id"] == document["item"]["id"] == "/id/obs/wishes/230822/2025/r1"
    assert (document["dataset"], document["release"], document["current"]) == ("numbers", "2026-11-23", False)
    assert document["published"] == "2026-11-23T09:00:00+08:00"
    assert document["replaced_by"] == "/id/obs/wishes/230822/2025/r3"
    assert [known["value"] for known in document["revisions"]] == [2600, 2700]
    assert document["item"]["value"] == 2600
    assert document["evidence"]["sha256"] == "ab" * 32
    assert document["licence"] == "https://example.org/licence"


def test_an_unpublished_revision_has_no_address(index: DatasetIndex) -> None:
    path = observation_path("wishes", "230822", "2025", 2)
    assert find_observation(index, NUMBERS, path) is None
    assert observation_problem(path, CATALOGUE).status == 404


@pytest.mark.parametrize(
    ("path", "status", "code", "meant"),
    [
        ("/id/obs/wishs/230822/2025/r1", 400, "unknown-code", ("wishes",)),
        ("/id/obs/wishes/230823/2025/r1", 400, "unknown-code", ("230822",)),
        ("/id/obs/wishes/230822/2025-13/r1", 400, "bad-period", ()),
        ("/id/obs/wishes/230822/2024/r1", 404, "observation-not-found", ()),
        ("/id/obs/wishes/230822/2025/r0", 404, "observation-not-found", ()),
        ("/id/obs/wishes/230822/2025", 404, "observation-not-found", ()),
        ("/id/obs/", 404, "observation-not-found", ()),
    ],
)
def test_why_there_is_nothing(path: str, status: int, code: str, meant: tuple[str, ...]) -> None:
    problem = observation_problem(path, CATALOGUE)
    assert (problem.status, problem.type) == (status, code)
    assert (problem.errors[0].did_you_mean if problem.errors else ()) == meant


@pytest.mark.parametrize("remembered", [50_000, 6, 5])
def test_large_datasets_answer_the_same(
    releases: Releases, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    """Whether the ids are remembered, one too many has come, or already the first release has more."""
    releases.cut(NUMBERS, sample_numbers()[:3], MORNING + 2 * DAY)
    monkeypatch.setattr(index_module, "REMEMBERED", remembered)
    index = index_of(releases)
    record = found(index, 1)
    assert [(known.row["value"], known.release.id) for known in record.revisions] == [
        (2600, "2026-11-23"),
        (2700, "2026-11-24"),
    ]
    kept = find_observation(index, NUMBERS, observation_path("organisations", "230822", "2025", 1))
    assert kept is not None
    assert (kept.asked.release.id, kept.asked.current) == ("2026-11-23", True)
    assert find_observation(index, NUMBERS, observation_path("wishes", "230822", "2024", 1)) is None


def test_only_the_releases_that_matter_are_opened(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sample_numbers()
    for day in range(2, 9):
        releases.cut(
            NUMBERS, [*rows[:5], observation("handling-time", -day, revision=day)], MORNING + day * DAY
        )
    index = index_of(releases)
    found(index, 1)
    opened: list[str] = []

    def watched(path: Path) -> sqlite3.Connection:
        opened.append(path.stem)
        return open_index(path)

    monkeypatch.setattr(index_module, "open_index", watched)
    found(index, 3)
    assert opened == ["2026-11-23", "2026-11-24", "2026-12-01"]
    opened.clear()
    assert find_observation(index, NUMBERS, observation_path("wishes", "230822", "2024", 1)) is None
    assert opened == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=40) | st.from_regex(r"/id/obs/.*", fullmatch=True))
def test_any_path_gives_an_observation_or_a_problem(index: DatasetIndex, path: str) -> None:
    record = find_observation(index, NUMBERS, path)
    if record is None:
        assert observation_problem(path, CATALOGUE).as_json()
    else:
        assert record.asked.row["id"] == path
