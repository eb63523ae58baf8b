"""The pages of an edition as jobs: each is rendered by itself, to a page, its twin and the files that they use."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cms.attachments import EditionAttachments
from cms.models import SectionPage
from cms.pictures import EditionPictures
from cms.public_content import PublicContent
from cms.public_records import public_records
from cms.public_site import public_rendering
from cms.registers import REGISTERS
from cms.rendering import Question, Rendering
from cms.row_digests import SNIPPETS
from cms.twin import twin_bytes
from cms.views.body import Enclosure, enclosures
from cms.views.register_list import register_list_view
from cms.views.site_map import site_map_view
from publishing.addresses import EditionAddresses, prefix_of
from publishing.charts.chart import Chart
from publishing.charts.svg_file import MEDIA_TYPE, Origin, svg_file
from publishing.contract import Frame, Item, PageFacts
from publishing.data_memory import stored_item
from publishing.edition.store import Store
from publishing.folder import DataFolder
from publishing.page_view import PageView
from publishing.render import render_page
from publishing.structure import Value

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"

Job = tuple[Any, ...]
"""What to render: `("page", 12)`, `("list", 3, "kind", "parking", 2)`, `("record", "area", 4)`,
`("register", "area")` or `("computed", "site-map")`."""

SITE_MAP: Job = ("computed", "site-map")

BY_PAGE_TYPE = {register.page_type: register for register in REGISTERS.values() if register.page_type}


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a job. The bytes of its items are in the store."""

    job: Job
    items: tuple[Item, ...]
    """The page, its twin, and the files of its charts."""
    reads: tuple[Question, ...]
    files: tuple[Item, ...]
    """Pictures and attachments that the page uses."""


def all_jobs(content: PublicContent) -> list[Job]:
    """Every page of an edition but those of data: pages, lists of sections, snippets and their lists."""
    pages = list(content.light.values())
    jobs: list[Job] = [("page", page.key) for page in pages]
    for section in (page for page in pages if page.kind == SectionPage.public_type):
        for made in content.lists(section.key):
            numbers = range(1, made.pages + 1)
            jobs += [("list", section.key, made.facet, made.code, number) for number in numbers]
    for kind, known in content.snippets.items():
        jobs += [("record", kind, key) for key, _ in known]
        jobs += [("register", kind)] if known else []
    return [*jobs, SITE_MAP] if content.home_is_public else jobs


class JobRenderer:
    """Renders jobs of one moment. What it makes depends on nothing but the content, the frame and the addresses."""

    def __init__(
        self,
        content: PublicContent,
        frame: Frame,
        addresses: EditionAddresses,
        folder: DataFolder,
        store: Store,
    ) -> None:
        self.content = content
        self.frame = frame
        self.addresses = addresses
        self.store = store
        self.prefix = prefix_of(frame.base_url)
        self.cache = folder.cache / "pictures"

    def render(self, jobs: Sequence[Job]) -> list[Rendered]:
        """The outcome of each job, in their order. Records are read for all of them together."""
        keys = list(dict.fromkeys(job[1] for job in jobs if job[0] in {"page", "list"}))
        pages = {page.pk: page for page in self.content.pages_of(keys)}
        records = {
            (kind, record.pk): record
            for kind in SNIPPETS
            for record in public_records(
                SNIPPETS[kind], [job[2] for job in jobs if job[:2] == ("record", kind)]
            )
        }
        return [rendered for job in jobs if (rendered := self._rendered(job, pages, records)) is not None]

    def _rendered(
        self, job: Job, pages: dict[int, Any], records: dict[tuple[str, int], Any]
    ) -> Rendered | None:
        """None for what went between listing and rendering: the change asks for a build of its own."""
        rendering = self._rendering()
        if job[0] == "register":
            return self._register(job, rendering)
        if job == SITE_MAP:
            view = site_map_view(rendering)
            return self._of(job, view, _facts("site-map", view), rendering, None)
        subject = records.get((job[1], job[2])) if job[0] == "record" else pages.get(job[1])
        if subject is None:
            return None
        if job[0] == "list":
            view = subject.list_view(rendering, *job[2:])
            rendering.read("page", subject.pk)
            return self._of(job, view, _facts("list", view), rendering, None)
        view = subject.view(rendering)
        if job[0] == "record":
            rendering.read(job[1], subject.pk)
            return self._of(job, view, _facts(job[1], view), rendering, self._record(subject, rendering))
        rendering.read("page", subject.pk)
        facts = PageFacts(
            type=subject.public_type,
            title=subject.title,
            summary=subject.summary,
            section=rendering.ask("section_slug", subject.path[: -subject.steplen]),
            listed=not isinstance(subject, SectionPage) or bool(rendering.ask("newest", subject.pk, 1)),
        )
        subject.public_address, subject.as_of = view.path, rendering.as_of
        files = enclosures(getattr(subject, "body", ()), rendering)
        return self._of(job, view, facts, rendering, self._record(subject, rendering), files)

    def _register(self, job: Job, rendering: Rendering) -> Rendered | None:
        known = public_records(SNIPPETS[job[1]])
        if not known:
            return None
        view = register_list_view(known, rendering)
        return self._of(job, view, _facts("list", view), rendering, None)

    def _record(self, subject: Any, rendering: Rendering) -> dict[str, Value] | None:
        register = BY_PAGE_TYPE.get(subject.public_type)
        return register.record_of(subject) if register else None

    def _rendering(self) -> Rendering:
        return public_rendering(
            self.addresses,
            EditionPictures(self.cache, self.prefix),
            self.content,
            attachments=EditionAttachments(self.prefix),
        )

    def _of(
        self,
        job: Job,
        view: PageView,
        facts: PageFacts,
        rendering: Rendering,
        record: dict[str, Value] | None,
        files: Sequence[Enclosure] = (),
    ) -> Rendered:
        if view.published is None or view.modified is None:
            raise ValueError(f"{view.path} was never published")
        html = render_page(view, self.frame, self.addresses).encode()
        twin = twin_bytes(view, facts, self.frame, self.addresses, record, files)
        reads = tuple(sorted(rendering.reads, key=repr))
        page = Item(view.path, html, HTML, view.published, view.modified, page=facts)
        other = Item(f"{view.path}index.json", twin, JSON, view.published, view.modified)
        return Rendered(
            job=job,
            items=tuple(
                stored_item(item, self.store) for item in (page, other, *self._charts(view, rendering))
            ),
            reads=reads,
            files=tuple(stored_item(item, self.store) for item in _files(rendering, view.published)),
        )

    def _charts(self, view: PageView, rendering: Rendering) -> Iterator[Item]:
        """A file for each chart of the page, below it."""
        drawn: Sequence[Chart] = getattr(view, "drawn", ())
        if not drawn or view.published is None or view.modified is None:
            return
        origin = Origin(rendering.numbers_note, self.addresses.absolute(view.path), self.frame.site_name)
        for chart in drawn:
            body = svg_file(chart, origin)
            yield Item(f"{view.path}{chart.file}", body, MEDIA_TYPE, view.published, view.modified)


def _facts(kind: str, view: PageView) -> PageFacts:
    return PageFacts(type=kind, title=view.title, summary=view.description)


def _files(rendering: Rendering, moment: datetime) -> Iterator[Item]:
    """The files that the rendering used; `dated` gives them their times."""
    used: dict[str, Any] = {}
    for kind in (rendering.pictures, rendering.attachments):
        used |= getattr(kind, "used", {})
    for path, file in sorted(used.items()):
        yield Item(path, file.body, file.media_type, moment, moment)


def dated(files: Iterable[Item], items: Sequence[Item]) -> list[Item]:
    """Files by path, each once, dated by the pages as a whole, since content names them."""
    if not items:
        return []
    first, last = min(item.modified for item in items), max(item.modified for item in items)
    by_path = {file.path: file for file in files}
    return [replace(by_path[path], published=first, modified=last) for path in sorted(by_path)]
