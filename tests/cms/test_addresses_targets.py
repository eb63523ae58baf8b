"""Where staff send the readers of old addresses: to the end, in one hop, never in a circle."""

import pytest

from cms.models import PublicAddress
from tests.cms.address_world import GONE, START, Editions, add_page, make_site, page, rename, set_target
from tests.cms.desk_records import make_dataset


@pytest.fixture
def site(db: None) -> Editions:
    """See `make_site`."""
    return make_site()


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/news/", "/news/"),
        ("/data/", "/data/"),
        ("/data/governance-indicators/latest/schema.json", "/data/governance-indicators/latest/schema.json"),
        ("/feeds/deeds.atom", "/feeds/deeds.atom"),
        ("/sitemap.xml", "/sitemap.xml"),
        # Through another old address, to its page.
        ("/deeds/old/", "/deeds/new/"),
        # What is no address, or would change with the next edition.
        ("/nowhere/", "/deeds/b/"),
        ("/data/none/latest/schema.json", "/deeds/b/"),
        ("/feeds/none.atom", "/deeds/b/"),
        ("/static/site.css", "/deeds/b/"),
        ("/healthz", "/deeds/b/"),
        ("/deeds/a/", "/deeds/b/"),
        ("//example.org/", "/deeds/b/"),
    ],
)
def test_what_staff_choose_comes_first(site: Editions, target: str, answer: str) -> None:
    make_dataset()
    add_page(page("deeds"), "old")
    site.build()
    rename(page("old"), "new")
    rename(page("a"), "b")
    set_target("/deeds/a/", target)
    assert site.build().answer("/deeds/a/") == answer


def test_chains_of_choices_end_and_loops_lead_nowhere(site: Editions) -> None:
    for slug in ("x", "y", "z"):
        add_page(page("deeds"), slug)
    site.build()
    for slug in ("x", "y", "z"):
        page(slug).delete()
    for start, end in (("x", "/deeds/y/"), ("y", "/deeds/z/"), ("z", "/news/")):
        set_target(f"/deeds/{start}/", end)
    site.build()
    assert {site.answer(f"/deeds/{slug}/") for slug in "xyz"} == {"/news/"}
    set_target("/deeds/z/", "/deeds/x/")
    site.build()
    assert {site.answer(f"/deeds/{slug}/") for slug in "xyz"} == {GONE}
    # A loop that somebody's page is behind leads there.
    rename(page("a"), "b")
    site.build()
    set_target("/deeds/a/", "/deeds/x/")
    set_target("/deeds/z/", "/deeds/a/")
    site.build()
    assert {site.answer(f"/deeds/{slug}/") for slug in "axyz"} == {"/deeds/b/"}


def test_a_gone_dataset_takes_the_targets_below_it_along(site: Editions) -> None:
    dataset = make_dataset()
    page("a").unpublish()
    site.build()
    set_target("/deeds/a/", "/data/governance-indicators/latest/schema.json")
    assert "/data/" in site.build().answer("/deeds/a/")
    dataset.unpublish()
    assert site.build().answer("/deeds/a/") == GONE


def test_what_is_gone_itself_is_no_target(site: Editions) -> None:
    """Not even where it looks like a file of the site: the check of the edition would refuse it."""
    page("a").unpublish()
    PublicAddress.objects.create(path="/data/", kind="catalogue", key="all", gone_at=START)
    site.build()
    set_target("/deeds/a/", "/data/")
    assert site.build().answer("/deeds/a/") == GONE
