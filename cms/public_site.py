"""Which addresses the public site has at this moment, and the world that pages are rendered in."""

from typing import Any

from wagtail.models import Page

from cms.catalogue import current_catalogue
from cms.models import Indicator
from cms.rendering import Pictures, Rendering, public_path
from cms.signing import data_folder
from cms.views.indicator import indicator_path
from publishing.addresses import Addresses
from publishing.contract import Catalogue, Link
from publishing.observations import latest_numbers
from publishing.releases import Release, latest_release


def public_pages(home: Page | None) -> list[Any]:
    """Live pages without a view restriction on them or above, from the home page down, in tree order."""
    if home is None:
        return []
    pages = home.get_descendants(inclusive=True).live().public().order_by("path").specific()
    return [page for page in pages if hasattr(page, "public_type")]


def public_indicators() -> list[Indicator]:
    """Live indicators, by code."""
    return list(Indicator.objects.filter(live=True).order_by("code"))


def public_rendering(
    addresses: Addresses, pictures: Pictures, home: Page | None, catalogue: Catalogue | None = None
) -> Rendering:
    """A rendering of the live content and the latest releases."""
    catalogue = catalogue or current_catalogue()
    home_path = home.url_path if home else "/"
    released = _released(catalogue)
    return Rendering(
        addresses=addresses,
        pictures=pictures,
        home_path=home_path,
        public_paths=frozenset(_paths(home, home_path, list(released))),
        numbers=latest_numbers(data_folder(), catalogue),
        numbers_note=_numbers_note(catalogue, released),
        datasets=tuple(
            Link(dataset.title_zh, f"/data/{dataset.code}/")
            for dataset in catalogue.datasets
            if dataset.code in released
        ),
    )


def _released(catalogue: Catalogue) -> dict[str, Release]:
    """The latest release of each dataset that has one."""
    found = {dataset.code: latest_release(data_folder(), dataset.code) for dataset in catalogue.datasets}
    return {code: release for code, release in found.items() if release is not None}


def _paths(home: Page | None, home_path: str, datasets: list[str]) -> list[str]:
    pages = [public_path(page.url_path, home_path) for page in public_pages(home)]
    indicators = [indicator_path(indicator.code) for indicator in public_indicators()]
    data = [f"/data/{code}/" for code in datasets]
    return [
        *pages,
        *indicators,
        *data,
        "/data/",
        "/content.json",
        "/edition/manifest.json",
        "/edition/manifest.json.minisig",
        "/edition/minisign.pub",
    ]


def _numbers_note(catalogue: Catalogue, released: dict[str, Release]) -> str:
    """Which release the numbers on pages are of; empty before the first."""
    for dataset in catalogue.datasets:
        if dataset.attested and dataset.code in released:
            release = released[dataset.code]
            return f"数字取自“{dataset.title_zh}”{release.id} 的发布。"
    return ""
