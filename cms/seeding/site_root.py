"""Wagtail's root and site: our home page in the place of Wagtail's welcome page."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, PageLogEntry, Site

from cms.models import HomePage


def tree_root() -> Page:
    """The root of the page tree, without Wagtail's welcome page."""
    root = Page.get_first_root_node()
    # Of the bare type that no editor can make: it came with Wagtail's migrations.
    for welcome in [page for page in root.get_children() if page.specific_class is Page]:
        # A site goes with its root page, so let it hold on to the root meanwhile.
        Site.objects.filter(root_page=welcome).update(root_page=root)
        key = welcome.pk
        welcome.delete()
        # Nobody at the desk did this, and its title is English.
        PageLogEntry.objects.filter(page=key).delete()
    return Page.objects.get(pk=root.pk)


def point_site_at(home: HomePage) -> None:
    """Make the home page's site the default one, at the host and port of BASE_URL. A site that has it is left alone."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    address = urlsplit(settings.BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.IDENTITY["site_name"]
    site.root_page = home
    site.full_clean()
    site.save()
