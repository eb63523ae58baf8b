"""Withdrawals for privacy: what the source has erased is erased here too, in every edition but the one in force."""

import json
from collections.abc import Sequence
from pathlib import Path

from publishing import minisign
from publishing.announcement import write_replacing
from publishing.durable import sync_filesystem
from publishing.edition.withdrawals import LIST, LIST_SIGNATURE
from publishing.folder import DataFolder
from publishing.follow.faults import Missing, Refused, disk
from publishing.follow.local import LocalEdition
from publishing.follow.source import Source

_NEXT = LIST + ".next"
"""Where a list waits for its signature, as at the builder: a crash in between loses neither."""
LARGEST_LIST = 16 * 2**20


def take_list(source: Source, folder: DataFolder, public_key: str) -> None:
    """Keeps the source's signed list on this host, when it says at least what the one here says. Raises Fault."""
    try:
        data = source.read(LIST, LARGEST_LIST)
        signature = source.read(LIST_SIGNATURE, 4096)
    except Missing:
        return  # nothing was ever withdrawn
    try:
        minisign.verify(data, signature, public_key)
    except minisign.BadSignature as error:
        raise Refused(f"{LIST} 的签名不对（{error}），没有采用。") from error
    if _digests(data) < listed(folder.editions / LIST):
        raise Refused(f"来源的 {LIST} 比本机的旧，可能是重放，没有采用。")
    home = folder.editions
    if _bytes(home / LIST) == data and _bytes(home / LIST_SIGNATURE) == signature:
        return
    with disk():
        write_replacing(home / _NEXT, data)
        write_replacing(home / LIST_SIGNATURE, signature)
        (home / _NEXT).replace(home / LIST)
        sync_filesystem(home)


def erase(folder: DataFolder, in_force: LocalEdition, editions: Sequence[LocalEdition]) -> int:
    """Erases withdrawn bytes, coded ones too, from all other editions; says how many files went."""
    digests = listed(in_force.root / "edition" / LIST) | listed(folder.editions / LIST)
    # What is public at this moment was not withdrawn, whatever a list says.
    digests -= {entry["sha256"] for entry in in_force.offer.files.values()}
    gone = [
        path
        for edition in editions
        if edition.root != in_force.root and digests
        for path in _holding(edition, digests)
        if path.is_symlink() or path.exists()
    ]
    with disk():
        for path in gone:
            path.unlink()
        if gone:
            sync_filesystem(folder.editions)
    return len(gone)


def listed(path: Path) -> set[str]:
    """The SHA-256 of everything that a list on this host names; none where there is no list."""
    try:
        return _digests(path.read_bytes())
    except FileNotFoundError:
        return set()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _digests(data: bytes) -> set[str]:
    try:
        entries = json.loads(data)["withdrawals"]
        return {str(digest) for entry in entries for digest in entry["sha256"]}
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{LIST} 读不懂，没有采用。") from error


def _holding(edition: LocalEdition, digests: set[str]) -> set[Path]:
    names = {name for name, entry in edition.offer.files.items() if entry["sha256"] in digests}
    for digest, held in edition.offer.resources.values():
        if digest in digests:
            names.update(held)
    return {edition.root / name for name in names}
