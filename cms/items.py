"""Items of an edition from the public records: what changed is rendered, the rest is taken over from the last build."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from ctypes import CDLL
from multiprocessing import get_context
from signal import SIGKILL

from django.conf import settings
from django.db import connection, connections

from cms.build_memory import BuildMemory, common_digest
from cms.page_jobs import Job, JobRenderer, Rendered, all_jobs, dated
from publishing.contract import Item

CHUNK = 100
"""Pages that are read and rendered together: few queries, little memory."""
WORTH_PROCESSES = 3 * CHUNK
"""So many pages to render that starting processes pays."""
PR_SET_PDEATHSIG = 1

Told = Callable[[int, int], None]
"""Told how many pages are rendered, and of how many."""


def page_items(renderer: JobRenderer, memory: BuildMemory, told: Told) -> tuple[list[Item], BuildMemory]:
    """The items of every page and of the files that pages use, and what to remember of them.

    Bytes of what is rendered are put into the store; those of the rest are there since an earlier build.
    """
    content = renderer.content
    common = common_digest(renderer.frame, renderer.addresses, content.home_path)
    jobs = all_jobs(content)
    stale = memory.stale(jobs, common, content)
    fresh: list[Rendered] = []
    for some in _rendered(renderer, stale):
        fresh += some
        told(len(fresh), len(stale))
    known = memory.after(jobs, fresh, common, content)
    outcomes = known.outcomes.values()
    items = [item for found in outcomes for item in found.items]
    return items + dated((file for found in outcomes for file in found.files), items), known


def _rendered(renderer: JobRenderer, jobs: Sequence[Job]) -> Iterator[list[Rendered]]:
    """The outcomes in the order of the jobs, by processes where there are many."""
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    count = settings.BUILD_PROCESSES or os.cpu_count() or 1
    # A transaction cannot be shared with another process.
    if len(jobs) < WORTH_PROCESSES or count < 2 or connection.in_atomic_block:
        yield from map(renderer.render, chunks)
        return
    renderer.content.warm()
    connections.close_all()
    # Forked, so that what was read once is shared and not read again by each; a collector would copy it all.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(count, get_context("fork"), _begin, (renderer, os.getpid())) as pool:
            yield from pool.map(_render, chunks)
    finally:
        gc.unfreeze()


_OWN: dict[str, JobRenderer] = {}
"""The renderer of a process that only renders."""


def _begin(renderer: JobRenderer, builder: int) -> None:
    """Dies with the builder, which may be killed at any time, so that nothing goes on writing after it."""
    CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != builder:
        os._exit(1)
    _OWN["renderer"] = renderer


def _render(jobs: Sequence[Job]) -> list[Rendered]:
    return _OWN["renderer"].render(jobs)
