"""图片 at the desk: a picture that a page uses cannot be deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.images.views.images import DeleteView
from wagtail.images.views.multiple import DeleteView as UploadedDeleteView

from cms.desk.protection import obstacle, refuse
from cms.models import Picture


class PictureDelete(DeleteView):
    """Wagtail's screen, which would let a page lose its picture."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in plain words, and say where the picture is used."""
        allowed = self.user_has_permission("delete")
        back = reverse("wagtailimages:edit", args=[self.object.pk])
        refused = refuse(request, [self.object], back) if allowed else None
        response: HttpResponse = refused or super().dispatch(request, *args, **kwargs)
        return response


class UploadedPictureDelete(UploadedDeleteView):
    """The button beside a picture just uploaded; its address takes any picture."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse likewise."""
        self.model = Picture
        picture = get_object_or_404(Picture, pk=kwargs[self.pk_url_kwarg])
        may = self.permission_policy.user_has_permission_for_instance(request.user, "delete", picture)
        problem = obstacle(picture) if may else None
        if problem:
            return JsonResponse({"success": False, "error_message": problem}, status=409)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response
