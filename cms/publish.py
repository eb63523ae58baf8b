"""The only door from the desk to the public: collects what is live and hands it over as frozen values."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.catalogue import current_catalogue
from cms.identity import current_frame, home_page
from cms.pictures import EditionPictures
from cms.public_site import public_indicators, public_pages, public_rendering
from cms.registers import REGISTERS
from cms.releases import cut_due
from cms.rendering import Rendering
from cms.signing import data_folder, signer
from cms.twin import twin_bytes
from publishing.addresses import EditionAddresses, prefix_of
from publishing.contract import Frame, Item, PageFacts, Submission
from publishing.edition.build import EditionSummary, build
from publishing.render import render_page
from publishing.static_files import static_index
from publishing.structure import Value

Progress = Callable[[str, int, int], None]
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


class ReviewsMissing(RuntimeError):
    """The deployment asks for reviews, and this version has no review path yet."""


def publish(progress: Progress | None = None, *, at: datetime | None = None) -> EditionSummary:
    """Cut the releases that are due, collect everything live, and build an edition of it.

    Raises ReviewsMissing unless the deployment is a trial: nothing goes out unreviewed, and reviews cannot be
    given yet. Raises `publishing.contract` and `publishing.edition` errors of a submission that cannot be built.
    """
    if settings.REVIEWS != 0:
        raise ReviewsMissing(
            "本部署要求三审，而这一版软件还没有审核流程，所以什么都不会公开。试用请设 HUANAN_REVIEWS=0（仅限本机）。"
        )
    at = at or timezone.now()
    cut_due()
    return build(
        submission(at),
        data_folder(),
        signer(),
        published=at,
        static_root=settings.BASE_DIR / "site/static",
        progress=progress,
    )


def submission(at: datetime) -> Submission:
    """Everything live at this moment, rendered. Unpublished, private and unused things are not in it."""
    home = home_page()
    frame = current_frame(signer().public_key, home)
    static = {name: file.path for name, file in static_index(settings.BASE_DIR / "site/static").items()}
    addresses = EditionAddresses(settings.BASE_URL, static)
    pictures = EditionPictures(data_folder().cache / "pictures", prefix_of(settings.BASE_URL))
    catalogue = current_catalogue()
    rendering = public_rendering(addresses, pictures, home, catalogue)
    items = [*_page_items(home, rendering, frame), *_indicator_items(rendering, frame)]
    items += _picture_items(pictures, items)
    return Submission(
        items=tuple(items),
        routes=(),
        frame=frame,
        catalogue=catalogue,
        as_of=timezone.localdate(at),
    )


def _page_items(home: Any, rendering: Rendering, frame: Frame) -> Iterator[Item]:
    records = _records()
    for page in public_pages(home):
        facts = PageFacts(
            type=page.public_type,
            title=page.title,
            summary=page.summary,
            section=_section_of(page, home),
            listed=page.has_content(),
        )
        yield from _items_of(page, f"page:{page.pk}", facts, rendering, frame, records)


def _indicator_items(rendering: Rendering, frame: Frame) -> Iterator[Item]:
    for indicator in public_indicators():
        facts = PageFacts(type="indicator", title=indicator.name_zh, summary=indicator.definition)
        yield from _items_of(indicator, f"indicator:{indicator.pk}", facts, rendering, frame, {})


def _items_of(
    subject: Any,
    key: str,
    facts: PageFacts,
    rendering: Rendering,
    frame: Frame,
    records: dict[str, dict[str, Value]],
) -> Iterator[Item]:
    """The page and its twin."""
    own = rendering.fresh()
    view = subject.view(own)
    html = render_page(view, frame, own.addresses)
    twin = twin_bytes(view, facts, frame, own.addresses, records.get(view.path))
    published, modified = subject.first_published_at, subject.last_published_at
    reads = tuple(sorted({key, *own.reads}))
    yield Item(view.path, html.encode(), HTML, published, modified, reads, facts)
    yield Item(f"{view.path}index.json", twin, JSON, published, modified, reads)


def _records() -> dict[str, dict[str, Value]]:
    """The register row behind each page, by the page's path."""
    registers = (register for register in REGISTERS.values() if not register.attested)
    return {str(record["id"]): record for register in registers for record in register.named_rows()}


def _section_of(page: Any, home: Any) -> str | None:
    """The slug of the section that a page is in; sections themselves and the home page are in none."""
    if page.depth != home.depth + 2:
        return None
    return str(page.get_parent().slug)


def _picture_items(pictures: EditionPictures, items: list[Item]) -> list[Item]:
    """Pictures that some page uses; dated by the newest page, since content names them."""
    moments = [item.modified for item in items]
    if not moments:
        return []
    first, last = min(moments), max(moments)
    return [
        Item(path, picture.body, picture.media_type, first, last)
        for path, picture in sorted(pictures.used.items())
    ]
