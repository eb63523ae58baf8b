"""How a page or snippet is shown at the desk.

The renderer needs every model (a page shows numbers, a number has an indicator), so models do not import it:
the application puts it into the slot when it starts.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

Show = Callable[..., HttpResponse]


class Slot:
    """Holds the two renderers once the application has started."""

    page: Show
    preview: Show


def connect(page: Show, preview: Show) -> None:
    """Fill the slot. Called once, by the application's `ready`."""
    Slot.page = page
    Slot.preview = preview


class ShownMixin:
    """Serves and previews by the desk's renderer, which is the edition's with other addresses."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The subject as the edition will hold it."""
        return Slot.page(self, request, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The same from what is being written, under a preview ribbon."""
        return Slot.preview(self, request)
