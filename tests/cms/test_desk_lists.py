"""The desk's lists ask the database as often for many records as for a few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.models import DeedPage, User
from cms.seeding import add_demo

LISTS = [
    "observation:index",
    "wagtailsnippets_cms_indicator:list",
    "wagtailsnippets_cms_area:list",
    "data_release:index",
    "wagtailadmin_home",
    "wagtailadmin_reports:aging_pages",
]


def queries(client: Client, address: str) -> int:
    """How often one request asks; the second time, when caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["deeds", *LISTS])
def test_queries_do_not_grow_with_the_records(client: Client, seeded: None, name: str) -> None:
    client.force_login(User.objects.create_superuser("admin"))
    add_demo(8)
    section: Page = DeedPage.objects.first().get_parent()
    address = reverse("wagtailadmin_explore", args=[section.pk]) if name == "deeds" else reverse(name)
    few = queries(client, address)
    add_demo(24)
    assert queries(client, address) <= few
