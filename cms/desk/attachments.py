"""附件 at the desk: an attachment that a page offers cannot be deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.documents.views.documents import DeleteView
from wagtail.documents.views.multiple import DeleteView as UploadedDeleteView

from cms.desk.protection import obstacle, refuse
from cms.models import Attachment


class AttachmentDelete(DeleteView):
    """Wagtail's screen, which would leave a page without its file."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in plain words, and say where the attachment is used."""
        allowed = self.user_has_permission("delete")
        back = reverse("wagtaildocs:edit", args=[self.object.pk])
        refused = refuse(request, [self.object], back) if allowed else None
        response: HttpResponse = refused or super().dispatch(request, *args, **kwargs)
        return response


class UploadedAttachmentDelete(UploadedDeleteView):
    """The button beside a file just uploaded; its address takes any attachment."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse likewise."""
        self.model = Attachment
        attachment = get_object_or_404(Attachment, pk=kwargs[self.pk_url_kwarg])
        may = self.permission_policy.user_has_permission_for_instance(request.user, "delete", attachment)
        problem = obstacle(attachment) if may else None
        if problem:
            return JsonResponse({"success": False, "error_message": problem}, status=409)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response
