"""The frame: what every public page carries."""

from django.conf import settings
from wagtail.models import Page, Site

from cms.emblem import EmblemPath
from cms.models import Identity
from cms.rendering import public_path
from publishing.contract import Frame, Link


def home_page() -> Page | None:
    """The home page of the default site, or None before the seed."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or site.root_page.depth < 2:
        return None
    return site.root_page


def menu(home: Page) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Links of the masthead and of the footer: live public children of home; empty sections are left out."""
    masthead: list[Link] = []
    footer: list[Link] = []
    for child in home.get_children().live().public().specific():
        if not child.has_content():
            continue
        link = Link(child.title, public_path(child.url_path, home.url_path))
        (masthead if child.show_in_menus else footer).append(link)
    return tuple(masthead), tuple(footer)


def current_identity() -> Identity:
    """站点信息 as staff stored it; what the deployment's settings say until they do."""
    return Identity.objects.select_related("emblem", "conac_mark").order_by("pk").first() or Identity()


def current_frame(public_key: str, home: Page | None, emblem_path: EmblemPath) -> Frame:
    """The frame of this moment: identity from the desk, licence from the settings, menus from the tree.

    Raises OSError when the emblem's upload cannot be read.
    """
    home = home or home_page()
    masthead, footer = menu(home) if home else ((), ())
    identity = current_identity()
    return Frame(
        site_name=identity.site_name,
        organ=identity.organ,
        strapline=identity.strapline,
        base_url=settings.BASE_URL,
        navigation=(*masthead, Link("开放数据", "/data/")),
        footer=footer,
        contact=identity.contact,
        licence_title=settings.IDENTITY["licence_title"],
        licence_url=settings.IDENTITY["licence_url"],
        public_key=public_key,
        trial=settings.REVIEWS == 0,
        accent=identity.accent,
        emblem=emblem_path(identity.emblem) if identity.emblem else "",
        icp_number=identity.icp_number,
        police_number=identity.police_number,
        site_code=identity.site_code,
        footer_note=identity.footer_note,
        undertaker=identity.undertaker,
        address=identity.address,
        conac_url=identity.conac_url,
        conac_mark=emblem_path(identity.conac_mark) if identity.conac_mark else "",
    )
