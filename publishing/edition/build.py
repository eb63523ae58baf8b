"""Builds an edition: collect, store, link, list, sign, and switch, so that readers see the old one or the new one."""

import json
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from publishing.canonical import canonical_json, sha256_hex
from publishing.contract import Submission
from publishing.data_pages import released_datasets
from publishing.durable import write_new
from publishing.edition.collect import collect
from publishing.edition.contents import Contents, contents, contents_of, resource_entries
from publishing.edition.listing import (
    EDITION_JSON,
    FRAME,
    MANIFEST,
    PRIVATE,
    SIGNATURE,
    STORE,
    STORE_SIGNATURE,
    FileEntry,
    Placed,
    StoreDocument,
    by_path,
    edition_json_bytes,
    file_entries,
    file_entry,
    manifest_bytes,
)
from publishing.edition.read import Previous, current_number, numbers, read_previous
from publishing.edition.store import Store, StoredFile
from publishing.edition.tree import draft_of, link_all, put_in_force, sweep
from publishing.folder import DataFolder
from publishing.frame_file import FrameFile, frame_file_bytes
from publishing.index import write_index
from publishing.minisign import Signer
from publishing.moment import moment_text, shanghai
from publishing.resource import BadSubmission, Resource, StaleSubmission
from publishing.sealed_folder import locked
from publishing.static_files import StaticFile, static_addresses, static_index

__all__ = ["BadSubmission", "EditionSummary", "Progress", "StaleSubmission", "build"]

Progress = Callable[[str, int, int], None]
"""Told the stage (收集, 存储, 链接, 签名), how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """The edition in force after a build."""

    number: int
    files: int
    """Public addresses in the manifest."""
    bytes: int
    """Their size before content coding."""
    manifest_sha256: str
    published: datetime
    seconds: float
    changed: bool
    """False where the edition in force said the same already, and no new one was made."""
    notes: tuple[str, ...] = ()
    """What an administrator should know, in Chinese."""


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
    """Makes the next edition from the submission and the releases on disk, and puts it in force.

    Where nothing differs from the edition in force none is made, unless `force`. Waits for a build that is running.
    Raises BadSubmission (in Chinese; StaleSubmission where `published` is before the edition in force),
    BadStaticFile or OSError; then the edition in force stays as it is.
    """
    started = time.perf_counter()
    with locked(folder.editions / "lock"):
        sweep(folder)
        work = _Build(submission, folder, signer, shanghai(published), progress or _silent)
        return work.run(static_index(static_root), force, started)


class _Build:
    """One build, by the holder of the lock."""

    def __init__(
        self,
        submission: Submission,
        folder: DataFolder,
        signer: Signer,
        published: datetime,
        progress: Progress,
    ) -> None:
        self.submission = submission
        self.folder = folder
        self.signer = signer
        self.published = published
        self.progress = progress
        self.previous = read_previous(folder, signer.public_key)
        self.notes = [self.previous.fault] if self.previous and self.previous.fault else []
        self.store = Store(folder.objects, self.previous.coded() if self.previous else {})
        self.number = max(numbers(folder), default=0) + 1
        self.draft = draft_of(folder, self.number)

    def run(self, static: dict[str, StaticFile], force: bool, started: float) -> EditionSummary:
        """The stages, in order."""
        self._refuse_older()
        self.progress("收集", 0, 1)
        resources = collect(self.submission, self.folder, static, self.signer)
        self.progress("收集", 1, 1)
        placed = self._store(resources, self.progress)
        self.draft.mkdir(parents=True)
        link_all(self.draft, placed, self.store, lambda done: self.progress("链接", done, len(placed)))
        private = [self._frame(static), *self._indexes()]
        previous = self.previous
        earlier = previous.store if previous else None
        said = contents(placed, private, self.submission.routes, self.published, earlier)
        if previous and not force and self._says_the_same(previous, said) and self._is_whole(previous):
            shutil.rmtree(self.draft)
            return self._summary(previous.number, False, started)
        self._sign(said)
        put_in_force(self.draft, self.folder, self.number)
        self.progress("签名", 1, 1)
        return self._summary(self.number, True, started)

    def _refuse_older(self) -> None:
        """Two builders may collect in one order and get the lock in the other; readers must not go back."""
        store = self.previous.store if self.previous else None
        if store is not None and self.published < datetime.fromisoformat(store["published"]):
            raise StaleSubmission(
                f"这次收集的内容（{moment_text(self.published)}）早于正在公开的第 {store['edition']} 版"
                f"（{store['published']}），请重新收集。"
            )

    def _store(self, resources: list[Resource], told: Progress) -> list[Placed]:
        sources = {resource.path: (resource.body, resource.compressible) for resource in resources}
        count = len(set(sources.values()))
        stored = self.store.put_all(sources.values(), lambda done: told("存储", done, count))
        return [Placed(resource, stored[sources[resource.path]]) for resource in resources]

    def _frame(self, static: dict[str, StaticFile]) -> FileEntry:
        """Writes `frame.json` into the draft."""
        content = FrameFile(self.submission.frame, self.submission.catalogue, static_addresses(static))
        return self._write(FRAME, frame_file_bytes(content))

    def _indexes(self) -> Iterable[FileEntry]:
        """Writes the index of each released dataset into the draft, adding to that of the edition in force."""
        for dataset, releases in released_datasets(self.folder, self.submission.catalogue):
            name = f"{PRIVATE}/index/{dataset.code}.sqlite3"
            earlier = self.previous.intact(name) if self.previous else None
            write_index(self.draft / name, dataset, releases, previous=earlier)
            (self.draft / name).chmod(0o444)
            data = (self.draft / name).read_bytes()
            yield file_entry(name, StoredFile(len(data), sha256_hex(data)))

    def _says_the_same(self, previous: Previous, said: Contents) -> bool:
        """False too where bytes of the store had to be repaired, or where the link to the edition in force was lost."""
        whole = not self.store.written and current_number(self.folder) == previous.number
        return whole and previous.store is not None and said == contents_of(previous.store)

    def _is_whole(self, previous: Previous) -> bool:
        """Whether every file of the edition in force is as signed; otherwise the next one mends it."""
        damaged = previous.damaged()
        if damaged:
            self.notes.append(
                f"第 {previous.number} 版有 {len(damaged)} 个文件缺失或被改动（如 {damaged[0]}），已重新生成。"
            )
        return not damaged

    def _sign(self, said: Contents) -> None:
        """Writes the manifest, `/edition.json` and `store.json` with their signatures."""
        self.progress("签名", 0, 1)
        chain = self.previous.manifest_sha256 if self.previous else None
        trial = self.submission.frame.trial
        manifest = manifest_bytes(self.number, self.published, chain, trial, said.resources)
        note = f"edition:{self.number} published:{moment_text(self.published)}"
        own = self._store(
            [
                Resource(MANIFEST, manifest, "application/json"),
                Resource(SIGNATURE, self.signer.sign(manifest, note), "text/plain; charset=utf-8"),
                Resource(EDITION_JSON, edition_json_bytes(manifest), "application/json"),
            ],
            _silent,
        )
        link_all(self.draft, own, self.store)
        document: StoreDocument = {
            "edition": self.number,
            "published": moment_text(self.published),
            "manifest_sha256": sha256_hex(manifest),
            "files": by_path([*said.files, *file_entries(own)]),
            "resources": said.resources | resource_entries(own, self.published, {}),
            "routes": said.routes,
        }
        data = canonical_json(document)
        self._write(STORE, data)
        self._write(STORE_SIGNATURE, self.signer.sign(data, f"store {note}"))

    def _write(self, name: str, data: bytes) -> FileEntry:
        path = self.draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, data)
        return file_entry(name, StoredFile(len(data), sha256_hex(data)))

    def _summary(self, number: int, changed: bool, started: float) -> EditionSummary:
        data = (self.folder.edition(number) / MANIFEST[1:]).read_bytes()
        manifest = json.loads(data)
        return EditionSummary(
            number=number,
            files=len(manifest["files"]),
            bytes=sum(entry["size"] for entry in manifest["files"]),
            manifest_sha256=sha256_hex(data),
            published=datetime.fromisoformat(manifest["published"]),
            seconds=time.perf_counter() - started,
            changed=changed,
            notes=tuple(self.notes),
        )


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
