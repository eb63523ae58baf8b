"""The world that public pages are rendered in: the live content and the latest releases of a moment."""

from datetime import date

from django.utils import timezone
from wagtail.models import Page

from cms.public_content import PublicContent
from cms.rendering import Attachments, Pictures, Rendering
from publishing.addresses import Addresses
from publishing.contract import Catalogue


def public_content(
    home: Page | None, *, catalogue: Catalogue | None = None, as_of: date | None = None
) -> PublicContent:
    """The public records of this moment. `as_of` is today in Shanghai unless given."""
    return PublicContent(home, as_of or timezone.localdate(), catalogue)


def public_rendering(
    addresses: Addresses, pictures: Pictures, content: PublicContent, *, attachments: Attachments
) -> Rendering:
    """A rendering of that content."""
    return Rendering(addresses, pictures, attachments, content.home_path, content.as_of, content)
