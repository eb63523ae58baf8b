"""Whatever is done at the desk, in whatever order: an incremental build equals a full one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.build_check import check_build
from cms.build_memory import read_memory
from cms.models import Area, DeedPage, Identity, Organisation
from cms.publish import publish
from cms.signing import data_folder, public_key
from publishing.edition.verify import verify
from tests.cms.county_records import COMMUNITY, make_county
from tests.cms.random_desk import ACTS, Act, RandomDesk

EXAMPLES = int(os.environ.get("INCREMENTAL_EXAMPLES", "6"))
START = datetime(2026, 11, 23, 1, tzinfo=UTC)

acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 11), st.integers(0, 11)), min_size=3, max_size=8
)


@contextmanager
def thrown_away(data: Path) -> Iterator[None]:
    """What an example stores is gone before the next."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for name in ("editions", "releases", "cache"):
            shutil.rmtree(data / name, ignore_errors=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> RandomDesk:
    """Somebody at the desk, whose day is everybody's."""
    desk = RandomDesk(START)
    monkeypatch.setattr(timezone, "now", lambda: desk.today)
    return desk


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts)
def test_an_incremental_build_equals_a_full_one(
    db: None, data_dir: Path, clock: RandomDesk, done: list[Act]
) -> None:
    with thrown_away(data_dir):
        clock.today = START
        make_county()
        publish()
        for act in done:
            clock.do(act)
            publish()
            found = check_build()
            assert found.different == (), f"after {act} of {done}"
            assert found.rendered == 0, "what was built just now is taken over"
        assert verify(data_folder(), None, public_key()) == []


def rendered() -> set[str]:
    """The paths that the next edition renders anew."""
    before = read_memory(data_folder()).outcomes
    publish()
    after = read_memory(data_folder()).outcomes
    return {found.items[0].path for job, found in after.items() if before.get(job) is not found}


@pytest.fixture
def county(db: None) -> None:
    """A small county that was built once, and once more: the first releases change what pages say."""
    make_county()
    publish()
    publish()


def test_nothing_is_rendered_where_nothing_changed(county: None) -> None:
    assert rendered() == set()


def test_a_deed_moves_what_names_it_and_no_more(county: None) -> None:
    deed = DeedPage.objects.get()
    deed.summary = "改过了"
    deed.save_revision().publish()
    paths = rendered()
    assert {
        "/deeds/liang-ting/",
        "/deeds/",
        "/",
        "/deeds/kind/leisure/",
        f"/deeds/area/{COMMUNITY}/",
    } <= paths
    assert not {"/brands/", "/news/", "/areas/", "/agreements/"} & paths


def test_a_name_moves_whatever_says_it(county: None) -> None:
    area = Area.objects.get(code=COMMUNITY)
    area.name = "新文政社区"
    area.save_revision().publish()
    paths = rendered()
    assert {f"/areas/{COMMUNITY}/", "/deeds/liang-ting/", "/areas/", "/agreements/wenzheng-2025/"} <= paths
    assert "/news/kai-tong/" not in paths


def test_a_draft_moves_nothing(county: None) -> None:
    for record in (DeedPage.objects.get(), Organisation.objects.first()):
        assert record is not None
        record.save_revision()
    assert rendered() == set()


def test_the_frame_moves_everything(county: None) -> None:
    Identity.objects.create(footer_note="新的说明")
    assert len(rendered()) == len(read_memory(data_folder()).outcomes)


@pytest.mark.parametrize("fault", ["lost", "cut", "not JSON", "of other software"])
def test_without_its_memory_a_build_is_a_full_one(
    county: None, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data_folder().cache / "pages.json"
    text = path.read_text()
    if fault == "lost":
        path.unlink()
    elif fault == "of other software":
        monkeypatch.setattr("cms.build_memory.software_digest", lambda: "another")
    else:
        path.write_text(text[:1000] if fault == "cut" else "x")
    assert len(rendered()) > 10
    assert not publish().changed


def test_bytes_that_the_store_has_lost_are_made_again(county: None) -> None:
    for path in data_folder().objects.rglob("*"):
        if path.is_file():
            path.unlink()
    edition = data_folder().current.resolve()
    damaged = edition / "deeds/index.html"
    damaged.unlink()
    assert publish().number == int(edition.name) + 1
    assert verify(data_folder(), None, public_key()) == []
