"""Going back to an earlier edition, and lifting the hold afterwards: the acts of the desk and of the command."""

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.models import Edition
from cms.signing import data_folder, signer
from cms.tasks import register_editions, request_build
from publishing.edition.assemble import EditionSummary
from publishing.edition.hold import lift
from publishing.edition.rollback import rollback

if TYPE_CHECKING:
    from publishing.edition.build import EditionSummary


def roll_back(number: int, *, by: str, reason: str) -> "EditionSummary":
    """Build the next edition with the files of an earlier one, hold further builds, and enter it in the register.

    Raises `publishing.edition.rollback.BadRollback`, or StaleSubmission, in Chinese.
    """
    summary = rollback(data_folder(), signer(), number, by=by, reason=reason, at=timezone.now())
    register_editions()
    Edition.objects.filter(number=summary.number).update(
        reason=f"回到第 {number} 版：{reason.strip()}", asked_by=by
    )
    return summary


def lift_hold(by: str) -> bool:
    """Let builds go on, and ask for one with everything that waited; whether there was a hold."""
    held = lift(data_folder())
    if held:
        request_build("解除暂停", by)
    return held
