"""Who is acting."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.models import User


def staff(request: HttpRequest) -> User:
    """The member of staff behind a request. Raises PermissionDenied when nobody is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
