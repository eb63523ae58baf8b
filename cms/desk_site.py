"""The public site as the desk shows it: from live content, at the public paths, before any edition."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from cms.dataset_preview import dataset_page
from cms.identity import current_frame, home_page
from cms.models import Dataset
from cms.pictures import DeskPictures
from cms.public_site import public_rendering
from cms.signing import public_key
from publishing.render import render_page

if TYPE_CHECKING:
    from publishing.page_view import PageView

BODY_END = "</body>"


class DeskAddresses:
    """Addresses at the desk: public paths without a prefix, static files without a hash."""

    def page(self, path: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return path

    def absolute(self, path: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return str(settings.BASE_URL) + path

    def static(self, name: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return static(name)


def desk_html(subject: Any, request: HttpRequest) -> HttpResponse:
    """A page or snippet as the edition will hold it."""
    return HttpResponse(_render(subject))


def desk_preview(subject: Any, request: HttpRequest) -> HttpResponse:
    """The same under a ribbon that says it is a preview. The body in between is the edition's."""
    ribbon = render_to_string("desk/preview_ribbon.html", {"subject": subject})
    html = _render(subject)
    before, end, after = html.rpartition(BODY_END)
    return HttpResponse(before + ribbon + end + after)


def _render(subject: Any) -> str:
    home = home_page()
    frame = current_frame(public_key(), home)
    addresses = DeskAddresses()
    rendering = public_rendering(addresses, DeskPictures(), home)
    if isinstance(subject, Dataset):
        return render_page(dataset_page(subject, rendering, frame), frame, addresses)
    view: PageView = subject.view(rendering)
    return render_page(view, frame, addresses)
