"""The public site as the desk shows it: from live content, at the public paths, before any edition."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from cms.attachments import DeskAttachments
from cms.dataset_preview import dataset_page
from cms.emblem import desk_emblem
from cms.identity import current_frame, home_page
from cms.models import Dataset
from cms.page_jobs import SITE_MAP
from cms.pictures import DeskPictures
from cms.public_records import public_records
from cms.public_site import public_content, public_rendering
from cms.signing import public_key
from cms.views.register_list import register_list_view
from cms.views.site_map import site_map_view
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


def desk_html(subject: Any, request: HttpRequest, **which: Any) -> HttpResponse:
    """A page, a snippet, or (for a class) the list of its records, as the edition will hold it.

    `which` names a list of a section. Raises Http404 for a list without records.
    """
    return HttpResponse(_render(subject, **which))


def desk_preview(subject: Any, request: HttpRequest) -> HttpResponse:
    """The same under a ribbon that says it is a preview. The body in between is the edition's."""
    ribbon = render_to_string("desk/preview_ribbon.html", {"subject": subject})
    html = _render(subject)
    before, end, after = html.rpartition(BODY_END)
    return HttpResponse(before + ribbon + end + after)


def _render(subject: Any, **which: Any) -> str:
    home = home_page()
    frame = current_frame(public_key(), home, desk_emblem)
    addresses = DeskAddresses()
    content = public_content(home)
    rendering = public_rendering(addresses, DeskPictures(), content, attachments=DeskAttachments())
    if isinstance(subject, type):
        records = public_records(subject)
        if not records:
            raise Http404
        return render_page(register_list_view(records, rendering), frame, addresses)
    if subject == SITE_MAP:
        if not content.home_is_public:
            raise Http404
        return render_page(site_map_view(rendering), frame, addresses)
    if isinstance(subject, Dataset):
        return render_page(dataset_page(subject, rendering, frame), frame, addresses)
    view: PageView = subject.list_view(rendering, **which) if which else subject.view(rendering)
    return render_page(view, frame, addresses)
