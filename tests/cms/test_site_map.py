"""网站地图: what it lists, and that it is made again only when that changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.models import DeedPage, HomePage, NewsPage, PlainPage, SectionPage
from cms.publish import publish
from cms.views.site_map import site_map_view
from tests.cms.conftest import publish_page

MAP = "sitemap/index.html"


def shown(edition: Path) -> dict[str, str]:
    """Where the map leads, with the words."""
    main = BeautifulSoup((edition / MAP).read_bytes(), "html.parser").select("main .part")
    return {str(tag["href"]): tag.text for part in main for tag in part.select("a[href]")}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often the map is made."""
    times: list[int] = []

    def counted(rendering: Any) -> Any:
        times.append(1)
        return site_map_view(rendering)

    monkeypatch.setattr("cms.page_jobs.site_map_view", counted)
    return times


def test_every_part_of_the_site(edition: Callable[[], Path]) -> None:
    found = shown(edition())
    assert found["/deeds/"] == "好事实事" and found["/data/"] == "开放数据"
    for path in (
        "/about/",
        "/terms/",
        "/data/good-deeds/",
        "/organisations/",
        "/feeds/news.json",
        "/search/",
    ):
        assert path in found, path
    year = timezone.localdate().year
    assert found[f"/deeds/{year}/"] == f"{year} 年" and found["/deeds/kind/leisure/"] == "类别：休闲场所"
    assert "/agreements/" not in found, "an empty section is in no map"
    assert "/feeds/agreements.atom" not in found


def test_it_is_made_again_only_when_it_would_say_something_else(
    edition: Callable[[], Path], rendered: list[int]
) -> None:
    edition()
    assert len(rendered) == 1
    deed = DeedPage.objects.get(slug="wenzheng-pavilion")
    deed.summary = "换一句话来说这座凉亭。"
    publish_page(deed)
    publish()
    assert len(rendered) == 1, "a deed's text is not on the map"
    page = PlainPage.objects.get(slug="about")
    page.title = "关于这个网站"
    publish_page(page)
    assert shown(edition())["/about/"] == "关于这个网站"
    assert len(rendered) == 2


def test_a_section_leaves_with_its_last_page_and_a_new_page_joins(edition: Callable[[], Path]) -> None:
    edition()
    for news in NewsPage.objects.all():
        news.unpublish()
    home = HomePage.objects.get()
    home.add_child(instance=PlainPage(title="新的说明", slug="new-page", live=False))
    publish_page(PlainPage.objects.get(slug="new-page"))
    found = shown(edition())
    assert "/news/" not in found and found["/new-page/"] == "新的说明"


def test_the_desk_shows_the_same_and_no_page_may_take_the_address(
    edition: Callable[[], Path], client: Client
) -> None:
    words = [*shown(edition()).values()]
    main = BeautifulSoup(client.get("/sitemap/").content, "html.parser").select("main .part")
    assert [tag.text for part in main for tag in part.select("a[href]")] == words
    with pytest.raises(ValidationError):
        HomePage.objects.get().add_child(instance=SectionPage(title="占用", slug="sitemap"))
