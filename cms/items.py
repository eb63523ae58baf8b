"""Items of an edition from the public records: each HTML page with its twin, and the files that pages use."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cms.attachments import EditionAttachments, UsedFile
from cms.pictures import EditionPictures, EncodedPicture
from cms.registers import REGISTERS
from cms.rendering import Rendering
from cms.twin import twin_bytes
from cms.views.body import Enclosure, enclosures
from cms.views.register_list import register_list_view
from publishing.contract import Frame, Item, PageFacts
from publishing.page_view import PageView
from publishing.render import render_page
from publishing.structure import Value

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"

Records = dict[str, dict[str, Value]]
"""Register rows by the path of the page that each is of."""


def html_items(rendering: Rendering, frame: Frame) -> list[Item]:
    """Pages, the lists of sections, and the pages and lists of snippets, each with its twin."""
    records = _records()
    return [
        *_page_items(rendering, frame, records),
        *_list_items(rendering, frame),
        *_snippet_items(rendering, frame, records),
    ]


def file_items(pictures: EditionPictures, attachments: EditionAttachments, items: list[Item]) -> list[Item]:
    """Pictures and attachments that some page uses; dated by the pages as a whole, since content names them."""
    moments = [item.modified for item in items]
    if not moments:
        return []
    first, last = min(moments), max(moments)
    used: list[tuple[str, EncodedPicture | UsedFile]] = [*pictures.used.items(), *attachments.used.items()]
    return [
        Item(path, file.body, file.media_type, first, last) for path, file in sorted(used, key=lambda p: p[0])
    ]


def _page_items(rendering: Rendering, frame: Frame, records: Records) -> Iterator[Item]:
    sections = {page.path: page.slug for page in rendering.content.pages if page.public_type == "section"}
    for page in rendering.content.pages:
        facts = PageFacts(
            type=page.public_type,
            title=page.title,
            summary=page.summary,
            section=sections.get(page.path[: -page.steplen]),
            listed=page.has_content(),
        )
        own = rendering.fresh()
        files = enclosures(getattr(page, "body", ()), own)
        yield from _items_of(page.view(own), f"page:{page.pk}", facts, own, frame, records, files)


def _list_items(rendering: Rendering, frame: Frame) -> Iterator[Item]:
    """The archives by year and the lists of facets, every page of them."""
    for section in (page for page in rendering.content.pages if page.public_type == "section"):
        for made in rendering.content.lists(section):
            for number in range(1, made.pages + 1):
                own = rendering.fresh()
                view = section.list_view(own, made.facet.name, made.code, number)
                facts = PageFacts(type="list", title=view.title, summary=view.description)
                yield from _items_of(view, f"page:{section.pk}", facts, own, frame, {})


def _snippet_items(rendering: Rendering, frame: Frame, records: Records) -> Iterator[Item]:
    for kind, members in groupby(rendering.content.snippets, key=lambda record: record.public_type):
        known = list(members)
        for record in known:
            own = rendering.fresh()
            view = record.view(own)
            facts = PageFacts(type=kind, title=view.title, summary=view.description)
            yield from _items_of(view, f"{kind}:{record.pk}", facts, own, frame, records)
        own = rendering.fresh()
        view = register_list_view(known, own)
        facts = PageFacts(type="list", title=view.title, summary=view.description)
        yield from _items_of(view, f"{kind}:all", facts, own, frame, {})


def _items_of(
    view: PageView,
    key: str,
    facts: PageFacts,
    rendering: Rendering,
    frame: Frame,
    records: Records,
    files: Sequence[Enclosure] = (),
) -> Iterator[Item]:
    """The page and its twin. `files` are the pictures and attachments of its body."""
    if view.published is None or view.modified is None:
        raise ValueError(f"{view.path} was never published")
    html = render_page(view, frame, rendering.addresses)
    twin = twin_bytes(view, facts, frame, rendering.addresses, records.get(view.path), files)
    reads = tuple(sorted({key, *rendering.reads}))
    yield Item(view.path, html.encode(), HTML, view.published, view.modified, reads, facts)
    yield Item(f"{view.path}index.json", twin, JSON, view.published, view.modified, reads)


def _records() -> Records:
    """The register row behind each page."""
    registers = (register for register in REGISTERS.values() if register.has_pages)
    return {str(record["id"]): record for register in registers for record in register.named_rows()}
