"""The last net under deletions: whatever a screen has not refused itself is refused here, in words."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.desk.usage import NAMED

Handler = Callable[[HttpRequest], HttpResponse]


class NothingTornApart:
    """Turns the database's refusal to delete what others rest on into a message. Stands innermost.

    Accounts, groups and collections are deleted by Wagtail's own screens, which would answer with an error.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Back to the confirmation with what stands in the way; nothing of the attempt is kept."""
        if not isinstance(exception, ProtectedError | RestrictedError):
            return None
        if not request.path.startswith(f"/{settings.DESK_PATH}"):
            return None
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        messages.error(request, refusal(exception))
        return redirect(request.get_full_path() if request.method == "POST" else "wagtailadmin_home")


def refusal(error: ProtectedError | RestrictedError) -> str:
    """What stands in the way, by kind and name."""
    found = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    users = sorted(found, key=str)
    named = "、".join(f"{user._meta.verbose_name}“{user}”" for user in users[:NAMED])
    more = f"等 {len(users)} 处" if len(users) > NAMED else ""
    return f"不能删除：正被{named}{more}使用。不再用的，请停用或取消发布。"
