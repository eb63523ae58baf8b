"""更正记录: what staff write down, what releases of data corrected, and what the home page shows of both."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.build_check import check_build
from cms.models import (
    CorrectionEntry,
    CorrectionsPage,
    Dataset,
    DeedPage,
    HomePage,
    Indicator,
    Observation,
    User,
)
from cms.releases import cut_release
from tests.cms.conftest import publish_page
from tests.cms.desk_records import make_clerk

Build = Callable[[], Path]
LOG = "corrections/index.html"


def log() -> CorrectionsPage:
    """The log of the seed."""
    found: CorrectionsPage = CorrectionsPage.objects.get()
    return found


def write_down(*entries: dict[str, Any]) -> None:
    """Entries of the log, published."""
    page = log()
    page.entries = [
        CorrectionEntry(**({"day": date(2026, 11, 20), "now": "新的"} | entry)) for entry in entries
    ]
    publish_page(page)


def correct(note: str = "漏计一件") -> None:
    """A value that is revised, and a release that says so."""
    old = Observation.objects.get(indicator__code="good-deeds-completed")
    Observation.objects.create(
        indicator=old.indicator, area=old.area, period=old.period, revision=old.revision + 1, value=231,
        reason=note, batch=old.batch, qualifier=old.qualifier,
    )  # fmt: skip
    dataset = Dataset.objects.get(code="governance-indicators")
    assert cut_release(dataset, by=None, kind="correction", note=note)


def soup(folder: Path, file: str) -> BeautifulSoup:
    """A page of an edition."""
    return BeautifulSoup((folder / file).read_text(), "html.parser")


def told(folder: Path) -> list[str]:
    """The headings of the log's entries in an edition."""
    return [entry.get_text(strip=True) for entry in soup(folder, LOG).select(".corrections h2")]


def test_without_any_both_pages_say_so(edition: Build) -> None:
    folder = edition()
    page = soup(folder, LOG)
    assert "还没有更正过" in page.select_one(".empty").text and not page.select(".corrections")  # type: ignore[union-attr]
    home = soup(folder, "index.html").select_one("[aria-labelledby=corrections-title]")
    assert home is not None and "还没有更正过" in home.text
    assert [str(link["href"]) for link in home.select("a")] == ["/corrections/"]
    assert json.loads((folder / "corrections/index.json").read_text())["corrections"] == []


def test_entries_of_staff_are_newest_first_and_three_on_the_home_page(edition: Build) -> None:
    edition()
    days = [date(2026, 11, 1) + timedelta(days=number) for number in (3, 0, 7, 7)]
    write_down(*({"day": day, "what": f"第{place}处"} for place, day in enumerate(days)))
    folder = edition()
    assert told(folder) == ["第3处", "第2处", "第0处", "第1处"], "of one day, the one written last is first"
    home = soup(folder, "index.html").select("[aria-labelledby=corrections-title] h3")
    assert [entry.get_text(strip=True) for entry in home] == ["第3处", "第2处", "第0处"]


def test_an_entry_leads_to_its_page_while_that_is_public(edition: Build) -> None:
    edition()
    path = "/deeds/wenzheng-pavilion/"
    write_down({"what": "工期", "path": path, "was": "十天<b>", "now": "15 天", "reason": "核对来源"})
    folder = edition()
    entry = soup(folder, LOG).select_one(".corrections > li")
    assert entry is not None
    assert [str(link["href"]) for link in entry.select("a")] == [path]
    assert entry.select_one("del").text == "十天<b>" and entry.select_one("ins").text == "15 天"  # type: ignore[union-attr]
    assert "原因：核对来源" in entry.text
    twin = json.loads((folder / "corrections/index.json").read_text())["corrections"]
    assert [(one["day"], one["was"], one["now"]) for one in twin] == [("2026-11-20", "十天<b>", "15 天")]
    assert twin[0]["url"].endswith(path)
    DeedPage.objects.get(slug="wenzheng-pavilion").unpublish()
    assert not soup(edition(), LOG).select(".corrections a")


def test_a_draft_of_the_log_stays_at_the_desk(edition: Build) -> None:
    before = edition()
    page = log()
    page.entries = [CorrectionEntry(day=date(2026, 11, 20), what="还没有核实", now="新的")]
    page.save_revision()
    assert edition() == before


def test_a_release_that_corrects_is_told_with_old_and_new_values(edition: Build) -> None:
    edition()
    write_down({"day": date(2020, 1, 1), "what": "旧的一处"})
    correct()
    folder = edition()
    assert told(folder) == ["数据：治理指标", "旧的一处"]
    entry = soup(folder, LOG).select_one(".corrections > li")
    assert entry is not None
    assert entry.select_one("del").text == "230件" and entry.select_one("ins").text == "231件"  # type: ignore[union-attr]
    assert "桦南县，2025年" in entry.text and "原因：漏计一件" in entry.text
    links = [str(link["href"]) for link in entry.select("a")]
    assert links == ["/data/governance-indicators/", "/id/obs/good-deeds-completed/230822/2025/r2"]
    assert "231件" in soup(folder, "index.html").select_one(".corrections").text  # type: ignore[union-attr]
    assert check_build().different == (), "a build from nothing tells the same"


def test_what_is_not_public_any_more_is_not_told(edition: Build) -> None:
    edition()
    correct()
    Indicator.objects.get(code="good-deeds-completed").unpublish()
    entry = soup(edition(), LOG).select_one(".corrections > li")
    assert entry is not None
    assert "231" not in entry.text and "good-deeds-completed" not in str(entry)
    assert "共 1 处" in entry.text


def test_a_plain_update_is_no_correction(edition: Build) -> None:
    edition()
    deed = DeedPage.objects.get(slug="wenzheng-pavilion")
    deed.title = "文政社区的凉亭"
    publish_page(deed)
    assert told(edition()) == []


def test_a_record_that_a_release_corrected_is_named_by_its_title(edition: Build) -> None:
    """A register's row: which columns differ, in words; nothing once the page is gone."""
    edition()
    deed = DeedPage.objects.get(slug="wenzheng-pavilion")
    deed.kind = "lighting"
    publish_page(deed)
    assert cut_release(Dataset.objects.get(code="good-deeds"), by=None, kind="correction", note="分错了类")
    entry = soup(edition(), LOG).select_one(".corrections > li")
    assert entry is not None and "文政社区凉亭" in entry.text
    assert entry.select_one("del").text == "类别：休闲场所" and entry.select_one("ins").text == "类别：照明"  # type: ignore[union-attr]
    deed.refresh_from_db()
    deed.unpublish()
    gone = soup(edition(), LOG).select_one(".corrections > li")
    assert gone is not None and "文政社区凉亭" not in gone.text and "照明" not in gone.text


def test_addresses_must_be_of_this_site() -> None:
    for path in ("https://example.org/", "//example.org/", "deeds/"):
        with pytest.raises(ValidationError):
            CorrectionEntry(day=date(2026, 11, 20), what="甲", now="乙", path=path).clean()
    CorrectionEntry(day=date(2026, 11, 20), what="甲", now="乙", path="/deeds/").clean()


def test_the_menu_leads_to_the_log(seeded: None, editor: User) -> None:
    """To the form of the log, or of a new one where there is none; back for those who may not."""
    client = Client()
    client.force_login(make_clerk())
    assert client.get(reverse("corrections_log")).url == reverse("wagtailadmin_home")  # type: ignore[attr-defined]
    client.force_login(editor)
    assert reverse("corrections_log") in client.get(reverse("wagtailadmin_home")).content.decode()
    answer = client.get(reverse("corrections_log"))
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[log().pk])  # type: ignore[attr-defined]
    assert client.get(answer.url).status_code == 200  # type: ignore[attr-defined]
    Page.objects.get(pk=log().pk).delete()
    answer = client.get(reverse("corrections_log"))
    home = HomePage.objects.get().pk
    assert answer.url == reverse("wagtailadmin_pages:add", args=["cms", "correctionspage", home])  # type: ignore[attr-defined]
