"""版: the register of editions. It mirrors the manifests on disk, and adds who and why, and what a check found."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.models import Build, Edition
from cms.models.build import BuildState
from cms.signing import data_folder, public_key
from publishing.canonical import sha256_hex
from publishing.edition.listing import MANIFEST, ManifestDocument
from publishing.edition.read import current_number, numbers
from publishing.edition.verify import verify
from publishing.edition.withdrawals import BadWithdrawals, withdrawn_hashes

logger = logging.getLogger(__name__)

MOST_PROBLEMS = 200
LONGEST_WHO = 200


class EditionGone(Exception):
    """The folder of the edition is not on disk any more."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Public paths of an edition against those of the one before, each list sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def counts(self) -> tuple[int, int, int]:
        """How many of each."""
        return len(self.added), len(self.changed), len(self.removed)


def remember_editions() -> list[Edition]:
    """Enter the editions on disk that the register lacks, oldest first. One whose manifest cannot be read is logged."""
    known = set(Edition.objects.values_list("number", flat=True))
    missing = [number for number in sorted(numbers(data_folder())) if number not in known]
    return [edition for number in missing if (edition := _remember(number))]


def explain() -> None:
    """Write who and why beside editions that have neither, as far as a finished build tells."""
    silent = Edition.objects.filter(reason="", asked_by="")
    for edition in silent.filter(number__in=_finished().values("edition")):
        build = _finished().filter(edition=edition.number).order_by("pk")[0]
        edition.reason, edition.asked_by = _why(build)
        edition.save(update_fields=["reason", "asked_by"])


def in_force() -> int | None:
    """The number of the edition that readers get."""
    return current_number(data_folder())


def is_gone(edition: Edition) -> bool:
    """True where the folder was cleared away and only the register knows of the edition."""
    return not data_folder().edition(edition.number).is_dir()


def changes_of(edition: Edition) -> Changes | None:
    """What changed against the edition before; None where one of the two manifests is not on disk any more."""
    manifest = _manifest(edition.number)
    return _changes(manifest) if manifest else None


def paths_between(number: int, other: int) -> dict[str, int] | None:
    """How many pages going back from edition `number` to `other` changes; None where a manifest is not there.

    Data stay, and what was withdrawn for privacy does not come back.
    """
    now, then = _manifest(number), _manifest(other)
    if now is None or then is None:
        return None
    try:
        withdrawn = withdrawn_hashes(data_folder(), public_key())
    except BadWithdrawals:  # the check of an edition says so
        withdrawn = frozenset()
    new, old = _pages(then), _pages(now)
    new = {path: digest for path, digest in new.items() if digest not in withdrawn}
    return {
        "added": len(new.keys() - old.keys()),
        "changed": sum(new[path] != old[path] for path in new.keys() & old.keys()),
        "removed": len(old.keys() - _pages(then).keys()),
    }


def _pages(manifest: "_Manifest") -> dict[str, str]:
    digests = manifest.digests.items()
    return {path: digest for path, digest in digests if path.endswith("/") and not path.startswith("/data/")}


def paths_in_force() -> frozenset[str]:
    """The public paths that readers get now."""
    number = in_force()
    manifest = _manifest(number) if number is not None else None
    return frozenset(manifest.digests) if manifest else frozenset()


def check(edition: Edition) -> list[str]:
    """Verify an edition byte for byte, remember when and with what result, and return the problems.

    Problems are logged as errors too. Raises EditionGone, with nothing remembered, where the folder is gone.
    """
    problems = _problems(edition)
    if is_gone(edition):  # also where it went while it was read
        raise EditionGone(edition.number)
    if problems:
        logger.error("edition %s: %s problems, such as %s", edition.number, len(problems), problems[0])
    left = len(problems) - MOST_PROBLEMS
    told = problems if left <= 0 else [*problems[:MOST_PROBLEMS], f"另有 {left} 处"]
    edition.verified_at, edition.problems = timezone.now(), "\n".join(told)
    edition.save(update_fields=["verified_at", "problems"])
    return problems


def _problems(edition: Edition) -> list[str]:
    try:
        findings = verify(data_folder(), edition.number, public_key())
    except Exception as error:
        logger.exception("edition %s could not be checked", edition.number)
        return [f"核验没有做完：{error}"]
    problems = [f"{finding.path}：{finding.what}" for finding in findings]
    manifest = _manifest(edition.number)
    if manifest is not None and manifest.sha256 != edition.manifest_sha256:
        # Signed or not: the register knew another one.
        problems.append(f"{MANIFEST[1:]}：不是当初记入台账的那一份清单。")
    return problems


def _remember(number: int) -> Edition | None:
    manifest = _manifest(number)
    if manifest is None:
        logger.error("edition %s has no readable manifest and is left out of the register", number)
        return None
    changes = _changes(manifest)
    # Where the edition before is gone no count is made up.
    added, changed, removed = changes.counts() if changes else (None, None, None)
    facts = {
        "published_at": manifest.published,
        "files": len(manifest.digests),
        "added": added,
        "changed": changed,
        "removed": removed,
        "trial": manifest.trial,
        "manifest_sha256": manifest.sha256,
    }
    edition, _ = Edition.objects.get_or_create(number=number, defaults=facts)
    return edition


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the register needs of a manifest; `sha256` is that of its bytes."""

    number: int
    published: datetime
    previous: str | None
    trial: bool
    digests: dict[str, str]
    sha256: str


def _manifest(number: int) -> _Manifest | None:
    """The manifest of an edition; None where it is gone or cannot be read, so that it does not stop the others."""
    try:
        data = (data_folder().edition(number) / MANIFEST[1:]).read_bytes()
        document = cast(ManifestDocument, json.loads(data))
        return _Manifest(
            number=document["edition"],
            published=datetime.fromisoformat(document["published"]),
            previous=document["previous"],
            trial=document["trial"],
            digests={entry["path"]: entry["sha256"] for entry in document["files"]},
            sha256=sha256_hex(data),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changes(manifest: _Manifest) -> Changes | None:
    """Against the manifest that this one names as the one before; against nothing for the first of all."""
    new, old = manifest.digests, _digests_before(manifest)
    if old is None:
        return None
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
        removed=tuple(sorted(old.keys() - new.keys())),
    )


def _digests_before(manifest: _Manifest) -> dict[str, str] | None:
    if manifest.previous is None:
        # A later one names none where the manifest before could not be read.
        return {} if manifest.number == 1 else None
    before = Edition.objects.filter(manifest_sha256=manifest.previous).first()
    found = _manifest(before.number) if before else None
    return found.digests if found and found.sha256 == manifest.previous else None


def _finished() -> QuerySet[Build]:
    return Build.objects.filter(state=BuildState.DONE)


def _why(build: Build) -> tuple[str, str]:
    """Reasons and names behind a finished build: its own, and those of builds that failed since the one before."""
    before = _finished().filter(pk__lt=build.pk).order_by("-pk").first()
    behind = Build.objects.filter(pk__lte=build.pk, pk__gt=before.pk if before else 0)
    builds = behind.filter(Q(pk=build.pk) | Q(state=BuildState.FAILED)).order_by("pk")
    reasons = dict.fromkeys(line for one in builds for line in one.reason.splitlines())
    names = dict.fromkeys(line for one in builds for line in one.asked_by.splitlines())
    return "\n".join(reasons), _joined(list(names))


def _joined(names: list[str]) -> str:
    """The names in one line; as many as fit, and then how many there are."""
    text, shown = "、".join(names), len(names)
    while len(text) > LONGEST_WHO:
        shown -= 1
        text = f"{'、'.join(names[:shown])}等 {len(names)} 人"
    return text
