"""Every public template: structure, addresses, policy, and the promise that a number leads to its evidence."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from publishing.page_view import PageView
from publishing.release_content import SHANGHAI
from tests.publishing.data_page_samples import VIEWS
from tests.publishing.page_reading import PREFIX, html, one, page

every_page = pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")


@every_page
def test_structure(view: PageView) -> None:
    """One h1, three landmarks, a skip link that leads somewhere, headings without a gap."""
    soup = page(view)
    assert one(soup, "html")["lang"] == "zh-CN"
    for selector in ("h1", "body > header", "body > main", "body > footer", "header", "main", "footer"):
        one(soup, selector)
    skip = one(soup, "a.skip")
    assert soup.select(str(skip["href"])) == soup.select("main")
    levels = [int(heading.name[1]) for heading in soup.select("main h1, main h2, main h3, main h4")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(set(ids)) == len(ids), "an id stands twice"
    for tag in soup.select("[aria-labelledby], [aria-describedby]"):
        assert (tag.get("aria-labelledby") or tag.get("aria-describedby")) in ids


@every_page
def test_policy(view: PageView) -> None:
    """Nothing inline and nothing from another host: the policy of the reader allows neither."""
    soup = page(view)
    assert not soup.select("style, [style], iframe, object, embed, base")
    for script in soup.select("script:not([type='application/ld+json'])"):
        assert script.get("src") and not script.text.strip()
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag
    loaded = soup.select("script[src], img[src], link[rel~=stylesheet], link[rel~=icon]")
    for tag in loaded:
        address = str(tag.get("src") or tag.get("href"))
        assert address.startswith(f"{PREFIX}/"), address
    for link in soup.select("a[href]"):
        assert urlsplit(str(link["href"])).scheme in {"", "https"}


@every_page
def test_no_empty_words(view: PageView) -> None:
    """No attribute without a value but those that need none, no heading, link or list entry without words."""
    soup = page(view)
    bare = {"alt", "defer", "hidden", "reversed"}
    for tag in soup.find_all(True):
        empty = {name for name, value in tag.attrs.items() if not (value or bare & {name})}
        assert not empty, (tag.name, empty)
    for tag in soup.select("h1, h2, h3, a, li, dt, dd, p:not(.print-address), caption, summary, label, time"):
        assert tag.text.strip(), tag
    assert not re.search(r"[，、（]\s*[。）、]|：\s*$", one(soup, "main").text, re.MULTILINE)


@every_page
def test_links_carry_the_prefix(view: PageView) -> None:
    """Root-relative links carry the prefix of BASE_URL; only the licence and the original of a reprint leave."""
    for link in page(view).select("a[href]:not([rel~=license], .outside)"):
        assert re.match(rf"{PREFIX}/|#|\?elder=[01]$", str(link["href"])), link


@every_page
def test_weight_and_words(view: PageView) -> None:
    """Under 150 kB, pictures described and sized, tables with scopes inside a focusable region."""
    text = html(view)
    assert len(text.encode()) < 150_000
    assert "None" not in text and "{{" not in text and "{%" not in text
    soup = BeautifulSoup(text, "html.parser")
    for image in soup.select("img"):
        assert image.has_attr("alt") and image["width"] and image["height"]
    for table in soup.select("table"):
        region = table.find_parent(attrs={"role": "region"})
        assert region is not None and region["tabindex"] == "0" and region["aria-label"]
        assert table.find("caption") and table.select("th[scope=col]") and table.select("th[scope=row]")


@every_page
def test_numbers_lead_to_their_evidence(view: PageView) -> None:
    """One click from any number to its evidence; at the evidence itself, none."""
    soup = page(view)
    for data in soup.select("main data"):
        if data.find_parent(class_="hero"):
            assert soup.select_one("#evidence-title")
            continue
        place = data.find_parent(class_="number")
        assert place is not None
        link = one(place, ".number-foot a")
        assert str(link["href"]).startswith(f"{PREFIX}/id/obs/")
        assert link.text.startswith("查看依据：")


@every_page
def test_seal(view: PageView) -> None:
    """Every page ends with the seal, its own time, and how to verify; the edition's number is not in it."""
    seal = one(page(view), "main .seal")
    assert one(seal, "a[href]")["href"] == f"{PREFIX}/about/#verify"
    place = one(seal, "[data-edition]")
    assert place["data-edition"] == f"{PREFIX}/edition.json" and place.has_attr("hidden") and not place.text
    times = [time["datetime"] for time in seal.select("time")]
    moments = [moment for moment in (view.published, view.modified) if moment]
    # HTML allows at most three digits of a second's fraction: whole seconds.
    assert times == [moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S%z") for moment in moments]
