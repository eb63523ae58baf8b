"""A few records for tests of the desk, made directly so that each test pays for what it needs."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Page, Site

from cms.models import (
    Area,
    Batch,
    Dataset,
    DeedPage,
    Evidence,
    HomePage,
    Indicator,
    Observation,
    SectionPage,
    User,
)
from cms.models.batch import BatchKind


def make_indicator(code: str = "wishes", **facts: Any) -> Indicator:
    """A live indicator counted in 个."""
    given = {"name_zh": "微心愿", "name_en": "Wishes", "unit_zh": "个", "unit_en": "wish", "system": "deeds"}
    return publish(Indicator(code=code, **(given | facts)))


def make_area(code: str = "230822", **facts: Any) -> Area:
    """The county."""
    given = {"name": "桦南县", "name_en": "Huanan County", "kind": "county"}
    return publish(Area(code=code, **(given | facts)))


def make_dataset(code: str = "governance-indicators", **facts: Any) -> Dataset:
    """The dataset of values, released by hand."""
    given = {
        "title_zh": "治理指标",
        "title_en": "Governance indicators",
        "description": "每行一个数值。",
        "method": "据公开文件。",
        "publisher": "桦南",
        "rhythm": "by-hand",
    }
    return publish(Dataset(code=code, **(given | facts)))


def publish(record: Any) -> Any:
    """Save and publish a snippet as the desk does."""
    record.live = False
    record.save()
    record.save_revision().publish()
    record.refresh_from_db()
    return record


def make_value(indicator: Indicator, area: Area, value: str = "2600", **facts: Any) -> Observation:
    """A stored value for 2025."""
    batch = Batch.objects.create(kind=BatchKind.SEED, title="初始资料", made_by_name="初始资料", row_count=1)
    given = {"period": "2025", "qualifier": "more_than", "batch": batch}
    return Observation.objects.create(indicator=indicator, area=area, value=Decimal(value), **(given | facts))


def make_evidence() -> Evidence:
    """A document."""
    return Evidence.objects.create(code="report-2025", title="工作总结", issuer="县委组织部")


def make_home() -> HomePage:
    """The home page of the only site."""
    root = Page.get_first_root_node()
    home: HomePage = root.add_child(instance=HomePage(title="首页", slug="huanan", intro="这里是桦南。"))
    Site.objects.update(root_page=home)
    return home


def make_deed() -> DeedPage:
    """A good deed that was finished in 15 days, after a source without dates."""
    section = make_home().add_child(instance=SectionPage(title="好事实事", slug="deeds"))
    undated = {f"{step}_undated": True for step in ("asked", "assigned", "accepted", "completed")}
    deed = DeedPage(
        title="凉亭",
        slug="liang-ting",
        kind="leisure",
        community=make_area(),
        asked_for="乘凉",
        attested_days=15,
        **undated,
    )
    section.add_child(instance=deed)
    return deed


def make_clerk(*permissions: str) -> User:
    """Somebody with the desk's door and these permissions of cms."""
    user = User.objects.create_user("clerk", last_name="李", first_name="明")
    group = Group.objects.create(name="录入员")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(*Permission.objects.filter(content_type__app_label="cms", codename__in=permissions))
    user.groups.add(group)
    return user
