"""Numbers for pages: always those of the latest releases."""

from functools import cached_property

from cms.catalogue import current_catalogue
from cms.counts import COUNTS
from cms.released import released_rows
from cms.signing import data_folder
from cms.views.view_types import CountView
from publishing.charts.points import newest_measured
from publishing.contract import Catalogue, Link
from publishing.observations import latest_numbers
from publishing.page_view import NumberView
from publishing.releases import Release, latest_release


class PublicNumbers:
    """Answers about released data; the name of a method is the name of its question."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        if catalogue is not None:
            self.catalogue = catalogue

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of this moment, read when it is first needed: after the releases that are due were cut."""
        return current_catalogue()

    @cached_property
    def released(self) -> dict[str, Release]:
        """The latest release of each dataset that has one."""
        codes = (dataset.code for dataset in self.catalogue.datasets)
        found = {code: latest_release(data_folder(), code) for code in codes}
        return {code: release for code, release in found.items() if release is not None}

    @cached_property
    def numbers_by_indicator(self) -> dict[str, list[NumberView]]:
        """Published observations by indicator code."""
        return latest_numbers(data_folder(), self.catalogue)

    def numbers(self, indicator: str) -> tuple[NumberView, ...]:
        """The published observations of an indicator."""
        return tuple(self.numbers_by_indicator.get(indicator, ()))

    def numbers_of_area(self, code: str) -> tuple[NumberView, ...]:
        """The newest published number of each indicator for this very area."""
        own = (
            [number for number in numbers if number.area_code == code]
            for numbers in self.numbers_by_indicator.values()
        )
        return tuple(newest_measured(numbers) for numbers in own if numbers)

    def numbers_note(self) -> str:
        """Which release the numbers on pages are of; empty before the first."""
        for dataset in self.catalogue.datasets:
            if dataset.attested and dataset.code in self.released:
                return f"数字取自“{dataset.title_zh}”{self.released[dataset.code].id} 的发布。"
        return ""

    def datasets(self) -> tuple[Link, ...]:
        """The datasets that have been released, those of observations first."""
        known = [dataset for dataset in self.catalogue.datasets if dataset.code in self.released]
        known.sort(key=lambda dataset: not dataset.attested)
        return tuple(Link(dataset.title_zh, f"/data/{dataset.code}/") for dataset in known)

    def count_of(self, code: str, unit: str) -> CountView | None:
        """A declared count in the latest release; None before there is one, or for no code."""
        count = COUNTS.get(code)
        release = latest_release(data_folder(), count.dataset) if count else None
        if count is None or release is None:
            return None
        folder = f"/data/{count.dataset}/"
        return CountView(
            label=count.label,
            value=count.of(released_rows(release)),
            unit=unit,
            release=release.id,
            dataset_path=folder,
            query_path=f"{folder}{release.id}/rows.json{count.query}",
        )
