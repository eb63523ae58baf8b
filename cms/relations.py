"""What belongs to what among the public records.

Each kind is looked up once for a rendering, when it is first asked for: one light query for all records of a kind
costs less than one for each record, and a preview asks for few kinds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from cms.models import (
    AgreementPage,
    AgreementUnit,
    BrandDeed,
    BrandIndicator,
    BrandPage,
    ChairTerm,
    DeedPage,
    NeedItem,
    ProjectItem,
    ResourceItem,
)
from cms.relation_trees import Trees
from cms.rendering import public_path
from cms.views.view_types import RelatedLink

NEWEST_FIRST = ("-first_published_at", "-pk")


class Relations(Trees):
    """Relations between public things, both ways. What is not public is in none of them."""

    def __init__(self, home_path: str) -> None:
        """`home_path` is the `url_path` of the home page."""
        self._home_path = home_path

    def warm(self) -> list[str]:
        """The names of everything that is looked up once."""
        owners = (Relations, Trees)
        return [
            name
            for owner in owners
            for name, kind in vars(owner).items()
            if isinstance(kind, cached_property)
        ]

    def deeds(self, keys: Iterable[int]) -> tuple[RelatedLink, ...]:
        """The public deeds among these, in the order given."""
        return tuple(self._deeds[key] for key in keys if key in self._deeds)

    def deeds_of_area(self, key: int) -> tuple[RelatedLink, ...]:
        """The deeds of a community, the newest first."""
        return self.deeds(self._deeds_by["community_id"][key])

    def deeds_of_organisation(self, key: int) -> tuple[RelatedLink, ...]:
        """The deeds that an organisation did, the newest first."""
        return self.deeds(self._deeds_by["organisation_id"][key])

    def brands_of_area(self, key: int) -> tuple[RelatedLink, ...]:
        """The brands of an area."""
        return self._some(self._brands, self._brands_by["area_id"][key])

    def brands_of_organisation(self, key: int) -> tuple[RelatedLink, ...]:
        """The brands that an organisation founded."""
        return self._some(self._brands, self._brands_by["organisation_id"][key])

    def brands_of_indicator(self, key: int) -> tuple[RelatedLink, ...]:
        """The brands that an indicator counts something of."""
        return self._some(self._brands, self._brand_indicators[key])

    def brands_of_deed(self, key: int) -> tuple[RelatedLink, ...]:
        """The brands that a deed came of."""
        return self._some(self._brands, self._brand_deeds[key])

    def agreements_of_area(self, key: int) -> tuple[RelatedLink, ...]:
        """The agreements of a community."""
        return self._some(self._agreements, self._agreements_by_area[key])

    def agreements_of_organisation(self, key: int) -> tuple[RelatedLink, ...]:
        """The agreements that an organisation signed."""
        return self._some(self._agreements, self._signed[key])

    def agreements_of_deed(self, key: int) -> tuple[RelatedLink, ...]:
        """The agreements of which a deed met an item."""
        return self._some(self._agreements, self._met[key])

    def chairs_of_organisation(self, key: int) -> tuple[RelatedLink, ...]:
        """The terms in which an organisation chaired a 大党委, each as its agreement and the days."""
        links = []
        for agreement, first, last in self._terms[key]:
            if agreement in self._agreements:
                days = f"{first.isoformat()} 至 {last.isoformat()}" if last else f"{first.isoformat()} 起"
                found = self._agreements[agreement]
                links.append(RelatedLink(title=found.title, path=found.path, note=days, sample=found.sample))
        return tuple(links)

    @cached_property
    def _deed_rows(self) -> list[Any]:
        fields = (
            "pk",
            "title",
            "url_path",
            "kind",
            "community_id",
            "community__name",
            "organisation_id",
            "sample",
            "completed_day",
            "completed_undated",
        )
        deeds = DeedPage.objects.live().public().order_by(*NEWEST_FIRST)
        return list(deeds.values_list(*fields, named=True))

    @cached_property
    def _deeds(self) -> dict[int, RelatedLink]:
        kinds = dict(DeedPage._meta.get_field("kind").flatchoices)
        return {row.pk: self._deed(row, kinds[row.kind]) for row in self._deed_rows}

    def _deed(self, row: Any, kind: str) -> RelatedLink:
        done = bool(row.completed_day or row.completed_undated)
        words = (row.community__name, kind, "已完成" if done else "办理中")
        return replace(self._link(row, " · ".join(words)), state="done" if done else "under-way")

    @cached_property
    def _deeds_by(self) -> dict[str, dict[int, list[int]]]:
        return {name: _grouped(self._deed_rows, name) for name in ("community_id", "organisation_id")}

    @cached_property
    def _brand_rows(self) -> list[Any]:
        fields = ("pk", "title", "url_path", "kind", "area_id", "organisation_id", "sample")
        return list(BrandPage.objects.live().public().order_by("path").values_list(*fields, named=True))

    @cached_property
    def _brands(self) -> dict[int, RelatedLink]:
        kinds = dict(BrandPage._meta.get_field("kind").flatchoices)
        return {row.pk: self._link(row, kinds[row.kind]) for row in self._brand_rows}

    @cached_property
    def _brands_by(self) -> dict[str, dict[int, list[int]]]:
        return {name: _grouped(self._brand_rows, name) for name in ("area_id", "organisation_id")}

    @cached_property
    def _brand_indicators(self) -> dict[int, list[int]]:
        return _pairs(BrandIndicator.objects.values_list("indicator_id", "page_id").order_by("page_id"))

    @cached_property
    def _brand_deeds(self) -> dict[int, list[int]]:
        return _pairs(BrandDeed.objects.values_list("deed_id", "page_id").order_by("page_id"))

    @cached_property
    def _agreement_rows(self) -> list[Any]:
        fields = ("pk", "title", "url_path", "community_id", "signed_on", "sample")
        agreements = AgreementPage.objects.live().public().order_by("-signed_on", "-pk")
        return list(agreements.values_list(*fields, named=True))

    @cached_property
    def _agreements(self) -> dict[int, RelatedLink]:
        return {row.pk: self._link(row, f"{row.signed_on.isoformat()} 签订") for row in self._agreement_rows}

    @cached_property
    def _agreements_by_area(self) -> dict[int, list[int]]:
        return _grouped(self._agreement_rows, "community_id")

    @cached_property
    def _signed(self) -> dict[int, list[int]]:
        return _pairs(AgreementUnit.objects.values_list("organisation_id", "page_id").order_by("-page_id"))

    @cached_property
    def _terms(self) -> dict[int, list[Any]]:
        terms: dict[int, list[Any]] = defaultdict(list)
        rows = ChairTerm.objects.order_by("-first_day")
        for unit, *term in rows.values_list("organisation_id", "page_id", "first_day", "last_day"):
            terms[unit].append(term)
        return terms

    @cached_property
    def _met(self) -> dict[int, list[int]]:
        pairs: list[tuple[int, int]] = []
        for model in (NeedItem, ResourceItem, ProjectItem):
            met = model._default_manager.filter(deed__isnull=False)
            pairs += met.values_list("deed_id", "page_id").order_by("page_id")
        return _pairs(pairs)

    def _link(self, row: Any, note: str) -> RelatedLink:
        path = public_path(row.url_path, self._home_path)
        return RelatedLink(title=row.title, path=path, note=note, sample=row.sample)

    @staticmethod
    def _some(known: dict[int, RelatedLink], keys: Iterable[int]) -> tuple[RelatedLink, ...]:
        return tuple(known[key] for key in keys if key in known)


def _grouped(rows: Iterable[Any], name: str) -> dict[int, list[int]]:
    """The keys of rows by one of their columns; rows without it are left out."""
    return _pairs((getattr(row, name), row.pk) for row in rows if getattr(row, name) is not None)


def _pairs(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Second members by the first, each once."""
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for first, second in pairs:
        found[first][second] = None
    return defaultdict(list, {first: list(seconds) for first, seconds in found.items()})
