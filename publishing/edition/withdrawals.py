"""`editions/withdrawals.json`: the signed list of bytes that were erased for privacy, by their hashes.

It never says what they were or where. Whatever is listed need not be there; whatever is not listed must be.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from publishing import minisign
from publishing.canonical import canonical_json
from publishing.durable import sync_folder, write_new
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.moment import moment_text
from publishing.resource import BadSubmission, Resource

LIST = "withdrawals.json"
LIST_SIGNATURE = LIST + ".minisig"
_NEXT = "withdrawals.json.next"
"""The list that is about to take the old one's place: a crash between the two renames loses neither."""


class BadWithdrawals(BadSubmission):
    """The list is there, but is not signed by the key: nothing that it says counts. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class WithdrawalEntry:
    """One withdrawal: the sorted hashes of what was erased, plain and coded, the public reason, and when."""

    sha256: tuple[str, ...]
    reason: str
    at: str


def read_withdrawals(folder: DataFolder, public_key: str) -> tuple[WithdrawalEntry, ...]:
    """Every withdrawal, oldest first; none where nothing was ever withdrawn. Raises BadWithdrawals."""
    signature = _read(folder.editions / LIST_SIGNATURE)
    texts = [_read(folder.editions / LIST), _read(folder.editions / _NEXT)]
    if signature is None and texts[0] is None:
        return ()
    for data in texts:
        if data is not None and signature is not None and _is_signed(data, signature, public_key):
            return tuple(
                WithdrawalEntry(tuple(entry["sha256"]), entry["reason"], entry["at"])
                for entry in json.loads(data)["withdrawals"]
            )
    raise BadWithdrawals(f"{folder.editions / LIST} 与签名不符，请从备份恢复这两个文件。")


def withdrawn_hashes(folder: DataFolder, public_key: str) -> frozenset[str]:
    """The hashes of everything that was ever erased. Raises BadWithdrawals."""
    return frozenset(digest for entry in read_withdrawals(folder, public_key) for digest in entry.sha256)


def add_withdrawal(
    folder: DataFolder, hashes: Iterable[str], reason: str, at: datetime, signer: Signer
) -> None:
    """Lists one more withdrawal; the same again changes nothing. The caller holds the build lock."""
    known = read_withdrawals(folder, signer.public_key)
    entry = WithdrawalEntry(tuple(sorted(set(hashes))), reason, moment_text(at))
    if entry not in known:
        known = (*known, entry)
    listed = [
        {"sha256": list(each.sha256), "reason": each.reason, "at": each.at}
        for each in sorted(known, key=lambda each: each.at)
    ]
    data = canonical_json({"withdrawals": listed})
    signature = signer.sign(data, f"withdrawals:{len(listed)} at:{entry.at}")
    _replace(folder, _NEXT, data)
    _replace(folder, LIST_SIGNATURE, signature)
    (folder.editions / _NEXT).replace(folder.editions / LIST)
    sync_folder(folder.editions)


def withdrawal_resources(folder: DataFolder, public_key: str) -> list[Resource]:
    """The list and its signature as an edition publishes them; nothing before the first withdrawal.

    Raises BadWithdrawals.
    """
    if not read_withdrawals(folder, public_key):
        return []
    return [
        Resource(f"/edition/{LIST}", (folder.editions / LIST).read_bytes(), "application/json"),
        Resource(
            f"/edition/{LIST_SIGNATURE}",
            (folder.editions / LIST_SIGNATURE).read_bytes(),
            "text/plain; charset=utf-8",
        ),
    ]


def _is_signed(data: bytes, signature: bytes, public_key: str) -> bool:
    try:
        minisign.verify(data, signature, public_key)
    except minisign.BadSignature:
        return False
    return True


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replace(folder: DataFolder, name: str, data: bytes) -> None:
    draft = folder.editions / f".{name}.tmp"
    draft.unlink(missing_ok=True)
    write_new(draft, data, mode=0o644)
    draft.replace(folder.editions / name)
    sync_folder(folder.editions)
