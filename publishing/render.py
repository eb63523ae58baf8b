"""The one way from a view to HTML, shared by the build, the desk's preview and the reader."""

from django.template.loader import render_to_string

from publishing.addresses import Addresses
from publishing.contract import Frame
from publishing.page_view import PageView


def render_page(view: PageView, frame: Frame, addresses: Addresses) -> str:
    """The whole HTML document for a view. Reads nothing but its arguments and the template files."""
    return render_to_string(view.template, {"view": view, "frame": frame, "addresses": addresses})
