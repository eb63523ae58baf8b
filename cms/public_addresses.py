"""Whose each address of an edition is, so that it can be followed when it moves."""

from cms.addresses import PublicSubject
from cms.addresses.leading import DATASET, LIST
from cms.build_memory import BuildMemory
from cms.page_jobs import Job
from cms.public_content import PublicContent
from publishing.contract import Item

REGISTER = "register"
"""The kind of the list of all records of a snippet type."""


def public_subjects(content: PublicContent, memory: BuildMemory) -> list[PublicSubject]:
    """The pages of an edition, those of datasets included."""
    pages = [_subject(job, item) for job, found in memory.outcomes.items() for item in found.items[:1]]
    released = (dataset for dataset in content.catalogue.datasets if dataset.code in content.released)
    return pages + [
        PublicSubject(f"/data/{dataset.code}/", DATASET, dataset.code, dataset.title_zh)
        for dataset in released
    ]


def _subject(job: Job, item: Item) -> PublicSubject:
    kind = item.page.type if item.page else ""
    title = item.page.title if item.page else ""
    match job:
        case ("page", key):
            return PublicSubject(item.path, kind, str(key), title)
        case ("list", section, *_):
            return PublicSubject(item.path, LIST, str(section), title)
        case ("record", kind, _):
            return PublicSubject(item.path, kind, item.path.rstrip("/").rpartition("/")[2], title)
    return PublicSubject(item.path, REGISTER, str(job[1]), title)
