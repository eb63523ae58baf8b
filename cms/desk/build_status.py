"""How the public site stands, for the desk: which edition is live, what is under way, what went wrong."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from cms.models import Build
from cms.models.build import OPEN_STATES, BuildState
from cms.signing import data_folder
from publishing.edition.hold import Hold, read_hold
from publishing.edition.read import current_number

SLOW = timedelta(seconds=60)
"""A waiting build older than this makes people think of the worker."""

CAUSES = (
    (re.compile(r"No space left|disk (?:is )?full", re.I), "磁盘满了。请管理员清理磁盘，再点“重试”。"),
    (re.compile(r"database is locked", re.I), "数据库正忙。请过一会儿再点“重试”。"),
    (
        re.compile(r"Permission denied|Read-only file system", re.I),
        "没有写入权限。请管理员检查数据目录的权限。",
    ),
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class PlainError:
    """A failure in words for staff, and the original text where that is for an administrator."""

    text: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class PublicSiteStatus:
    """What the panel shows. `edition` is None before the first."""

    edition: int | None
    built_at: datetime | None
    open_build: Build | None
    failed_build: Build | None
    error: PlainError | None
    slow: bool
    held: Hold | None = None
    """Who stopped the builds, while they are on hold."""

    @property
    def held_since(self) -> datetime | None:
        """Since when; None where the file does not say."""
        return datetime.fromisoformat(self.held.since) if self.held and self.held.since else None

    @property
    def reasons(self) -> list[str]:
        """What waits to become public, the first lines of it."""
        build = self.open_build or self.failed_build
        return first_reasons(build) if build else []

    @property
    def up_to_date(self) -> bool:
        """True when nothing published at the desk waits for an edition."""
        return self.edition is not None and self.open_build is None and self.failed_build is None


UNKNOWN = "程序出错。请点“重试”；仍然失败的，把下面的原文交给管理员。"


def plain_error(error: str, unknown: str = UNKNOWN) -> PlainError:
    """A stored error in plain words: our own are Chinese already, others are told as `unknown` and kept."""
    for pattern, text in CAUSES:
        if pattern.search(error):
            return PlainError(text, error)
    if CHINESE.search(error):
        return PlainError(error)
    return PlainError(unknown, error)


def public_site_status() -> PublicSiteStatus:
    """The status of this moment."""
    open_build = Build.objects.filter(state__in=OPEN_STATES).order_by("pk").first()
    last = Build.objects.filter(state__in=[BuildState.DONE, BuildState.FAILED]).order_by("-pk").first()
    failed = last if last and last.state == BuildState.FAILED else None
    edition = current_number(data_folder())
    failing = failed or (open_build if open_build and open_build.error else None)
    return PublicSiteStatus(
        edition=edition,
        built_at=_built_at(edition),
        open_build=open_build,
        failed_build=failed,
        error=plain_error(failing.error) if failing else None,
        held=read_hold(data_folder()),
        slow=bool(open_build and timezone.now() - open_build.requested_at > SLOW),
    )


def first_reasons(build: Build, shown: int = 6) -> list[str]:
    """The first lines of a build's reason; the last line then says how many more there are."""
    lines = build.reason.splitlines()
    left = len(lines) - shown
    return lines if left <= 0 else [*lines[:shown], f"另有 {left} 项"]


def is_trial() -> bool:
    """Whether this deployment publishes without reviews."""
    return bool(settings.REVIEWS == 0)


def _built_at(edition: int | None) -> datetime | None:
    """When the edition in force was made; None when it does not say, which `edition verify` reports."""
    if edition is None:
        return None
    try:
        facts = json.loads((data_folder().edition(edition) / "edition.json").read_bytes())
        return datetime.fromisoformat(facts["published"])
    except (OSError, ValueError, KeyError):
        return None
