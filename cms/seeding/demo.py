"""Labelled sample deeds, for trying the software out. Never added unless asked for."""

from django.db import transaction
from wagtail.models import Page

from cms.models import Area, Batch, DeedPage, SectionPage
from cms.models.area import AreaKind
from cms.models.batch import BatchKind
from cms.seeding.demo_texts import demo_fields, demo_slug
from cms.seeding.first_publication import publish_pages

SECTION = "deeds"


class NoPlaceForDemo(RuntimeError):
    """There is no section or no community to put sample deeds into; the message says which."""


def add_demo(count: int) -> int:
    """Publish those of sample deeds 1 to `count` that are not there; how many. Remembered as one batch.

    Raises NoPlaceForDemo before the seed, and ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError(f"演示条数不能是负数：{count}")
    with transaction.atomic():
        section = _section()
        taken = set(section.get_children().values_list("slug", flat=True))
        missing = [number for number in range(1, count + 1) if demo_slug(number) not in taken]
        if missing:
            _publish(missing, section)
            _remember(missing)
    return len(missing)


def _section() -> Page:
    section = SectionPage.objects.filter(slug=SECTION, live=True).first()
    if section is None:
        raise NoPlaceForDemo("还没有“好事实事”栏目，请先运行 manage.py seed。")
    return section


def _publish(numbers: list[int], section: Page) -> None:
    communities = list(Area.objects.filter(live=True, kind=AreaKind.COMMUNITY))
    if not communities:
        raise NoPlaceForDemo("还没有已公开的社区，请先运行 manage.py seed。")
    deeds = []
    for number in numbers:
        fields = demo_fields(number, len(communities))
        deeds.append(DeedPage(**{**fields, "community": communities[fields["community"]]}))
    publish_pages(deeds, section)


def _remember(numbers: list[int]) -> None:
    Batch.objects.create(
        kind=BatchKind.DEMO,
        title=f"演示数据 {len(numbers)} 条",
        made_by_name="演示数据",
        source="manage.py seed --demo",
        row_count=len(numbers),
        note=f"好事实事 {demo_slug(numbers[0])} 至 {demo_slug(numbers[-1])} 中新加的条目。",
    )
