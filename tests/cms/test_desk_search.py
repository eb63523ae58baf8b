"""Odd queries at the desk's searches, and what they say they found."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import User

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def test_the_search_among_pages_says_what_it_counts(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_pages:search"), {"q": "社区"}).content.decode()
    assert "个页面，" in page and "个None" not in page
    assert desk.get(reverse("wagtailadmin_pages:search_results"), {"q": "凉亭"}).status_code == 200


@pytest.mark.parametrize("query", ["好事", "件" * 20_000, "'\"%_", "\x00", "   "])
def test_no_query_for_values_is_too_odd(desk: Client, query: str) -> None:
    assert desk.get(reverse("observation:index"), {"q": query}).status_code == 200


def test_values_are_found_by_two_characters_of_their_indicator(desk: Client) -> None:
    page = desk.get(reverse("observation:index"), {"q": "凉亭"}).content.decode()
    assert "文政社区凉亭施工天数" in page and "注册志愿者人数" not in page.split("<tbody")[-1]
