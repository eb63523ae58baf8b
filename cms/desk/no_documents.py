"""There are no documents yet, so Wagtail's application for them is not installed; its admin asks for one address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path


class NoDocuments:
    """An endpoint of the desk's own API that answers 404: every page of the admin names its address."""

    class Model:
        """What no record is an instance of."""

    model = Model

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The only address."""
        return [path("", absent, name="listing")]


def absent(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Raises Http404."""
    raise Http404("没有文档")
