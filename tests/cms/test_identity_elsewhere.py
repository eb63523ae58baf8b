"""Another county: everything around the content changes at the desk, without code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cms.models import HomePage, Identity
from tests.cms.conftest import publish_page
from tests.cms.test_identity import VALUES, picture

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

NATIVE = ("桦南", "桦", "huanan", "Huanan")


def test_no_word_of_this_county_is_left_around_the_content(edition: Callable[[], Path]) -> None:
    """Masthead, footer, seal, title, icon and the meta tags of the site; content is not meant."""
    Identity.objects.create(**VALUES, emblem=picture(), conac_mark=picture((120, 120)))
    home = HomePage.objects.get()
    home.title = VALUES["site_name"]
    publish_page(home)
    folder = edition()
    pages = {path: BeautifulSoup(path.read_text(), "html.parser") for path in sorted(folder.rglob("*.html"))}
    assert len(pages) > 20
    for path, soup in pages.items():
        title = soup.select("title")[0].text
        assert title.endswith(VALUES["site_name"]), (path, title)
        around = [*soup.select("body > header, body > footer, main > .wrap > .seal")]
        around += soup.select("meta[name=SiteName], meta[property='og:site_name'], link[rel=icon]")
        assert len(around) >= 4, path
        for part in around:
            assert not [word for word in NATIVE if word in str(part)], (path, part)
        colours = soup.select("html")[0]["data-accent"], soup.select("meta[name=theme-color]")[0]["content"]
        assert colours == ("water", "#174963"), path
        footer = soup.select("body > footer")[0]
        for name in ("organ", "contact", "undertaker", "address", "icp_number", "police_number", "site_code"):
            assert VALUES[name] in footer.text, (path, name)
        mark = footer.select(".site-mark a")[0]
        assert mark["href"] == VALUES["conac_url"]
        for image in [*mark.select("img"), *soup.select("header img")]:
            assert (folder / str(image["src"]).lstrip("/")).is_file(), image
