"""What a schedule could not do at its time, in words for staff."""

from typing import Any

from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import LogFormatter

from cms.desk.build_status import plain_error
from cms.scheduling import late

UNKNOWN = "程序出错，会接着再试。请打开它看看能不能手动办；不能的，把下面的原文交给管理员。"


class ScheduleFailed(LogFormatter):
    """The entry of a failure in a thing's history."""

    label = "定时没有成功"

    def format_message(self, log_entry: Any) -> str:
        """What was to be done, and why it was not."""
        return f"定时{log_entry.data['act']}没有成功：{log_entry.data['reason']}"


def late_entries() -> list[dict[str, Any]]:
    """What is overdue, for the panel: `subject`, `url` of its form or None, `act`, `at`, `error` or None."""
    finder = AdminURLFinder()
    return [
        {
            "subject": entry.due.subject,
            "url": finder.get_edit_url(entry.due.subject),
            "act": entry.due.act,
            "at": timezone.localtime(entry.due.at),
            "error": plain_error(entry.reason, UNKNOWN) if entry.reason else None,
        }
        for entry in late()
    ]
