"""Uploads at the desk, for staff alone. The public gets re-encoded copies in an edition."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve


@login_required
def upload(request: HttpRequest, name: str) -> HttpResponseBase:
    """One uploaded file. Raises Http404 when it does not exist or lies outside the uploads."""
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "private, max-age=600"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
