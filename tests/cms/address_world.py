"""Editions as far as addresses go: what is public now, the routes of the next edition, and what each path answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.addresses import PublicSubject, current_routes, remember_addresses
from cms.models import (
    Area,
    Dataset,
    HomePage,
    Indicator,
    Organisation,
    PlainPage,
    PublicAddress,
    SectionPage,
)
from cms.rendering import public_path
from cms.seeding.first_publication import publish_page
from publishing.contract import Route
from publishing.edition.check import check_resources
from publishing.resource import Resource
from tests.cms.desk_records import make_home

START = datetime(2026, 11, 23, 9, tzinfo=timezone.get_fixed_timezone(480))
YEAR = "2026"
GONE = "gone: 这个页面从 2026 年 11 月 23 日起不再公开。"


def subjects_now() -> Iterator[PublicSubject]:
    """What an edition of this moment would hold: pages, an archive of each section with pages, entries, datasets."""
    home = HomePage.objects.get()
    for page in Page.objects.live().public().descendant_of(home, inclusive=True).specific():
        path = public_path(page.url_path, home.url_path)
        yield PublicSubject(path, page.public_type, str(page.pk), page.title)
        if isinstance(page, SectionPage) and page.get_children().live().public().exists():
            yield PublicSubject(f"{path}{YEAR}/", "list", str(page.pk), f"{page.title}：{YEAR} 年")
    for model in (Organisation, Area, Indicator, Dataset):
        for record in model._default_manager.filter(live=True):
            yield PublicSubject(record.public_path(), record.public_type, record.code, str(record))


@dataclass
class Editions:
    """Builds one after the other, an hour apart; remembers every path that was ever public."""

    number: int = 0
    subjects: tuple[PublicSubject, ...] = ()
    routes: dict[str, Route] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)

    @property
    def at(self) -> datetime:
        """When the present edition was published."""
        return START + timedelta(hours=self.number)

    @property
    def paths(self) -> set[str]:
        """What has content."""
        return {subject.path for subject in self.subjects}

    def build(self) -> "Editions":
        """The next edition, by the rules of a real one."""
        self.number += 1
        self.subjects = tuple(subjects_now())
        routes = current_routes(self.subjects, self.at)
        resources = [Resource(path, b"", "text/html; charset=utf-8") for path in sorted(self.paths)]
        check_resources(resources, routes)
        assert [route.path for route in routes] == sorted(route.path for route in routes)
        self.routes = {route.path: route for route in routes}
        remember_addresses(self.subjects, self.number, self.at)
        self.ever |= self.paths
        return self

    def answer(self, path: str) -> str:
        """What readers get: `content`, the path that they are sent to, `gone: ` with the reason, or `unknown`."""
        if path in self.paths:
            return "content"
        route = self.routes.get(path)
        if route is None:
            return "unknown"
        return route.target or f"gone: {route.reason}"


def add_page(parent: Page, slug: str, **facts: Any) -> PlainPage:
    """A public page of text."""
    page = PlainPage(**({"title": slug, "slug": slug} | facts))
    publish_page(page, parent)
    return PlainPage.objects.get(pk=page.pk)


def add_section(slug: str) -> SectionPage:
    """A public section below the home page."""
    page = SectionPage(title=slug, slug=slug)
    publish_page(page, HomePage.objects.get())
    return SectionPage.objects.get(pk=page.pk)


def rename(page: Page, slug: str) -> None:
    """Give a page another address, as publishing it does."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    fresh.slug = slug
    fresh.save_revision().publish()


def move(page: Page, parent: Page) -> None:
    """Move a page, as the desk does."""
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")


def make_site() -> Editions:
    """A home page and two sections, one of them with a page, in the first edition."""
    make_home().save_revision().publish()
    add_page(add_section("deeds"), "a")
    add_section("news")
    return Editions().build()


def page(slug: str) -> Page:
    """The page of that slug."""
    return Page.objects.get(slug=slug).specific


def row(path: str) -> PublicAddress:
    """What is remembered of an address."""
    return PublicAddress.objects.get(path=path)


def set_target(path: str, target: str) -> None:
    """What staff choose."""
    PublicAddress.objects.filter(path=path).update(target=target)
