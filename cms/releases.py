"""Cutting releases: a recorded act of the desk, before a build and never part of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.catalogue import dataset_facts
from cms.models import Dataset, ReleaseCut, User
from cms.models.dataset import Rhythm
from cms.public_content import PublicContent
from cms.register_rows import KnownRows, rows_of
from cms.registers import REGISTERS
from cms.signing import data_folder, signer
from publishing.canonical import sha256_hex
from publishing.difference import Difference, difference
from publishing.releases import Release, ReleaseFacts, cut, latest_release, read_rows
from publishing.software import software_digest
from publishing.structure import Row


def release_facts(dataset: Dataset) -> ReleaseFacts:
    """What each release says about its use."""
    identity = settings.IDENTITY
    return ReleaseFacts(
        licence_url=identity["licence_url"],
        cite=f"{dataset.publisher}，{dataset.title_zh}",
        trial=settings.REVIEWS == 0,
    )


def cut_release(
    dataset: Dataset,
    *,
    by: User | None,
    kind: str,
    note: str,
    at: datetime | None = None,
    rows: Sequence[Row] | None = None,
) -> Release | None:
    """Cut a release of what the register holds now and record who did it; None when nothing changed.

    `rows` are those of the register where they are known already.

    Raises `publishing.releases.BadRelease`, in Chinese, for rows or arguments that cannot be released, and KeyError
    for a dataset without a register.
    """
    register = REGISTERS[dataset.code]
    release = cut(
        data_folder(),
        dataset_facts(dataset),
        register.rows() if rows is None else rows,
        frame_facts=release_facts(dataset),
        published=at or timezone.now(),
        kind=kind,
        note=note,
        signer=signer(),
    )
    if release is not None:
        _record(release, by)
    return release


def cut_due(content: PublicContent, known: Mapping[str, KnownRows]) -> dict[str, KnownRows]:
    """Cut what changed in datasets that follow every change, and the first release of each other one.

    `known` says what the rows of the latest releases were made from; what did not change is not read again.
    Returns the same for now.
    """
    now = {}
    for dataset in Dataset.objects.filter(live=True, code__in=REGISTERS):
        latest = latest_release(data_folder(), dataset.code)
        if dataset.rhythm == Rhythm.ON_CHANGE or latest is None:
            before = known.get(dataset.code)
            now[dataset.code] = _cut(dataset, content, before, latest)
    return now


def _cut(
    dataset: Dataset, content: PublicContent, known: KnownRows | None, latest: Release | None
) -> KnownRows:
    register = REGISTERS[dataset.code]
    asked = [content.digest(question) for question in register.reads]
    made_by = sha256_hex(repr((software_digest(), dataset_facts(dataset))).encode())
    usable = known if known and latest and (known.release, known.made_by) == (latest.id, made_by) else None
    if usable and usable.asked == asked:
        return usable
    rows, records = rows_of(register, content, usable, latest) if register.page_type else (None, {})
    release = cut_release(dataset, by=None, kind="update", note="", rows=rows) or latest
    return KnownRows(release.id if release else "", made_by, asked, records)


def pending(dataset: Dataset) -> Difference:
    """What the next release of the dataset would add, remove and revise."""
    register = REGISTERS[dataset.code]
    latest = latest_release(data_folder(), dataset.code)
    old = read_rows(latest) if latest else []
    return difference(old, register.named_rows(), register.structure())


def record_missing() -> int:
    """Record releases that are on disk but not in the register, as after a crash; how many there were."""
    from publishing.releases import releases_of

    known = set(ReleaseCut.objects.values_list("dataset", "release"))
    missing = [
        release
        for code in REGISTERS
        for release in releases_of(data_folder(), code)
        if (release.dataset, release.id) not in known
    ]
    for release in missing:
        _record(release, None)
    return len(missing)


@transaction.atomic
def _record(release: Release, by: User | None) -> None:
    ReleaseCut.objects.get_or_create(
        dataset=release.dataset,
        release=release.id,
        defaults={
            "cut_at": release.published,
            "cut_by": by,
            "kind": release.kind,
            "note": release.note,
            "row_count": release.rows,
        },
    )
