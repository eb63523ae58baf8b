"""Cutting releases: a recorded act of the desk, before a build and never part of one."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.catalogue import dataset_facts
from cms.models import Dataset, ReleaseCut, User
from cms.models.dataset import Rhythm
from cms.registers import REGISTERS
from cms.signing import data_folder, signer
from publishing.difference import Difference, difference
from publishing.releases import Release, ReleaseFacts, cut, latest_release, read_rows


def release_facts(dataset: Dataset) -> ReleaseFacts:
    """What each release says about its use."""
    identity = settings.IDENTITY
    return ReleaseFacts(
        licence_url=identity["licence_url"],
        cite=f"{dataset.publisher}，{dataset.title_zh}",
        trial=settings.REVIEWS == 0,
    )


def cut_release(
    dataset: Dataset, *, by: User | None, kind: str, note: str, at: datetime | None = None
) -> Release | None:
    """Cut a release of what the register holds now and record who did it; None when nothing changed.

    Raises `publishing.releases.BadRelease`, in Chinese, for rows or arguments that cannot be released, and KeyError
    for a dataset without a register.
    """
    register = REGISTERS[dataset.code]
    release = cut(
        data_folder(),
        dataset_facts(dataset),
        register.rows(),
        frame_facts=release_facts(dataset),
        published=at or timezone.now(),
        kind=kind,
        note=note,
        signer=signer(),
    )
    if release is not None:
        _record(release, by)
    return release


def cut_due() -> list[Release]:
    """Cut what changed in datasets that follow every change, and the first release of each other one."""
    cuts = []
    for dataset in Dataset.objects.filter(live=True, code__in=REGISTERS):
        if dataset.rhythm != Rhythm.ON_CHANGE and latest_release(data_folder(), dataset.code) is not None:
            continue
        release = cut_release(dataset, by=None, kind="update", note="")
        if release is not None:
            cuts.append(release)
    return cuts


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
