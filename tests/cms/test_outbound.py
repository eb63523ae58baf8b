"""外链: the hosts that live pages lead to."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

from cms.models import NewsPage, PlainPage, User
from cms.outbound_hosts import host_of, outbound_hosts
from tests.cms.conftest import publish_page

BODY = '<p><a href="https://Example.COM/a">甲</a>，<a href="https://www.huanan.gov.cn/b">乙</a></p>'


@pytest.fixture
def linked(seeded: None) -> PlainPage:
    """A page that leads to a firm and to a government; two pieces of news that lead to the firm."""
    page = PlainPage.objects.get(slug="privacy")
    page.body = json.dumps([{"type": "paragraph", "value": BODY}])
    publish_page(page)
    for news in NewsPage.objects.all()[:2]:
        news.reprint, news.original_url = True, "https://example.com/original"
        publish_page(news)
    return page


def test_hosts_with_their_pages(linked: PlainPage) -> None:
    found = {known.host: known for known in outbound_hosts()}
    firm, government = found["example.com"], found["www.huanan.gov.cn"]
    assert (firm.pages, firm.warned) == (3, True)
    assert (government.pages, government.warned, government.example.pk) == (1, False, linked.pk)
    assert [known.warned for known in outbound_hosts()][-1] is False, "those with a warning come first"


def test_a_page_that_is_not_live_and_our_own_host_do_not_count(linked: PlainPage, settings: Settings) -> None:
    linked.unpublish()
    settings.BASE_URL = "https://example.com/zhili"
    assert {known.host for known in outbound_hosts()} & {"example.com", "www.huanan.gov.cn"} == set()


@pytest.mark.parametrize("address", ["https://[bad", "https://", "http:///x"])
def test_a_broken_address_is_no_host(address: str) -> None:
    assert host_of(address) == ""


def test_the_report_is_among_the_reports(linked: PlainPage, editor: User) -> None:
    client = Client()
    client.force_login(editor)
    html = client.get("/desk/reports/outbound/").content.decode()
    assert "example.com" in html and "3 个" in html and "系统不联网" in html
    header = BeautifulSoup(html, "html.parser").select(
        "header.w-header, .w-slim-header, .w-header-breadcrumbs"
    )
    assert any("外链" in part.text for part in header)
    assert "/desk/reports/outbound/" in client.get("/desk/").content.decode()
    assert Client().get("/desk/reports/outbound/").status_code == 302
