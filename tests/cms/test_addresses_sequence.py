"""Whatever is renamed, moved, unpublished, published and deleted, in whatever order: no address ends in silence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from cms.models import HomePage, PlainPage, PublicAddress, SectionPage
from cms.slugs import reserved_slugs
from tests.cms.address_world import Editions, add_page, add_section, move, rename
from tests.cms.desk_records import make_home

SLUGS = ("a", "b", "c")

numbers = st.integers(0, 5)
STEPS = st.tuples(
    st.sampled_from(
        [
            "rename",
            "move",
            "unpublish",
            "publish",
            "delete",
            "new",
            "draft",
            "restrict",
            "open",
            "target",
            "build",
        ]
    ),
    numbers,
    numbers,
)


class Desk:
    """A random member of staff: every act is one that the desk allows."""

    def __init__(self) -> None:
        """Three pages in two sections."""
        make_home().save_revision().publish()
        for slug in ("s", "t"):
            add_section(slug)
        for slug in SLUGS:
            add_page(SectionPage.objects.get(slug="s"), slug)
        self.drafts = 0

    def do(self, act: str, first: int, second: int) -> None:
        """One act on the page of that number, where there is one."""
        pages = list(Page.objects.type(PlainPage, SectionPage).order_by("pk"))
        if pages or act == "new":
            doing: Callable[[Page, int], None] = getattr(self, act)
            doing(pages[first % len(pages)] if pages else HomePage.objects.get(), second)

    def rename(self, page: Page, number: int) -> None:
        """Another slug, where no sibling has it."""
        slug = (*SLUGS, "d", "e", "f")[number]
        if page.live and not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            rename(page, slug)

    def move(self, page: Page, number: int) -> None:
        """Below another section or page, where it may stand."""
        places = list(Page.objects.type(HomePage, PlainPage, SectionPage).order_by("pk"))
        place = places[number % len(places)]
        taken = place.get_children().filter(slug=page.slug).exclude(pk=page.pk).exists()
        inside = place.pk == page.pk or place.is_descendant_of(page)
        if page.specific.can_move_to(place.specific) and not inside and not taken:
            move(page, place)

    def unpublish(self, page: Page, number: int) -> None:
        """With everything below it, sometimes."""
        below = list(page.get_descendants().specific()) if number % 2 else []
        for one in (page.specific, *below):
            one.unpublish()

    def publish(self, page: Page, number: int) -> None:
        """Its newest draft."""
        revision = page.specific.get_latest_revision()
        draft = revision.as_object()
        siblings = page.get_siblings(inclusive=False)
        if not siblings.filter(slug=draft.slug).exists():
            revision.publish()

    def delete(self, page: Page, number: int) -> None:
        """With everything below it."""
        page.specific.delete()

    def new(self, page: Page, number: int) -> None:
        """A page below, maybe at an address that somebody had."""
        slug = (*SLUGS, "d", "e", "f")[number]
        if not page.get_children().filter(slug=slug).exists():
            parent = page if isinstance(page.specific, SectionPage | PlainPage) else HomePage.objects.get()
            if not parent.get_children().filter(slug=slug).exists():
                add_page(Page.objects.get(pk=parent.pk), slug)

    def draft(self, page: Page, number: int) -> None:
        """A slug that nobody has published yet."""
        self.drafts += 1
        draft = page.specific
        draft.slug = f"secret-{self.drafts}"
        draft.save_revision()

    def restrict(self, page: Page, number: int) -> None:
        """To those who are logged in."""
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    def open(self, page: Page, number: int) -> None:
        """Again to everybody."""
        PageViewRestriction.objects.filter(page=page).delete()

    def target(self, page: Page, number: int) -> None:
        """Any old address leads to any other, however foolish that is."""
        paths = list(PublicAddress.objects.order_by("path").values_list("path", flat=True))
        if paths:
            source, target = paths[page.pk % len(paths)], paths[number % len(paths)]
            PublicAddress.objects.filter(path=source).exclude(gone_at=None).update(target=target)

    def build(self, page: Page, number: int) -> None:
        """See the test."""


@contextmanager
def thrown_away() -> Iterator[None]:
    """What an example stores is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def check(site: Editions) -> None:
    """Every path that was ever public has content, leads to content in one hop, or is gone with a reason.

    What is remembered is exactly those paths: no slug of a draft is among them.
    """
    for path in site.ever:
        answer = site.answer(path)
        assert answer == "content" or answer in site.paths or answer.startswith("gone: 这个"), (path, answer)
    assert set(site.routes) == site.ever - site.paths
    known = dict(PublicAddress.objects.values_list("path", "gone_at"))
    assert known.keys() == site.ever
    assert {path for path, gone_at in known.items() if gone_at is None} == site.paths


@pytest.mark.usefixtures("db")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=5, max_size=25))
@example([("rename", 2, 3), ("build", 0, 0), ("new", 0, 0), ("build", 0, 0), ("delete", 5, 0)])
@example([("build", 0, 0), ("rename", 0, 4), ("draft", 2, 0), ("build", 0, 0), ("publish", 2, 0)])
def test_no_address_ends_in_silence(steps: list[tuple[str, int, int]]) -> None:
    assert not set(SLUGS) & reserved_slugs()
    with thrown_away():
        desk, site = Desk(), Editions()
        for act, first, second in steps:
            desk.do(act, first, second)
            if act == "build":
                check(site.build())
        check(site.build())
