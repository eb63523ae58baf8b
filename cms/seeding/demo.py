"""Labelled sample records, for trying the software out. Never added unless asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from cms.batches import remember_records
from cms.models import Area, Batch, DeedPage, Organisation, SectionPage
from cms.models.area import AreaKind
from cms.models.batch import BatchKind
from cms.seeding.demo_records import (
    DEEDS_PER_AGREEMENT,
    UNITS,
    sample_agreement,
    sample_brand,
    sample_news,
    sample_organisations,
)
from cms.seeding.demo_texts import demo_fields, demo_slug
from cms.seeding.first_publication import publish_pages

SECTIONS = {"deeds": "好事实事", "brands": "党建品牌", "agreements": "共驻共建协议", "news": "动态"}
"""The sections that sample pages go into, and their names."""


class NoPlaceForDemo(RuntimeError):
    """There is no section or no community to put sample records into; the message says which."""


def add_demo(count: int) -> int:
    """Publish those of sample deeds 1 to `count` that are not there, and what belongs around them; how many deeds.

    Around them are the organisations of each community from 党工委 to 党支部, units that sign, and agreements,
    brands and news in proportion. Remembered as one batch. Raises NoPlaceForDemo before the seed, and ValueError
    for a count below 0.
    """
    if count < 0:
        raise ValueError(f"演示条数不能是负数：{count}")
    with transaction.atomic():
        sections, communities = _sections(), _communities()
        missing = _missing(count, sections["deeds"], demo_slug)
        if missing:
            _publish(missing, count, sections, communities)
    return len(missing)


def _publish(
    missing: Sequence[int], count: int, sections: dict[str, SectionPage], communities: Sequence[Area]
) -> None:
    units = _organisations(communities)
    made: list[Any] = [unit for unit in units if getattr(unit, "is_new", False)]
    deeds = [_deed(number, communities, units) for number in missing]
    publish_pages(deeds, sections["deeds"])
    every = list(DeedPage.objects.filter(sample=True).order_by("path"))
    signing = units[-len(UNITS) :]

    def agreement(number: int) -> Any:
        community = communities[number % len(communities)]
        own = [deed for deed in every if deed.community_id == community.pk and deed.is_completed()]
        return sample_agreement(number, community, signing, own[number % len(own) :] if own else ())

    def brand(number: int) -> Any:
        return sample_brand(
            number, communities[number % len(communities)], signing[number % 4], every[number:]
        )

    share = -(-count // DEEDS_PER_AGREEMENT)
    pages = [*deeds]
    for slug, wanted, stem, make in (
        ("agreements", share, "agreement", agreement),
        ("brands", min(share + 1, 8), "brand", brand),
        ("news", 2 * share, "news", sample_news),
    ):
        own = [make(number) for number in _missing(wanted, sections[slug], _slugs(stem))]
        publish_pages(own, sections[slug])
        pages += own
    _remember(missing, [*made, *pages])


def _deed(number: int, communities: Sequence[Area], units: Sequence[Organisation]) -> DeedPage:
    fields = demo_fields(number, len(communities))
    organisation = units[-1 - number % len(UNITS)]
    return DeedPage(**{**fields, "community": communities[fields["community"]], "organisation": organisation})


def _slugs(stem: str) -> Callable[[int], str]:
    return lambda number: f"demo-{stem}-{number:04}"


def _missing(count: int, section: SectionPage, slug: Callable[[int], str]) -> list[int]:
    """Which of the numbers 1 to `count` have no page yet."""
    taken = set(section.get_children().values_list("slug", flat=True))
    return [number for number in range(1, count + 1) if slug(number) not in taken]


def _organisations(communities: Sequence[Area]) -> list[Organisation]:
    """Every sample organisation, published; those made just now have `is_new`."""
    known = {unit.code: unit for unit in Organisation.objects.filter(sample=True)}
    units: list[Organisation] = []
    for unit in sample_organisations(communities):
        if unit.code in known:
            units.append(known[unit.code])
            continue
        if unit.parent is not None:
            unit.parent = next(above for above in units if above.code == unit.parent.code)
        unit.live = False
        unit.full_clean()
        unit.save()
        unit.save_revision().publish()
        unit.is_new = True
        units.append(unit)
    return units


def _sections() -> dict[str, SectionPage]:
    """The live sections. Raises NoPlaceForDemo where one is missing."""
    found = {section.slug: section for section in SectionPage.objects.filter(slug__in=SECTIONS, live=True)}
    for slug, name in SECTIONS.items():
        if slug not in found:
            raise NoPlaceForDemo(f"还没有“{name}”栏目，请先运行 manage.py seed。")
    return found


def _communities() -> list[Area]:
    """The live communities. Raises NoPlaceForDemo where there is none."""
    communities = list(Area.objects.filter(live=True, kind=AreaKind.COMMUNITY).select_related("parent"))
    if not communities:
        raise NoPlaceForDemo("还没有已公开的社区，请先运行 manage.py seed。")
    return communities


def _remember(numbers: Sequence[int], made: Sequence[Any]) -> None:
    batch = Batch.objects.create(
        kind=BatchKind.DEMO,
        title=f"演示数据 {len(numbers)} 件好事实事",
        made_by_name="演示数据",
        source="manage.py seed --demo",
        row_count=len(made),
        note=f"好事实事 {demo_slug(numbers[0])} 至 {demo_slug(numbers[-1])} 中新加的，连同组织、协议、品牌和动态。",
    )
    remember_records(batch, made)
