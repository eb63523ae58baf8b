"""Feeds stay well-formed whatever an editor has pasted."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from publishing.addresses import EditionAddresses
from publishing.feeds import feeds
from tests.publishing.edition_world import frame, page

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def made(title: str, summary: str) -> dict[str, bytes]:
    """Both feeds of a section with one page, by path."""
    items = page("/deeds/", "好事", type="section")
    items += page("/deeds/x/", title, section="deeds", summary=summary)
    resources = feeds(items, frame("KEY"), EditionAddresses("http://127.0.0.1:8000", {}))
    return {resource.path: resource.body for resource in resources if isinstance(resource.body, bytes)}


def entry(title: str, summary: str = "") -> Any:
    """The only entry of the Atom feed."""
    return ElementTree.fromstring(made(title, summary)["/feeds/deeds.atom"]).find("a:entry", ATOM)


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1b", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_does_not_stop_a_build(character: str) -> None:
    found = entry(f"凉亭{character}改名", f"一{character}句")
    assert found.findtext("a:title", namespaces=ATOM) == "凉亭改名"
    assert found.findtext("a:summary", namespaces=ATOM) == "一句"
    assert json.loads(made(f"凉亭{character}", "一句")["/feeds/deeds.json"])["items"][0]["url"].endswith(
        "/x/"
    )


def test_a_summary_is_plain_text_though_atom_calls_it_html() -> None:
    summary = entry("凉亭", "办结率 < 90 % & 下降").find("a:summary", ATOM)
    assert (summary.get("type"), summary.text) == ("html", "办结率 &lt; 90 % &amp; 下降")


def test_marks_in_a_title_are_text() -> None:
    title = entry("<b>凉亭</b> & 路灯 𠀀").find("a:title", ATOM)
    assert (title.text, len(title)) == ("<b>凉亭</b> & 路灯 𠀀", 0)
