"""Deleting uploads: what a page uses is kept, whichever of Wagtail's screens is asked."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cms.desk.protection import obstacle, refuse


class KeptWhileUsed:
    """Stands before Wagtail's screen for one upload, which would leave a page without it."""

    edit_name: ClassVar[str]
    """The address that a refusal leads back to."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in plain words, and say where the upload is used."""
        screen: Any = self
        allowed = screen.user_has_permission("delete")
        back = reverse(self.edit_name, args=[screen.object.pk])
        refused = refuse(request, [screen.object], back) if allowed else None
        response: HttpResponse = refused or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class KeptAmongUploads:
    """Stands before the button beside a file just uploaded; its address takes any upload of the type."""

    kept_type: ClassVar[Any]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse likewise."""
        screen: Any = self
        screen.model = self.kept_type
        upload = get_object_or_404(self.kept_type, pk=kwargs[screen.pk_url_kwarg])
        may = screen.permission_policy.user_has_permission_for_instance(request.user, "delete", upload)
        problem = obstacle(upload) if may else None
        if problem:
            return JsonResponse({"success": False, "error_message": problem}, status=409)
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response
