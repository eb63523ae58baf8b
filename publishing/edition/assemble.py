"""Makes the next edition of what is made already, and puts it in force: store, link, list, sign, switch."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from publishing.canonical import sha256_hex, sorted_json
from publishing.contract import Route, StoredObject
from publishing.durable import write_new
from publishing.edition.contents import Contents, contents, contents_of, resource_entries
from publishing.edition.listing import (
    EDITION_JSON,
    MANIFEST,
    SIGNATURE,
    STORE,
    STORE_SIGNATURE,
    Placed,
    StoreDocument,
    by_path,
    edition_json_bytes,
    file_entries,
    manifest_bytes,
    tree_files,
)
from publishing.edition.read import Previous, current_number, numbers
from publishing.edition.store import Store
from publishing.edition.tree import TreeFile, draft_of, place_all, put_in_force
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.moment import moment_text, shanghai
from publishing.resource import Resource, StaleSubmission

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


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that one edition will hold besides its own lists."""

    resources: list[Resource]
    """Sorted by path, and checked."""
    private: list[TreeFile]
    routes: tuple[Route, ...]
    trial: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What an edition is built on: the folder, the key, the objects, and the edition in force."""

    folder: DataFolder
    signer: Signer
    store: Store
    previous: Previous | None


class Assembly:
    """From resources to an edition in force, by the holder of the lock."""

    def __init__(
        self,
        ground: Ground,
        made: Made,
        published: datetime,
        progress: Progress | None = None,
        full: bool = False,
    ) -> None:
        """`full` takes no file over from the edition in force, and reads every byte of it."""
        self.started = time.perf_counter()
        self.made = made
        self.folder, self.signer, self.store = ground.folder, ground.signer, ground.store
        self.previous = ground.previous
        self.published = shanghai(published)
        self.progress = progress or silent
        self.full = full
        self.notes = [self.previous.fault] if self.previous and self.previous.fault else []
        self.number = max(numbers(self.folder), default=0) + 1
        self.draft = draft_of(self.folder, self.number)

    def run(self, force: bool) -> EditionSummary:
        """The stages, in order; see `Builder.build` for what is raised."""
        self._refuse_older()
        placed = self._store(self.made.resources, self.progress)
        earlier = self.previous.store if self.previous else None
        said = contents(placed, self.made.private, self.made.routes, self.published, earlier)
        if self.previous and not force and self._nothing_is_new(said):
            return self._summary(self.previous.number, False)
        self._place([*tree_files(placed, said.resources), *self.made.private])
        self._sign(said)
        put_in_force(self.draft, self.folder, self.number)
        self.progress("签名", 1, 1)
        return self._summary(self.number, True)

    def _refuse_older(self) -> None:
        """Two builders may collect in one order and get the lock in the other; readers must not go back."""
        store = self.previous.store if self.previous else None
        if store is not None and self.published < datetime.fromisoformat(store["published"]):
            raise StaleSubmission(
                f"这次收集的内容（{moment_text(self.published)}）早于正在公开的第 {store['edition']} 版"
                f"（{store['published']}）。请重新收集；如果这台机器的时钟曾经拨快，请先核对时间。"
            )

    def _store(self, resources: list[Resource], told: Progress) -> list[Placed]:
        """The resources with their objects; those that are in the store already are not touched."""
        sources = {
            resource.path: (resource.body, resource.compressible)
            for resource in resources
            if not isinstance(resource.body, StoredObject)
        }
        count = len(set(sources.values()))
        stored = self.store.put_all(sources.values(), lambda done: told("存储", done, count))
        return [
            Placed(
                resource,
                resource.body if isinstance(resource.body, StoredObject) else stored[sources[resource.path]],
            )
            for resource in resources
        ]

    def _place(self, files: list[TreeFile], progress: Progress | None = None) -> None:
        told = progress or self.progress
        same = self.previous.same if self.previous and not self.full else _nowhere
        self.draft.mkdir(parents=True, exist_ok=True)
        place_all(self.draft, files, self.store, same, lambda done: told("链接", done, len(files)))

    def _nothing_is_new(self, said: Contents) -> bool:
        """False too where the edition in force is damaged, or where the link to it was lost: the next one mends it."""
        previous = self.previous
        if previous is None or previous.store is None or current_number(self.folder) != previous.number:
            return False
        if said != contents_of(previous.store):
            return False
        damaged = previous.damaged() if self.full else previous.touched()
        if damaged:
            self.notes.append(
                f"第 {previous.number} 版有 {len(damaged)} 个文件缺失或被改动（如 {damaged[0]}），已重新生成。"
            )
        return not damaged

    def _sign(self, said: Contents) -> None:
        """Writes the manifest, `/edition.json` and `store.json` with their signatures."""
        self.progress("签名", 0, 1)
        chain = self.previous.manifest_sha256 if self.previous else None
        manifest = manifest_bytes(self.number, self.published, chain, self.made.trial, said.resources)
        note = f"edition:{self.number} published:{moment_text(self.published)}"
        own = self._store(
            [
                Resource(MANIFEST, manifest, "application/json"),
                Resource(SIGNATURE, self.signer.sign(manifest, note), "text/plain; charset=utf-8"),
                Resource(EDITION_JSON, edition_json_bytes(manifest), "application/json"),
            ],
            silent,
        )
        entries = resource_entries(own, self.published, {})
        self._place(tree_files(own, entries), silent)
        document: StoreDocument = {
            "edition": self.number,
            "published": moment_text(self.published),
            "manifest_sha256": sha256_hex(manifest),
            "files": by_path([*said.files, *file_entries(own)]),
            "resources": said.resources | entries,
            "routes": said.routes,
        }
        data = sorted_json(document)
        write_new(self.draft / STORE, data)
        write_new(self.draft / STORE_SIGNATURE, self.signer.sign(data, f"store {note}"))

    def _summary(self, number: int, changed: bool) -> EditionSummary:
        data = (self.folder.edition(number) / MANIFEST[1:]).read_bytes()
        manifest = json.loads(data)
        return EditionSummary(
            number=number,
            files=len(manifest["files"]),
            bytes=sum(entry["size"] for entry in manifest["files"]),
            manifest_sha256=sha256_hex(data),
            published=datetime.fromisoformat(manifest["published"]),
            seconds=time.perf_counter() - self.started,
            changed=changed,
            notes=tuple(self.notes),
        )


def _nowhere(file: TreeFile) -> None:
    """Nothing is taken over."""


def silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
