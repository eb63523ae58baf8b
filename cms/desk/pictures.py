"""图片 at the desk: a picture that a page uses cannot be deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.images.views.images import DeleteView

from cms.desk.protection import refuse


class PictureDelete(DeleteView):
    """Wagtail's screen, which would let a page lose its picture."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in plain words, and say where the picture is used."""
        allowed = self.user_has_permission("delete")
        back = reverse("wagtailimages:edit", args=[self.object.pk])
        refused = refuse(request, [self.object], back) if allowed else None
        response: HttpResponse = refused or super().dispatch(request, *args, **kwargs)
        return response
