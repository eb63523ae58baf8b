"""Going back: the next edition gets the files of an earlier one, and builds are held until somebody lifts that."""

from collections.abc import Collection, Iterator
from datetime import datetime

from publishing.contract import Route, StoredObject
from publishing.edition.build import Builder, EditionSummary, Made
from publishing.edition.check import check_resources
from publishing.edition.hold import hold, lift, read_hold
from publishing.edition.listing import (
    EDITION_JSON,
    FRAME,
    PRIVATE,
    STORE,
    STORE_SIGNATURE,
    FileEntry,
    ResourceEntry,
    StoreDocument,
)
from publishing.edition.read import Previous, current_number, numbers, read_store
from publishing.edition.rolled_frame import OtherAddress, rolled_frame
from publishing.edition.searchable import search_file
from publishing.edition.store import StoredFile
from publishing.edition.tree import PRIVATE_TIME, TreeFile, sweep
from publishing.edition.withdraw import finish_withdrawals
from publishing.edition.withdrawals import withdrawal_resources, withdrawn_hashes
from publishing.folder import DataFolder
from publishing.minisign import BadSignature, BadSignatureFile, Signer
from publishing.resource import Resource
from publishing.sealed_folder import locked
from publishing.search.index_file import NAME as SEARCH

PRESENT = ("/data/", "/codes/", "/api/", "/.well-known/", "/edition/")
"""What stays as it is now: published data change only by release."""
INDEXES = f"{PRIVATE}/index/"
AWAY = "公开站回到了较早的一版，这个页面暂时撤下。"
WITHDRAWN = "这个页面已为保护隐私撤除。"


class BadRollback(Exception):
    """There is no going back to that edition. The message is Chinese and says why."""


def rollback(
    folder: DataFolder, signer: Signer, number: int, *, by: str, reason: str, at: datetime
) -> EditionSummary:
    """Builds the next edition with the files of edition `number`, puts it in force, and holds all builds.

    Data, code lists and their indexes stay those of today, and so does what was withdrawn: a path whose bytes were
    erased has those of today, or says that it is gone. A page that is public now and was not then says that it is away
    for a while. Works while builds are on hold, too. Raises BadRollback, or StaleSubmission where `at` is before the
    edition in force; then nothing has changed. Waits for a build that is at work.
    """
    if not reason.strip():
        raise BadRollback("请写明为什么回到这一版。")
    with locked(folder.editions / "lock"):
        sweep(folder)
        finish_withdrawals(folder, signer)
        alone = Builder(folder, signer)
        made = _Return(alone, number).made()
        held = read_hold(folder)
        # First, since a crash after the switch would let the next build undo it.
        hold(folder, by, f"回到第 {number} 版：{reason.strip()}", at)
        try:
            return alone.put(made, published=at, force=True)
        except BaseException:
            if held is None:
                lift(folder)
            else:
                hold(folder, held.by, held.reason, datetime.fromisoformat(held.since) if held.since else at)
            raise
        finally:
            sweep(folder)


class _Return:
    """What the next edition is made of: the files of an earlier one, and those of today that stay."""

    def __init__(self, alone: Builder, number: int) -> None:
        self.folder, self.store, self.signer = alone.folder, alone.store, alone.signer
        self.number = number
        self.today, self.now = _in_force(alone, number)
        self.then = _trusted(self.folder, number, self.signer.public_key)
        earlier = Previous(number, self.folder.edition(number), None, self.then)
        self.earlier = earlier
        public = {entry["sha256"] for entry in self.now["files"]}
        self.withdrawn = withdrawn_hashes(self.folder, self.signer.public_key) - public
        self.erased: set[str] = set()

    def made(self) -> Made:
        """Everything, checked. Raises BadRollback where bytes are lost."""
        frame, trial = self._rolled_frame()
        resources = {resource.path: resource for resource in self._present()}
        for path, entry in self.then["resources"].items():
            if _is_present(path) or _is_own(path) or path in resources:
                continue
            kept = self._then(path, entry)
            if kept is not None:
                resources[path] = kept
        for resource in withdrawal_resources(self.folder, self.signer.public_key):
            resources[resource.path] = resource
        ordered = sorted(resources.values(), key=lambda resource: resource.path)
        routes = tuple(self._routes(resources))
        check_resources(ordered, routes)
        search = search_file(ordered, self.folder, self.store, self.today)
        return Made(ordered, [self._frame(frame), *self._private(), search], routes, trial)

    def _rolled_frame(self) -> tuple[bytes, bool]:
        try:
            return rolled_frame(self.folder.edition(self.number), self.today.root)
        except OtherAddress as error:
            raise BadRollback(f"不能回到第 {self.number} 版：{error}。") from error
        except (OSError, ValueError) as error:
            raise BadRollback(f"第 {self.number} 版的站点框架读不出，不能回到它。") from error

    def _present(self) -> Iterator[Resource]:
        """What stays as it is today. Static names carry their hash, so those of both are there."""
        own = self.now["resources"]
        for path, entry in own.items():
            if _is_own(path):
                continue
            if _is_present(path) or path.startswith("/static/"):
                yield self._resource(self.today, path, entry)

    def _then(self, path: str, entry: ResourceEntry) -> Resource | None:
        """A path of the earlier edition: its bytes; where they were erased, those of today, or nothing."""
        if entry["sha256"] not in self.withdrawn:
            return self._resource(self.earlier, path, entry)
        self.erased.add(path)
        now = self.now["resources"].get(path)
        return self._resource(self.today, path, now) if now else None

    def _resource(self, edition: Previous, path: str, entry: ResourceEntry) -> Resource:
        stored = edition.stored(path)
        assert stored is not None, path
        resource = Resource(path, stored, entry["type"], entry["location"])
        if self.store.is_whole(stored):
            return resource
        lost = edition.root / entry["file"]
        try:
            mended = self.store.put((lost, resource.compressible))
        except OSError:
            mended = None
        if mended is None or mended.plain != stored.plain:
            raise BadRollback(
                f"第 {edition.number} 版的 {entry['file']} 缺失或被改动，"
                f"内容库里也没有好的副本，不能回到第 {self.number} 版。"
            )
        return Resource(path, mended, entry["type"], entry["location"])

    def _frame(self, body: bytes) -> TreeFile:
        plain = self.store.put((body, False)).plain
        return TreeFile(FRAME, plain, plain.sha256, "", PRIVATE_TIME)

    def _private(self) -> Iterator[TreeFile]:
        """The indexes of data of today; whatever else the earlier edition kept for itself, if it was not erased."""
        erased = set()
        for entry in _private_files(self.then):
            if entry["sha256"] in self.withdrawn:
                erased.add(entry["path"])
            elif not entry["path"].startswith(INDEXES):
                yield self._private_file(self.earlier, entry)
        for entry in _private_files(self.now):
            if entry["path"].startswith(INDEXES) or entry["path"] in erased:
                yield self._private_file(self.today, entry)

    def _private_file(self, edition: Previous, entry: FileEntry) -> TreeFile:
        name, file = entry["path"], StoredFile(entry["size"], entry["sha256"])
        if not self.store.is_whole(StoredObject(file, {})):
            try:
                mended = self.store.put((edition.root / name, False)).plain
            except OSError:
                mended = None
            if mended != file:
                raise BadRollback(
                    f"第 {edition.number} 版的 {name} 缺失或被改动，不能回到第 {self.number} 版。"
                )
        return TreeFile(name, file, file.sha256, "", PRIVATE_TIME)

    def _routes(self, resources: Collection[str]) -> Iterator[Route]:
        """Today's of data, the earlier edition's, today's of later addresses, and a word about each missing page."""
        routes: dict[str, Route] = {}
        for path, route in self.now["routes"].items():
            if _is_present(path):
                routes[path] = Route(path, route["target"], route["reason"])
        for path, route in (*self.then["routes"].items(), *self.now["routes"].items()):
            lost = route["target"] is not None and route["target"].startswith("/")
            if lost and route["target"] not in resources:
                routes.setdefault(path, Route(path, None, AWAY))
            else:
                routes.setdefault(path, Route(path, route["target"], route["reason"]))
        for path in self.erased:
            known = self.now["routes"].get(path)
            routes[path] = Route(path, None, known["reason"] if known else WITHDRAWN)
        for path in self.now["resources"]:
            if path.endswith("/"):
                routes.setdefault(path, Route(path, None, AWAY))
        return (route for path, route in sorted(routes.items()) if path not in resources)


def _in_force(alone: Builder, number: int) -> tuple[Previous, StoreDocument]:
    """Today's edition and its list."""
    if number not in numbers(alone.folder):
        raise BadRollback(f"没有第 {number} 版，或它已清理。")
    if number == current_number(alone.folder):
        raise BadRollback(f"第 {number} 版就是现在公开的一版。")
    today = alone.previous
    if today is None or today.store is None or current_number(alone.folder) != today.number:
        raise BadRollback("现在公开的一版不可信，请先重新生成一版。")
    return today, today.store


def _trusted(folder: DataFolder, number: int, public_key: str) -> StoreDocument:
    try:
        return read_store(folder.edition(number), public_key)
    except BadSignatureFile as error:
        raise BadRollback(f"第 {number} 版不是用现在的密钥签的，不能回到它。") from error
    except (OSError, ValueError, BadSignature) as error:
        raise BadRollback(f"第 {number} 版的清单缺失或被改动，不能回到它：{error}") from error


def _private_files(store: StoreDocument) -> list[FileEntry]:
    """What an edition keeps for itself besides its lists, its frame, and what is made of its pages."""
    own = {FRAME, STORE, STORE_SIGNATURE, SEARCH}
    return [
        entry
        for entry in store["files"]
        if entry["path"].startswith(f"{PRIVATE}/") and entry["path"] not in own
    ]


def _is_present(path: str) -> bool:
    return path.startswith(PRESENT)


def _is_own(path: str) -> bool:
    """Made anew for each edition."""
    return path in {EDITION_JSON, "/edition/manifest.json", "/edition/manifest.json.minisig"}
