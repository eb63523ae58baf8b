"""栏目 of pages: from the section that they stand in, as the seed and the desk set it."""

from pathlib import Path

import pytest

from cms.identity import home_page
from cms.models import DeedPage, PlainPage, SectionPage
from cms.models.page import ColumnType
from cms.public_site import public_content
from cms.seeding.fixture_files import FixtureError, read_toml
from cms.seeding.page_fields import page_from
from cms.views.sharing import keywords_of
from publishing.columns import SITE
from publishing.contract import Link
from tests.cms.conftest import publish_page

SECTION = 'type = "section"\ntitle = "政策"\nkeywords = "政策 文件"\ncolumn_type = "政策文件"\n'


def made(folder: Path, text: str) -> SectionPage:
    """The page of a fixture file."""
    (folder / "x.toml").write_text(text, "utf-8")
    page = page_from(read_toml(folder, "x.toml"))
    assert isinstance(page, SectionPage)
    return page


def test_a_fixture_sets_keywords_and_kind(tmp_path: Path) -> None:
    page = made(tmp_path, SECTION)
    assert (page.keywords, page.column_type) == ("政策 文件", ColumnType.POLICIES)
    with pytest.raises(FixtureError, match="column_kind"):
        made(tmp_path, SECTION.replace("column_type", "column_kind"))


def test_only_a_section_has_a_kind(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match="column_type"):
        made(tmp_path, SECTION.replace('"section"', '"page"'))


def test_the_sections_of_the_seed_say_everything(seeded: None) -> None:
    found = {section.slug: section for section in SectionPage.objects.all()}
    assert {slug: section.column_type for slug, section in found.items()} == {
        "deeds": "信息公开", "brands": "信息公开", "agreements": "信息公开", "news": "工作动态",
    }  # fmt: skip
    assert all(section.keywords for section in found.values())


def test_a_page_has_the_column_of_its_section_and_follows_it(deed: DeedPage) -> None:
    question = ("column", deed.path)
    content = public_content(home_page())
    before, digest = content.answer(question), content.digest(question)
    assert before.name == "好事实事" and before.keywords == ("好事实事", "点单派单", "民生")
    section = SectionPage.objects.get(slug="deeds")
    section.keywords = "好事、实事"
    publish_page(section)
    after = public_content(home_page())
    assert after.answer(question).keywords == ("好事", "实事")
    assert after.digest(question) != digest, "so its pages are made again"
    about = PlainPage.objects.get(slug="about")
    assert after.answer(("column", about.path)) == SITE


def test_keywords_of_a_page_and_what_it_is_filed_under(db: None) -> None:
    page = PlainPage(title="甲", keywords=" 子、丑 ")
    assert keywords_of(page, "停车") == ("子", "丑")
    page.keywords = ""
    assert keywords_of(page, "停车", None, Link("某社区", ""), "停车") == ("停车", "某社区")
