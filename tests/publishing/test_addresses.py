"""Addresses of static files: a build must not lie, and a reader must go on."""

import pytest

from publishing.addresses import EditionAddresses, ReaderAddresses

BASE = "https://www.example.org/zhili"
KNOWN = {"css/site.css": "/static/css/site.1a2b3c4d.css"}


def test_a_build_refuses_a_name_that_is_not_there() -> None:
    assert EditionAddresses(BASE, KNOWN).static("css/site.css") == "/zhili/static/css/site.1a2b3c4d.css"
    with pytest.raises(KeyError):
        EditionAddresses(BASE, KNOWN).static("js/new.js")


def test_a_reader_shows_an_edition_that_is_older_than_itself() -> None:
    """Its templates may name a script that the edition does not have yet; the page is read without it."""
    addresses = ReaderAddresses(BASE, KNOWN)
    assert addresses.static("css/site.css") == "/zhili/static/css/site.1a2b3c4d.css"
    assert addresses.static("js/new.js") == "/zhili/static/js/new.js"
