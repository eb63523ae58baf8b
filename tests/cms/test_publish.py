"""The one door: what is live goes out, nothing else, and what goes out can be followed to the desk."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.models import DeedPage, HomePage, Indicator, Observation, SectionPage
from cms.publish import ReviewsMissing, publish, submission
from cms.registers import REGISTERS
from cms.releases import cut_release, pending, record_missing
from cms.seeding import seed
from cms.signing import data_folder, public_key
from publishing.edition.verify import verify
from tests.cms.conftest import public_bytes, publish_page

Build = Callable[[], Path]
DEED_CSV = "data/good-deeds/latest/good-deeds.csv"


def test_an_edition_of_the_seed_verifies(edition: Build) -> None:
    edition()
    assert verify(data_folder(), None, public_key()) == []


def test_nothing_goes_out_where_reviews_are_asked_for(seeded: None, settings: Settings) -> None:
    settings.REVIEWS = 3
    with pytest.raises(ReviewsMissing, match="三审"):
        publish()
    assert not data_folder().current.exists()
    assert not data_folder().releases.exists()


def test_page_twin_and_data_say_the_same(edition: Build, deed: DeedPage) -> None:
    folder = edition()
    twin = json.loads((folder / "deeds/wenzheng-pavilion/index.json").read_bytes())
    rows = list(csv.DictReader(StringIO((folder / DEED_CSV).read_text())))
    assert twin["record"]["title"] == rows[0]["title"] == deed.title
    assert twin["record"]["attested_days"] == 15
    assert rows[0]["attested_days"] == "15"
    assert "施工 15 天（据来源）" in (folder / "deeds/wenzheng-pavilion/index.html").read_text()
    assert rows[0]["id"] == "/deeds/wenzheng-pavilion/"


def test_a_change_goes_out_everywhere(edition: Build, deed: DeedPage) -> None:
    edition()
    deed.title = "文政社区的新凉亭"
    publish_page(deed)
    folder = edition()
    for name in (
        "deeds/index.html",
        "index.html",
        "deeds/wenzheng-pavilion/index.json",
        "content.json",
        DEED_CSV,
    ):
        assert "文政社区的新凉亭" in (folder / name).read_text(), name
    changes = json.loads((folder / "data/good-deeds/latest/changes.json").read_bytes())
    assert changes["revised"][0]["new"] == {"title": "文政社区的新凉亭"}


def test_a_draft_change_does_not(edition: Build, deed: DeedPage) -> None:
    deed.title = "还没有发布的题目"
    deed.save_revision()
    assert all("还没有发布的题目".encode() not in body for body in public_bytes(edition()).values())


def test_unpublishing_takes_it_out_of_the_latest_release_only(edition: Build, deed: DeedPage) -> None:
    before = edition()
    first = next((before / "data/good-deeds").glob("20*")).name
    deed.unpublish()
    folder = edition()
    assert not (folder / "deeds/wenzheng-pavilion").exists()
    assert "wenzheng" not in (folder / DEED_CSV).read_text()
    assert "wenzheng" in (folder / f"data/good-deeds/{first}/good-deeds.csv").read_text()


def test_an_empty_section_says_so_and_leaves_the_menu(edition: Build, deed: DeedPage) -> None:
    assert 'href="/deeds/"' in (edition() / "about/index.html").read_text()
    deed.unpublish()
    folder = edition()
    assert SectionPage.objects.get(slug="deeds").empty_text in (folder / "deeds/index.html").read_text()
    assert 'href="/deeds/"' not in (folder / "about/index.html").read_text()
    assert "/deeds/</loc>" not in (folder / "sitemap.xml").read_text()


def test_all_35_figures_are_released_with_their_evidence(edition: Build) -> None:
    folder = edition() / "data/governance-indicators/latest"
    rows = json.loads((folder / "governance-indicators.json").read_bytes())["items"]
    assert len(rows) == 35
    assert all(row["evidence"] and row["locator"] and row["status"] == "A" for row in rows)


def test_observations_wait_for_a_release(edition: Build) -> None:
    before = edition()
    old = Observation.objects.get(indicator__code="good-deeds-completed")
    revised = Observation.objects.create(
        indicator=old.indicator, area=old.area, period=old.period, revision=2, value=231, reason="补报一件",
        batch=old.batch,
    )  # fmt: skip
    assert edition() == before, "a number is not public before its release"
    dataset_name = "governance-indicators"
    from cms.models import Dataset

    dataset = Dataset.objects.get(code=dataset_name)
    assert [change.new["value"] for change in pending(dataset).revised] == [revised.value]
    release = cut_release(dataset, by=None, kind="correction", note="补报一件")
    assert release is not None
    assert "231" in (edition() / "index.html").read_text()
    assert cut_release(dataset, by=None, kind="update", note="再来一次") is None


def test_an_indicator_has_a_page_only_while_it_is_live(edition: Build) -> None:
    assert (edition() / "indicators/good-deeds-completed/index.html").exists()
    Indicator.objects.get(code="good-deeds-completed").unpublish()
    assert not (edition() / "indicators/good-deeds-completed").exists()


def test_the_same_content_gives_the_same_submission(seeded: None) -> None:
    publish()
    at = timezone.now()
    assert submission(at) == submission(at)


def test_seeding_again_changes_no_edition(edition: Build) -> None:
    before = edition()
    seed()
    assert edition() == before


def test_releases_on_disk_are_recorded_again(edition: Build) -> None:
    from cms.models import ReleaseCut

    edition()
    assert ReleaseCut.objects.count() == len(REGISTERS)
    ReleaseCut.objects.all().delete()
    assert record_missing() == len(REGISTERS)
    assert record_missing() == 0


def test_a_link_to_what_is_not_public_is_unwrapped(edition: Build, deed: Any) -> None:
    home = HomePage.objects.get()
    deed.body = [("paragraph", f'<p><a linktype="page" id="{home.pk}">首页</a></p>')]
    publish_page(deed)
    assert '<a href="/"' in (edition() / "deeds/wenzheng-pavilion/index.html").read_text()
    section = SectionPage.objects.get(slug="deeds")
    about = home.get_children().get(slug="about").specific
    about.body = [("paragraph", f'<p>见<a linktype="page" id="{deed.pk}">这件好事</a></p>')]
    publish_page(about)
    assert 'href="/deeds/wenzheng-pavilion/"' in (edition() / "about/index.html").read_text()
    deed.unpublish()
    section.refresh_from_db()
    text = (edition() / "about/index.html").read_text()
    assert "见这件好事" in text


def test_a_prefix_is_carried_by_every_link(seeded: None, settings: Settings) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000/zhili"
    folder = data_folder().edition(publish().number)
    html = (folder / "deeds/wenzheng-pavilion/index.html").read_text()
    assert 'href="/zhili/deeds/"' in html
    assert 'href="/deeds/' not in html
    assert 'src="/static' not in html
