"""Addresses are ASCII, by pinyin, and never those of the public contract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.models import HomePage, PlainPage
from cms.slugs import free_slug, reserved_slug_error, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("文政社区凉亭", "wen-zheng-she-qu-liang-ting"),
        ("2026年党建工作", "2026-nian-dang-jian-gong-zuo"),
        ("“一米办公桌”：Q&A", "yi-mi-ban-gong-zhuo-q-a"),
        ("……", "page"),
        ("", "page"),
    ],
)
def test_slugs_by_pinyin(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=200))
def test_every_title_gives_an_address(title: str) -> None:
    slug = slug_of(title)
    assert slug.isascii()
    assert 0 < len(slug) <= 60
    assert slug == slug.strip("-").lower()


def test_a_taken_address_gets_a_number(seeded: None) -> None:
    home = HomePage.objects.get()
    assert free_slug("about", home, None) == "about-2"
    assert free_slug("data", home, None) == "data-2"


def test_reserved_addresses_are_refused_at_the_top_only() -> None:
    assert reserved_slug_error("data", 2)
    assert reserved_slug_error("desk", 2)
    assert reserved_slug_error("data", 3) is None
    assert reserved_slug_error("brands", 2) is None


def test_a_page_without_a_slug_gets_one(seeded: None) -> None:
    page = HomePage.objects.get().add_child(instance=PlainPage(title="文明实践"))
    assert page.slug == "wen-ming-shi-jian"
