"""Middleware of the desk: one transaction for each write, and the looser policy that its admin needs."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

Handler = Callable[[HttpRequest], HttpResponse]


class WriteTransactionMiddleware:
    """Wraps POST, PUT, PATCH and DELETE in one transaction; an answer of 500 or above rolls it back.

    Reads are left alone: with SQLite's IMMEDIATE mode a transaction would take the only write lock. So are views marked
    with Django's `non_atomic_requests`: who waits for a build must not hold the lock that the build needs.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.method in {"GET", "HEAD", "OPTIONS", "TRACE"} or _is_left_alone(request):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            # Django has turned an exception of the view into a response by now.
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _is_left_alone(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(view, "_non_atomic_requests", ()))


class DeskPolicyMiddleware:
    """Allows inline script and style below the desk's own path, where Wagtail's templates need them.

    Must stand inside django-csp's middleware, which reads the mark that this one leaves.
    """

    ADMIN_SOURCES = ["'self'", "'unsafe-inline'"]

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.prefix = f"/{settings.DESK_PATH}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if request.path.startswith(self.prefix):
            sources = {"script-src": self.ADMIN_SOURCES, "style-src": self.ADMIN_SOURCES}
            response._csp_replace = sources  # type: ignore[attr-defined]
        return response


def session_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is not good any more: what to do, so that nothing written is lost."""
    return render(request, "desk/expired.html", status=403)
