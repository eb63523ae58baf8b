"""What pages that gather need of many records at once: where a type lives, what is beside a page, how far all is."""

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from wagtail.models import Page

from cms.data_corrections import data_corrections
from cms.models import AgreementPage, DeedPage, NeedItem, ProjectItem, ResourceItem, SectionPage
from cms.models.agreement import STATUS_DATES, AgreementStatus, status_of
from cms.public_numbers import PublicNumbers
from cms.public_pages import LightPage
from cms.signing import data_folder
from cms.views.correction_types import CorrectionView
from cms.views.progress_types import AgreementsProgress, AreaProgress
from publishing.contract import Link

LISTS: tuple[Any, ...] = (NeedItem, ResourceItem, ProjectItem)


class _AgreementState(NamedTuple):
    """One public agreement on the day: whether it is in force, and how much of what was promised is done."""

    area: int
    in_force: bool
    done: int
    promised: int
    sample: bool


class PublicSummaries(PublicNumbers):
    """Answers about many public records together; the name of a method is the name of its question."""

    as_of: date

    @property
    def light(self) -> dict[int, LightPage]:
        """See `PublicContent.light`."""
        raise NotImplementedError

    def is_public(self, path: str) -> bool:
        """See `PublicContent.is_public`."""
        raise NotImplementedError

    def section_of_type(self, kind: str) -> Link | None:
        """The section right above most public pages of a type, the earlier one where two have as many; or None."""
        known = {page.tree_path: page for page in self.light.values() if page.kind == SectionPage.public_type}
        parents = (page.tree_path[: -Page.steplen] for page in self.light.values() if page.kind == kind)
        counted = Counter(place for place in parents if place in known)
        if not counted:
            return None
        found = known[min(counted, key=lambda place: (-counted[place], place))]
        return Link(found.title, found.path)

    def neighbours(self, key: int) -> tuple[Link | None, Link | None]:
        """The page of the same type in the same section that was published before this one, and the one after."""
        before, after = self._neighbours.get(key, (None, None))
        return self._link(before), self._link(after)

    def agreements_progress(self) -> AgreementsProgress:
        """How many public agreements there are, and how far those in force are."""
        states = self._agreement_states
        running = [state for state in states if state.in_force]
        return AgreementsProgress(
            total=len(states),
            in_force=len(running),
            done=sum(state.done for state in running),
            promised=sum(state.promised for state in running),
            sample=any(state.sample for state in states),
        )

    def progress_of_area(self, key: int) -> AreaProgress:
        """How many deeds of a community are done, and how far its agreements in force are."""
        agreements = [state for state in self._agreement_states if state.area == key]
        running = [state for state in agreements if state.in_force]
        finished, total = self._deed_counts.get(key, (0, 0))
        return AreaProgress(
            deeds=total,
            deeds_done=finished,
            agreements=len(agreements),
            in_force=len(running),
            done=sum(state.done for state in running),
            promised=sum(state.promised for state in running),
        )

    def data_corrections(self) -> tuple[CorrectionView, ...]:
        """What releases of data corrected, newest first."""
        return data_corrections(data_folder(), self.catalogue, self.is_public)

    def _link(self, key: int | None) -> Link | None:
        page = self.light.get(key) if key is not None else None
        return Link(page.title, page.path) if page else None

    @cached_property
    def _neighbours(self) -> dict[int, tuple[int | None, int | None]]:
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for page in sorted(self.light.values(), key=LightPage.age):
            rows[page.tree_path[: -Page.steplen], page.kind].append(page.key)
        found: dict[int, tuple[int | None, int | None]] = {}
        for keys in rows.values():
            found |= zip(keys, zip((None, *keys[:-1]), (*keys[1:], None), strict=True), strict=True)
        return found

    @cached_property
    def _deed_counts(self) -> dict[int, tuple[int, int]]:
        """Of each community, how many public deeds are done, and how many there are."""
        done: Counter[int] = Counter()
        total: Counter[int] = Counter()
        columns = ("pk", "community_id", "completed_day", "completed_undated")
        for key, area, day, undated in DeedPage.objects.live().values_list(*columns):
            if key in self.light:
                total[area] += 1
                done[area] += bool(day or undated)
        return {area: (done[area], count) for area, count in total.items()}

    @cached_property
    def _agreement_states(self) -> list[_AgreementState]:
        """The public agreements on the day."""
        columns = ("pk", "community_id", "sample", *STATUS_DATES)
        rows = AgreementPage.objects.live().order_by("path").values_list(*columns)
        kept: Counter[int] = Counter()
        made: Counter[int] = Counter()
        for model in LISTS:
            for page, state in model._default_manager.values_list("page_id", "state"):
                made[page] += state != "dropped"
                kept[page] += state == "done"
        return [
            _AgreementState(area, self._in_force(dates), kept[key], made[key], sample)
            for key, area, sample, *dates in rows
            if key in self.light
        ]

    def _in_force(self, dates: Any) -> bool:
        signed_on, valid_from, valid_until, terminated_on = dates
        status = status_of(signed_on, valid_from, valid_until, terminated_on, self.as_of)
        return status == AgreementStatus.IN_FORCE
