"""Checks an edition byte for byte against its two signed lists, with nothing but the public key."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from publishing import minisign
from publishing.canonical import sha256_hex
from publishing.edition.codings import coding
from publishing.edition.listing import (
    EDITION_JSON,
    MANIFEST,
    SIGNATURE,
    STORE,
    STORE_SIGNATURE,
    FileEntry,
    ResourceEntry,
    StoreDocument,
    edition_json_bytes,
    public_files,
)
from publishing.edition.read import current_number, read_store
from publishing.edition.withdrawals import BadWithdrawals, withdrawn_hashes
from publishing.folder import DataFolder


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the file below the edition's folder, and what is wrong, in Chinese."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check of an edition found: its faults, and the files that are absent because they were withdrawn."""

    findings: tuple[Finding, ...]
    withdrawn: tuple[str, ...] = ()
    """Erased for privacy, by their names below the edition: information and no fault."""


def verify(folder: DataFolder, number: int | None, public_key: str) -> list[Finding]:
    """Every fault of an edition (None: the one in force); an empty list says that each byte is as signed.

    Reads all files. A fault names its file; where a signed list itself is at fault, what only that list
    covers cannot be judged and is not. What was withdrawn for privacy is not missed.
    """
    return list(inspect(folder, number, public_key).findings)


def inspect(folder: DataFolder, number: int | None, public_key: str) -> Inspection:
    """As `verify`, and tells what was withdrawn."""
    number = current_number(folder) if number is None else number
    if number is None:
        return Inspection((Finding("current", "没有正在公开的版。"),))
    edition = folder.edition(number)
    if not edition.is_dir():
        return Inspection((Finding(str(number), "没有这一版。"),))
    findings = []
    try:
        withdrawn = withdrawn_hashes(folder, public_key)
    except BadWithdrawals as error:
        findings.append(Finding("withdrawals.json", str(error)))
        withdrawn = frozenset()
    # What is public now was not withdrawn, whatever the list says.
    check = _Check(
        edition, number, public_key, frozenset() if number == current_number(folder) else withdrawn
    )
    findings += check.run()
    if not edition.is_dir():
        return Inspection((Finding(str(number), "没有这一版：核验的时候它被清理了。"),))
    return Inspection(tuple(findings), tuple(sorted(check.absent)))


def withdrawn_files(folder: DataFolder, number: int, public_key: str) -> list[str]:
    """The files that an edition lists and lacks because they were withdrawn, sorted. Reads no file but its list.

    None of an edition whose list cannot be trusted, and none where the list of withdrawals cannot.
    """
    try:
        withdrawn = withdrawn_hashes(folder, public_key)
        store = read_store(folder.edition(number), public_key) if withdrawn else None
    except (BadWithdrawals, OSError, ValueError, minisign.BadSignature):
        return []
    listed = store["files"] if store else []
    home = folder.edition(number)
    return [
        entry["path"]
        for entry in listed
        if entry["sha256"] in withdrawn and not os.path.lexists(home / entry["path"])
    ]


@dataclass(slots=True)
class _Check:
    """One pass over one edition."""

    edition: Path
    number: int
    public_key: str
    withdrawn: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Listed files that are not there, rightly."""

    def run(self) -> list[Finding]:
        """All checks; findings sorted by file."""
        store = cast(StoreDocument | None, self._signed(STORE, STORE_SIGNATURE))
        manifest = self._signed(MANIFEST[1:], SIGNATURE[1:])
        if store is not None:
            self._numbered(STORE, store)
            self._files({entry["path"]: entry for entry in store["files"]})
            self._codings(store["resources"])
        if manifest is not None:
            self._numbered(MANIFEST[1:], manifest)
        if store is not None and manifest is not None:
            self._same_lists(store, manifest["files"])
        return sorted(set(self.findings), key=lambda finding: (finding.path, finding.what))

    def _found(self, path: str, what: str) -> None:
        self.findings.append(Finding(path, what))

    def _signed(self, name: str, signature_name: str) -> dict[str, Any] | None:
        """A signed JSON document, or None with the fault noted."""
        data, signature = self._read(name), self._read(signature_name)
        if data is None or signature is None:
            return None
        try:
            minisign.verify(data, signature, self.public_key)
        except minisign.BadSignatureFile as error:
            self._found(signature_name, f"签名文件不可信：{error}。")
            return None
        except minisign.BadSignature:
            self._found(name, "内容与签名不符。")
            return None
        if minisign.Signature.parse(signature).untrusted_comment != minisign.UNTRUSTED_COMMENT:
            # The one line that no signature covers.
            self._found(signature_name, "首行注释被改动。")
        return cast(dict[str, Any], json.loads(data))

    def _read(self, name: str) -> bytes | None:
        """The bytes of a regular file, or None with the fault noted."""
        path = self.edition / name
        try:
            if path.is_symlink():
                self._found(name, "应为文件，却是链接。")
                return None
            if path.exists() and not path.is_file():  # reading a pipe would wait for ever
                self._found(name, "应为文件，却是别的东西。")
                return None
            return path.read_bytes()
        except FileNotFoundError:
            self._found(name, "缺失。")
        except OSError as error:
            self._found(name, f"读不出：{error.strerror}。")
        return None

    def _numbered(self, name: str, document: Mapping[str, Any]) -> None:
        if document["edition"] != self.number:
            self._found(name, f"这是第 {document['edition']} 版的清单，不是第 {self.number} 版的。")

    def _files(self, listed: Mapping[str, FileEntry]) -> None:
        """Every listed file is there as listed, and no other."""
        for name in _files_below(self.edition):
            if name not in listed and name not in {STORE, STORE_SIGNATURE}:
                self._found(name, "不在清单里。")
        for name, entry in listed.items():
            if entry["sha256"] in self.withdrawn and not os.path.lexists(self.edition / name):
                self.absent.add(name)
                continue
            data = self._read(name)
            if data is not None and (len(data), sha256_hex(data)) != (entry["size"], entry["sha256"]):
                self._found(name, "内容与清单不符。")

    def _codings(self, resources: Mapping[str, ResourceEntry]) -> None:
        """Every coded sibling decodes to the bytes of its resource."""
        for entry in resources.values():
            for known in map(coding, entry["codings"]):
                name = entry["file"] + known.suffix
                data = None if name in self.absent else self._read(name)
                if data is not None and not _decodes_to(entry["sha256"], known.decode, data):
                    self._found(name, "解开后与原文不符。")

    def _same_lists(self, store: StoreDocument, manifest_files: list[FileEntry]) -> None:
        """The public manifest lists exactly what the reader would answer."""
        data = self._read(MANIFEST[1:])
        if data is None:  # the edition is being cleared away
            return
        if sha256_hex(data) != store["manifest_sha256"]:
            self._found(MANIFEST[1:], "不是 store.json 所指的清单。")
        if self._read(EDITION_JSON[1:]) != edition_json_bytes(data):
            self._found(EDITION_JSON[1:], "与清单不一致。")
        public = {entry["path"]: entry for entry in manifest_files}
        expected = {entry["path"]: entry for entry in public_files(store["resources"])}
        for path in sorted(public.keys() | expected.keys()):
            if public.get(path) != expected.get(path):
                self._found(MANIFEST[1:], f"与 store.json 对 {path} 的记载不一致。")


def _files_below(edition: Path) -> Iterator[str]:
    """Everything below that is not a folder, by its name there; links are not followed."""
    for home, folders, files in os.walk(edition):
        linked = [name for name in folders if (Path(home) / name).is_symlink()]
        for name in (*files, *linked):
            yield (Path(home) / name).relative_to(edition).as_posix()


def _decodes_to(sha256: str, decode: Callable[[bytes], bytes], data: bytes) -> bool:
    try:
        return sha256_hex(decode(data)) == sha256
    except ValueError:
        return False
