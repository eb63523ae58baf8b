"""Which addresses the public site has at this moment, and the world that pages are rendered in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from wagtail.models import Page

from cms.catalogue import current_catalogue
from cms.public_content import PublicContent
from cms.rendering import Attachments, Pictures, Rendering
from cms.signing import data_folder
from publishing.addresses import Addresses
from publishing.contract import Catalogue, Link
from publishing.observations import latest_numbers
from publishing.releases import Release, latest_release

ALWAYS = frozenset(
    {
        "/data/",
        "/content.json",
        "/edition/manifest.json",
        "/edition/manifest.json.minisig",
        "/edition/minisign.pub",
    }
)


@dataclass(frozen=True, slots=True)
class PublicPaths:
    """Every path that will answer 200. The lists of a section are worked out when one of them is asked for."""

    content: PublicContent
    fixed: frozenset[str]

    def __contains__(self, path: object) -> bool:
        """True when the path will be in the edition."""
        if path in self.fixed or path in self.content.page_paths or path in self.content.snippet_paths:
            return True
        return isinstance(path, str) and self._is_list(path)

    def _is_list(self, path: str) -> bool:
        first, slash, rest = path.lstrip("/").partition("/")
        if not slash or not rest or f"/{first}/" not in self.content.page_paths:
            return False
        section = self.content.section(f"/{first}/")
        return section is not None and path in self.content.list_paths(section)


def public_rendering(
    addresses: Addresses,
    pictures: Pictures,
    home: Page | None,
    *,
    attachments: Attachments,
    catalogue: Catalogue | None = None,
    as_of: date | None = None,
) -> Rendering:
    """A rendering of the live content and the latest releases. `as_of` is today in Shanghai unless given."""
    catalogue = catalogue or current_catalogue()
    as_of = as_of or timezone.localdate()
    content = PublicContent(home, as_of)
    released = _released(catalogue)
    return Rendering(
        addresses=addresses,
        pictures=pictures,
        attachments=attachments,
        home_path=content.home_path,
        public_paths=PublicPaths(content, ALWAYS | {f"/data/{code}/" for code in released}),
        numbers=latest_numbers(data_folder(), catalogue),
        numbers_note=_numbers_note(catalogue, released),
        datasets=tuple(
            Link(dataset.title_zh, f"/data/{dataset.code}/")
            for dataset in catalogue.datasets
            if dataset.code in released
        ),
        as_of=as_of,
        content=content,
    )


def _released(catalogue: Catalogue) -> dict[str, Release]:
    """The latest release of each dataset that has one."""
    found = {dataset.code: latest_release(data_folder(), dataset.code) for dataset in catalogue.datasets}
    return {code: release for code, release in found.items() if release is not None}


def _numbers_note(catalogue: Catalogue, released: dict[str, Release]) -> str:
    """Which release the numbers on pages are of; empty before the first."""
    for dataset in catalogue.datasets:
        if dataset.attested and dataset.code in released:
            release = released[dataset.code]
            return f"数字取自“{dataset.title_zh}”{release.id} 的发布。"
    return ""
