"""Builds an edition: collect, store, link, list, sign, and switch, so that readers see the old one or the new one."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from publishing.announcement import announce
from publishing.contract import Submission
from publishing.data_memory import DataMemory
from publishing.edition.assemble import Assembly, EditionSummary, Ground, Made, Progress, silent
from publishing.edition.collect import collect
from publishing.edition.hold import refuse_held
from publishing.edition.private import private_files
from publishing.edition.read import current_number, read_previous
from publishing.edition.searchable import search_file
from publishing.edition.store import LostObject, Store
from publishing.edition.tree import refuse_folders, sweep
from publishing.edition.withdraw import finish_withdrawals
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.release_withdrawal import withdrawn_routes
from publishing.resource import BadSubmission, StaleSubmission
from publishing.sealed_folder import locked
from publishing.static_files import static_index

__all__ = [
    "BadSubmission",
    "Builder",
    "EditionSummary",
    "LostObject",
    "Made",
    "Progress",
    "StaleSubmission",
    "build",
    "builder",
]


@contextmanager
def builder(folder: DataFolder, signer: Signer) -> Iterator["Builder"]:
    """The one builder of a DATA folder, for as long as the block lasts; waits for one that is at work.

    The lock is the system's, so a builder that died does not hold it. What crashed builders left is swept.
    Raises Held while builds are on hold.
    """
    with locked(folder.editions / "lock"):
        sweep(folder)
        finish_withdrawals(folder, signer)  # what must go goes even while builds are on hold
        refuse_held(folder)
        refuse_folders(folder)
        _announce_again(folder)
        try:
            yield Builder(folder, signer)
        finally:
            sweep(folder)


def _announce_again(folder: DataFolder) -> None:
    """A builder may have died between the switch and the announcement, and a lost list says nothing to announce."""
    number = current_number(folder)
    if number is not None:
        with suppress(OSError, ValueError, KeyError):
            announce(folder, number)


def build(
    submission: Submission,
    folder: DataFolder,
    signer: Signer,
    *,
    published: datetime,
    static_root: Path,
    progress: Progress | None = None,
    force: bool = False,
) -> EditionSummary:
    """`Builder.build` for a submission that is made already."""
    with builder(folder, signer) as alone:
        return alone.build(
            submission, published=published, static_root=static_root, progress=progress, force=force
        )


class Builder:
    """Holds the build lock. Bytes may be put into its store ahead of the submission that names them."""

    def __init__(self, folder: DataFolder, signer: Signer) -> None:
        self.folder = folder
        self.signer = signer
        self.store = Store(folder.objects)
        self.previous = read_previous(folder, signer.public_key)

    def build(
        self,
        submission: Submission,
        *,
        published: datetime,
        static_root: Path,
        progress: Progress | None = None,
        force: bool = False,
        full: bool = False,
    ) -> EditionSummary:
        """Makes the next edition from the submission and the releases on disk, and puts it in force.

        Where nothing differs from the edition in force none is made, unless `force`. `full` takes nothing over from
        earlier builds and reads every byte of the edition in force; the result is the same. Raises BadSubmission
        (in Chinese; StaleSubmission where `published` is before the edition in force), LostObject where bytes that
        the submission names are not in the store, BadStaticFile or OSError; then the edition in force stays.
        """
        told = progress or silent
        told("收集", 0, 1)
        memory = DataMemory(self.folder, self.store, fresh=full)
        made = self.made(submission, static_root, memory, full=full)
        told("收集", 1, 1)
        summary = self.put(made, published=published, progress=told, force=force, full=full)
        memory.save()
        return summary

    def made(self, submission: Submission, static_root: Path, memory: DataMemory, *, full: bool) -> Made:
        """Everything that an edition of the submission will hold, checked."""
        static = static_index(static_root)
        taken = None if full else self.previous
        resources = collect(submission, self.folder, static, self.signer, memory, taken)
        return Made(
            resources=resources,
            private=[
                *private_files(submission, self.folder, static, self.store, taken),
                search_file(resources, self.folder, self.store, self.previous, fresh=full),
            ],
            routes=(*submission.routes, *withdrawn_routes(self.folder)),
            trial=submission.frame.trial,
        )

    def put(
        self,
        made: Made,
        *,
        published: datetime,
        progress: Progress | None = None,
        force: bool = False,
        full: bool = False,
    ) -> EditionSummary:
        """Makes the next edition of what is made already, and puts it in force: the end of a build, and a rollback."""
        ground = Ground(self.folder, self.signer, self.store, self.previous)
        return Assembly(ground, made, published, progress, full).run(force)
