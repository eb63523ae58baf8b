"""Holding builds: while `editions/hold.json` is there, the edition in force stays, whatever is published."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from publishing.durable import sync_folder, write_new
from publishing.folder import DataFolder
from publishing.moment import moment_text
from publishing.resource import BadSubmission


class Held(BadSubmission):
    """Builds are on hold until an administrator lifts it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Who stopped the builds, why, and since when (ISO 8601)."""

    by: str
    reason: str
    since: str


def read_hold(folder: DataFolder) -> Hold | None:
    """The hold, or None. A file that cannot be read holds too, since somebody put it there."""
    try:
        text = folder.hold.read_text()
    except FileNotFoundError:
        return None
    try:
        facts = json.loads(text)
        return Hold(str(facts["by"]), str(facts["reason"]), str(facts["since"]))
    except (ValueError, KeyError, TypeError):
        return Hold("", "hold.json 读不出", "")


def hold(folder: DataFolder, by: str, reason: str, at: datetime) -> Hold:
    """Holds all builds from now on; a second hold replaces the first."""
    made = Hold(by, reason, moment_text(at))
    folder.editions.mkdir(parents=True, exist_ok=True)
    draft = folder.hold.with_name(".hold.json.tmp")
    draft.unlink(missing_ok=True)
    write_new(draft, json.dumps(asdict(made), ensure_ascii=False).encode(), mode=0o644)
    draft.replace(folder.hold)
    sync_folder(folder.editions)
    return made


def lift(folder: DataFolder) -> bool:
    """Lets builds go on; whether there was a hold."""
    held = folder.hold.exists()
    folder.hold.unlink(missing_ok=True)
    return held


def refuse_held(folder: DataFolder) -> None:
    """Raises Held, in Chinese, while builds are on hold."""
    found = read_hold(folder)
    if found is not None:
        who = f"{found.by}于 {found.since}" if found.by else "有人"
        raise Held(f"{who}暂停了生成新版（{found.reason}）。解除以后，等着的改动会一起公开。")
