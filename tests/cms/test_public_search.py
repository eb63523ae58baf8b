"""The public search over the seed: every page is found, by its title and by what is on it."""

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from cms.models import DeedPage
from cms.publish import publish
from cms.seeding import add_demo
from cms.signing import data_folder
from publishing.search.index_file import NAME, known_pages
from publishing.search.pages_index import PagesIndex
from publishing.search.question import question
from tests.cms.conftest import publish_page
from tests.publishing.search.page_world import found, hits


@pytest.fixture
def edition(seeded: None) -> Path:
    """An edition of the seed and some sample records."""
    add_demo(12)
    return data_folder().edition(publish().number)


def test_every_page_is_found_by_every_two_characters_of_its_title(edition: Path) -> None:
    index = PagesIndex(edition)
    listed = json.loads((edition / "content.json").read_bytes())["pages"]
    pages = {entry["url"].partition("//")[2].partition("/")[2]: entry["title"] for entry in listed}
    assert len(pages) > 150
    assert {f"/{path}" for path in pages} == known_pages(edition / NAME).keys(), (
        "every page, and nothing else"
    )
    asked = 0
    paths: dict[str, set[str]] = {}
    for path, title in pages.items():
        for piece in map("".join, pairwise(title)):
            if not any(unicodedata.normalize("NFKC", sign).isalnum() for sign in piece):
                continue
            if piece not in paths:
                paths[piece] = set(found(index, piece))
            assert f"/{path}" in paths[piece], (title, piece)
            asked += 1
    assert asked > 1000


def test_what_stands_on_pages_is_found(edition: Path) -> None:
    index = PagesIndex(edition)
    assert "/deeds/wenzheng-pavilion/" in found(index, "文政 凉亭")[:3]
    assert "/data/good-deeds/" in found(index, "好事实事 台账")
    samples = [hit for hit in hits(index, "演示数据") if hit.sample]
    assert len(samples) >= 12
    assert all(hit.published[:2] == "20" for hit in hits(index, "凉亭"))
    for boilerplate in ("跳到正文", "当前位置", "怎样核验本页", "使用许可", "订阅本栏目"):
        everywhere = question(boilerplate)
        assert everywhere is not None and index.count(everywhere) < 12, boilerplate


def test_a_draft_is_not_found_and_a_publication_is(edition: Path) -> None:
    deed = DeedPage.objects.get(slug="wenzheng-pavilion")
    deed.title = "魑魅魍魉亭"
    deed.save_revision()
    assert found(PagesIndex(data_folder().edition(publish().number)), "魑魅") == []
    publish_page(deed)
    assert "/deeds/wenzheng-pavilion/" in found(PagesIndex(data_folder().edition(publish().number)), "魑魅")
