"""The only door from the desk to the public: collects what is live and hands it over as frozen values."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from cms.addresses import current_routes, remember_addresses
from cms.build_memory import BuildMemory, read_memory
from cms.emblem import edition_emblem
from cms.identity import current_frame, home_page
from cms.items import page_items
from cms.page_jobs import JobRenderer
from cms.pictures import EncodedPicture
from cms.public_addresses import public_subjects
from cms.public_content import PublicContent, without_publication
from cms.releases import cut_due
from cms.signing import data_folder, signer
from publishing.addresses import EditionAddresses
from publishing.contract import Item, Submission
from publishing.data_memory import DataMemory
from publishing.edition.build import Builder, EditionSummary, LostObject, Made, builder
from publishing.edition.store import Store
from publishing.edition.tree import sweep
from publishing.resource import BadSubmission
from publishing.static_files import static_index

Progress = Callable[[str, int, int], None]

MOST_NAMES = 5
"""How many names an error tells."""


class ReviewsMissing(RuntimeError):
    """The deployment asks for reviews, and this version has no review path yet."""


def publish(
    progress: Progress | None = None, *, at: datetime | None = None, full: bool = False, force: bool = False
) -> EditionSummary:
    """Cut the releases that are due, collect everything live, and build an edition of it.

    Takes over what did not change since the last build; `full` takes over nothing, with the same result. Raises
    ReviewsMissing unless the deployment is a trial: nothing goes out unreviewed, and reviews cannot be given yet.
    Raises `publishing.contract` and `publishing.edition` errors of a submission that cannot be built.
    """
    if settings.REVIEWS != 0:
        raise ReviewsMissing(
            "本部署要求三审，而这一版软件还没有审核流程，所以什么都不会公开。试用请设 HUANAN_REVIEWS=0（仅限本机）。"
        )
    at = at or timezone.now()
    refuse_undated()
    with builder(data_folder(), signer()) as alone, _few_collections():
        try:
            return _publish(alone, progress, at, full=full, force=force)
        except LostObject:
            # Something that was to be taken over is gone: everything is made anew.
            sweep(data_folder())
            return _publish(alone, progress, at, full=True, force=force)


@contextmanager
def _few_collections() -> Iterator[None]:
    """A build makes a million objects that all stay: to look through them again and again costs a third of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass(frozen=True, slots=True)
class BothWays:
    """What an incremental build and a full one of the same moment would hold."""

    incremental: Made
    full: Made
    rendered: int
    """How many pages the incremental one rendered."""


def both_ways(progress: Progress | None = None) -> BothWays:
    """Make both and publish neither. Cuts no release: those that are due are left to the next build.

    Raises the errors of `publish`.
    """
    with builder(data_folder(), signer()) as alone:
        known = read_memory(data_folder())
        fast, memory = _made(alone, known, progress, full=False)
        slow, _ = _made(alone, BuildMemory(), progress, full=True)
    rendered = sum(found is not known.outcomes.get(job) for job, found in memory.outcomes.items())
    return BothWays(fast, slow, rendered)


def _made(
    alone: Builder, memory: BuildMemory, progress: Progress | None, *, full: bool
) -> tuple[Made, BuildMemory]:
    at = timezone.now()
    content = PublicContent(home_page(), timezone.localdate(at))
    handed = hand_over(content, alone.store, memory, progress, at)
    pages = DataMemory(data_folder(), alone.store, fresh=full)
    return alone.made(handed.submission, settings.BASE_DIR / "site/static", pages, full=full), handed.memory


def refuse_undated() -> None:
    """Raises BadSubmission, in Chinese, for what is live and has no date of publication."""
    undated = without_publication()
    if undated:
        names = "、".join(f"“{name}”" for name in undated[:MOST_NAMES])
        raise BadSubmission(f"{names}没有首次发布的时间，请在编辑台打开，再发布一次。")


def _publish(
    alone: Builder, progress: Progress | None, at: datetime, *, full: bool, force: bool
) -> EditionSummary:
    folder = data_folder()
    memory = BuildMemory() if full else read_memory(folder)
    content = PublicContent(home_page(), timezone.localdate(at))
    before = (memory.common, memory.digests, memory.cut)
    memory.cut = cut_due(content, memory.cut)
    handed = hand_over(content, alone.store, memory, progress, at)
    summary = alone.build(
        handed.submission,
        published=at,
        static_root=settings.BASE_DIR / "site/static",
        progress=progress,
        force=force,
        full=full,
    )
    remember_addresses(public_subjects(content, handed.memory), summary.number, at)
    # New software may say the same as before, and must not render everything again each time.
    if summary.changed or (handed.memory.common, handed.memory.digests, handed.memory.cut) != before:
        handed.memory.save(folder)
    return summary


@dataclass(frozen=True, slots=True)
class HandOver:
    """A submission, and what to remember of it once it is in force."""

    submission: Submission
    memory: BuildMemory


def submission(at: datetime, *, store: Store | None = None, full: bool = True) -> Submission:
    """Everything live at this moment, rendered. Unpublished, private and unused things are not in it."""
    content = PublicContent(home_page(), timezone.localdate(at))
    memory = BuildMemory() if full else read_memory(data_folder())
    return hand_over(content, store or Store(data_folder().objects), memory, None, at).submission


def hand_over(
    content: PublicContent, store: Store, memory: BuildMemory, progress: Progress | None, at: datetime
) -> HandOver:
    """The submission of a moment. Bytes go into the store; what `memory` vouches for is not rendered again."""
    emblem: dict[str, EncodedPicture] = {}
    frame = current_frame(signer().public_key, content.home, edition_emblem(emblem))
    static = {name: file.path for name, file in static_index(settings.BASE_DIR / "site/static").items()}
    addresses = EditionAddresses(settings.BASE_URL, static)
    renderer = JobRenderer(content, frame, addresses, data_folder(), store)
    told = progress or (lambda stage, done, total: None)
    items, known = page_items(renderer, memory, lambda done, total: told("渲染", done, total))
    taken = {item.path for item in items}
    moments = [item.modified for item in items]
    items += [
        Item(path, picture.body, picture.media_type, min(moments), max(moments))
        for path, picture in emblem.items()
        if moments and path not in taken
    ]
    made = Submission(
        items=tuple(items),
        routes=current_routes(public_subjects(content, known), at),
        frame=frame,
        catalogue=content.catalogue,
        as_of=content.as_of,
    )
    return HandOver(made, known)
