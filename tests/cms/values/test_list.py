"""The list of values at the desk, and who may read and write them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Observation
from cms.releases import cut_release
from tests.cms.desk_records import (
    make_clerk,
    make_dataset,
    make_indicator,
    make_value,
)
from tests.cms.values.revision_form import address_of, revised


def test_the_list_shows_values_in_force_in_constant_queries(desk: Client, value: Observation) -> None:
    """One row per key, whatever the number of rows and revisions."""
    desk.post(address_of(value), revised())
    desk.get(reverse("observation:index"))  # the first one also fills caches
    with CaptureQueriesContext(connection) as few:
        page = desk.get(reverse("observation:index")).content.decode()
    assert "2700余个" in page and "2600余个" not in page and "待数据发布" in page
    for number in range(30):
        make_value(make_indicator(f"more-{number}", name_zh=f"别的{number}"), value.area)
    with CaptureQueriesContext(connection) as many:
        desk.get(reverse("observation:index"))
    assert len(many) == len(few)


def test_the_list_finds_two_chinese_characters_and_filters(desk: Client, value: Observation) -> None:
    """Search and filters narrow the list."""
    make_value(make_indicator("sheds", name_zh="车棚整治"), value.area, "7")
    results = reverse("observation:index_results")
    assert "微心愿" not in desk.get(results, {"q": "车棚"}).content.decode()
    assert "车棚整治" in desk.get(results, {"q": "棚整"}).content.decode()
    filtered = desk.get(results, {"indicator": value.indicator_id}).content.decode()
    assert "微心愿" in filtered and "7个" not in filtered
    assert "2600余个" in desk.get(results, {"period": "2025"}).content.decode()
    assert "2600余个" not in desk.get(results, {"period": "2024"}).content.decode()


def test_the_list_says_what_the_public_has(desk: Client, value: Observation) -> None:
    """Released, revised since, and of an indicator that is public no more."""
    cut_release(make_dataset(), by=None, kind="update", note="首次发布")
    address = reverse("observation:index_results")
    assert "已公开" in desk.get(address).content.decode()
    assert "公开的是第 1 版" in desk.get(reverse("observation:history", args=[value.pk])).content.decode()
    desk.post(address_of(value), revised())
    assert "待数据发布，公开的仍是第 1 版" in desk.get(address).content.decode()
    value.indicator.unpublish()
    assert "下次数据发布时撤下" in desk.get(address).content.decode()
    make_value(make_indicator("draft", name_zh="草稿指标"), value.area).indicator.unpublish()
    assert "不公开：指标或区域未发布" in desk.get(address).content.decode()


@pytest.mark.parametrize("name", ["add", "revise"])
def test_only_those_who_may_add_write(client: Client, value: Observation, name: str) -> None:
    """Reading needs any permission on values, writing the one to add."""
    client.force_login(make_clerk("view_observation"))
    arguments = [value.pk] if name == "revise" else []
    assert client.get(reverse("observation:index")).status_code == 200
    assert client.get(reverse("observation:history", args=[value.pk])).status_code == 200
    answer = client.post(reverse(f"observation:{name}", args=arguments), revised())
    assert answer.status_code in {302, 403} and Observation.objects.count() == 1
