"""Withdrawing for privacy: bytes are erased from releases, from the store, and from every edition but the one in force.

What will be erased is written down first, then the signed list of withdrawals, and then it is erased: whoever builds
next finishes what a crash interrupted.
"""

import json
import shutil
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from publishing.announcement import write_replacing
from publishing.durable import sync_filesystem, sync_folder
from publishing.edition.held_traces import Held, base_name, base_urls, holding_releases, search
from publishing.edition.listing import PRIVATE
from publishing.edition.read import current_number, numbers
from publishing.edition.remove import (
    delete_leftovers,
    delete_set_aside,
    needed_objects,
    set_aside,
    unneeded_objects,
)
from publishing.edition.traces import Traces
from publishing.edition.withdrawals import add_withdrawal, withdrawn_hashes
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.moment import moment_text
from publishing.release_folders import Release, latest_release, read_release
from publishing.release_withdrawal import erase_rest, erase_traces, withdraw_release
from publishing.resource import BadSubmission, file_of
from publishing.sealed_folder import locked

SHOWN = 5
SHORTEST_WORD = 2


class BadWithdrawal(Exception):
    """This cannot be withdrawn, or not yet. The message is Chinese and says what to do first."""


@dataclass(frozen=True, slots=True)
class WithdrawalSummary:
    """How much was erased, or would be."""

    files: int
    """Files of editions, those of removed editions not counted."""
    editions: dict[int, int]
    """Files by the number of the edition."""
    removed: tuple[int, ...]
    """Editions that went whole."""
    releases: tuple[str, ...]
    """As `deeds/2026-11-23`."""
    in_force: tuple[str, ...] = ()
    """Files of the edition in force that still hold it: none after a withdrawal."""


def check_withdrawal(paths: Sequence[str], words: Sequence[str], reason: str | None = None) -> None:
    """Raises BadWithdrawal, in Chinese, for what cannot be meant, or must not be told as a reason."""
    if reason is not None and not reason.strip():
        raise BadWithdrawal("请写明原因，它会公开在撤除清单里。")
    if Traces(paths, words).in_bytes((reason or "").encode()):
        raise BadWithdrawal("原因会公开，里面不能有要撤除的词语或地址。")
    if not paths and not words:
        raise BadWithdrawal("请写明要撤除的地址或词语。")
    for path in paths:
        try:
            file_of(path)
        except BadSubmission as error:
            raise BadWithdrawal(str(error)) from error
        if path == "/" or path.split("/")[1] in {"data", "codes", "edition", "static", "feeds", "api"}:
            raise BadWithdrawal(f"地址“{path}”不能整个撤除，请写页面、图片或文件的地址。")
    for word in words:
        if len(word.strip()) < SHORTEST_WORD or word != word.strip():
            raise BadWithdrawal(f"词语“{word}”太短，会误删别的内容；请写全，前后不要空格。")


def preview(
    folder: DataFolder, public_key: str, *, paths: Sequence[str], words: Sequence[str]
) -> WithdrawalSummary:
    """What would be erased as things stand. Raises BadWithdrawal, and NothingInForce."""
    check_withdrawal(paths, words)
    return _summary(search(folder, public_key, paths, words))


def withdraw_releases(
    folder: DataFolder,
    signer: Signer,
    *,
    paths: Sequence[str],
    words: Sequence[str],
    reason: str,
    at: datetime,
    abandoned: Container[str] = (),
) -> list[Release]:
    """Withdraws every release that holds the thing, before the build whose edition must be free of it.

    Raises BadWithdrawal, with nothing done, where the newest release of a dataset holds it, since that would leave the
    dataset without rows; `abandoned` are datasets that are not published any more, where this does not matter.
    """
    check_withdrawal(paths, words, reason)
    traces = Traces(paths, words, base_urls(folder))
    with locked(folder.releases / ".lock"):
        found = holding_releases(folder, traces)
        _refuse_newest(folder, found, abandoned)
        return [_without(release, traces, reason, at, signer) for release in found]


def withdraw(
    folder: DataFolder,
    signer: Signer,
    *,
    paths: Sequence[str],
    words: Sequence[str],
    reason: str,
    at: datetime,
) -> WithdrawalSummary:
    """Erases what is at `paths`, what names them, and what holds one of `words`; lists the hashes under `reason`.

    The edition in force must be free of it: raises BadWithdrawal, with nothing erased, and names files, where it is
    not; NothingInForce where there is none. Waits for a build that is at work.
    """
    check_withdrawal(paths, words, reason)
    with locked(folder.editions / "lock"):
        delete_leftovers(folder)
        finish_withdrawals(folder, signer)
        held = search(folder, signer.public_key, paths, words)
        _refuse_in_force(held)
        summary = _summary(held)
        if held.hashes or held.releases or held.whole:
            _write_down(folder, held, reason, at)
            _carry_out(folder, signer)
        else:
            _forget_derived(folder, signer.public_key)
        return summary


def finish_withdrawals(folder: DataFolder, signer: Signer) -> bool:
    """Goes on with a withdrawal that a crash interrupted; whether there was one. The caller holds the build lock."""
    there = (folder.editions / JOURNAL).exists()
    if there:
        _carry_out(folder, signer)
    return erase_rest(folder) > 0 or there


JOURNAL = "withdrawing.json"
"""What a withdrawal erases, while it does: names below `editions`, never words."""


def _refuse_newest(folder: DataFolder, found: Sequence[Release], abandoned: Container[str]) -> None:
    newest = [
        f"{release.dataset} 的 {release.id}"
        for release in found
        if release.dataset not in abandoned and release == latest_release(folder, release.dataset)
    ]
    if newest:
        raise BadWithdrawal(
            f"最新的数据发布里还有要撤除的内容：{'、'.join(newest[:SHOWN])}。请先在编辑台撤下或改好记录，再发布一次数据。"
        )


def _refuse_in_force(held: Held) -> None:
    if held.in_force:
        places = sorted(
            {place_of(name) for name in held.in_force}, key=lambda place: (place[0] != "/", place)
        )
        shown = "、".join(places[:SHOWN])
        more = f"等 {len(places)} 处" if len(places) > SHOWN else ""
        raise BadWithdrawal(
            f"现在公开的这一版里还有要撤除的内容：{shown}{more}。请先撤下或改好，生成新版以后再撤除。"
        )


def place_of(name: str) -> str:
    """The address of a file of an edition, without its coding; the file itself where it has none."""
    plain = base_name(name)
    if plain.startswith(f"{PRIVATE}/"):
        return plain
    return "/" + plain.removesuffix("index.html")


def _without(release: Release, traces: Traces, reason: str, at: datetime, signer: Signer) -> Release:
    withdrawn = withdraw_release(release, reason, at, signer)
    erase_traces(withdrawn, traces.in_file)
    return withdrawn


def _write_down(folder: DataFolder, held: Held, reason: str, at: datetime) -> None:
    journal = {
        "files": [f"{number}/{name}" for number, names in held.files.items() for name in names],
        "whole": held.whole,
        "releases": [f"{release.dataset}/{release.id}" for release in held.releases],
        "sha256": sorted(held.hashes),
        "reason": reason,
        "at": moment_text(at),
    }
    write_replacing(folder.editions / JOURNAL, json.dumps(journal, ensure_ascii=False).encode())


def _carry_out(folder: DataFolder, signer: Signer) -> None:
    """Everything that is written down; any part of it may be done already."""
    journal = json.loads((folder.editions / JOURNAL).read_bytes())
    at = datetime.fromisoformat(journal["at"])
    if journal["sha256"]:
        add_withdrawal(folder, journal["sha256"], journal["reason"], at, signer)
    _erase_releases(folder, journal, at, signer)
    for name in journal["files"]:
        (folder.editions / name).unlink(missing_ok=True)
    for number in journal["whole"]:
        if folder.edition(number).is_dir():
            set_aside(folder, number)
    delete_set_aside(folder)
    _forget_derived(folder, signer.public_key)
    sync_filesystem(folder.editions)
    (folder.editions / JOURNAL).unlink()
    sync_folder(folder.editions)


def _erase_releases(folder: DataFolder, journal: dict[str, Any], at: datetime, signer: Signer) -> None:
    with locked(folder.releases / ".lock"):
        for name in journal["releases"]:
            withdraw_release(read_release(folder.releases / name), journal["reason"], at, signer)


def _forget_derived(folder: DataFolder, public_key: str) -> None:
    """Objects that no edition is made of any more, and everything that can be made again."""
    current = current_number(folder)
    in_force = needed_objects(folder, public_key, [] if current is None else [current]).objects
    others = needed_objects(folder, public_key, numbers(folder)).objects
    # What is public at this moment was not withdrawn, whatever the list says.
    needed = in_force | (others - withdrawn_hashes(folder, public_key))
    if folder.objects.is_dir():
        for path, _ in unneeded_objects(folder, needed):
            Path(path).unlink()
    if folder.cache.is_dir():
        shutil.rmtree(folder.cache)


def _summary(held: Held) -> WithdrawalSummary:
    files = {number: len(names) for number, names in held.files.items() if number not in held.whole}
    return WithdrawalSummary(
        files=sum(files.values()),
        editions=files,
        removed=tuple(held.whole),
        releases=tuple(f"{release.dataset}/{release.id}" for release in held.releases),
        in_force=tuple(held.in_force),
    )
