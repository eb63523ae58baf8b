"""Rows G: links that lead somewhere, and a search that finds."""

from urllib.parse import quote, urldefrag, urlsplit

import pytest

from publishing.outbound import leaves
from tests.norms.inspected import BASE_URL, HOST, IDENTITY, PREFIX, Inspected

ODD = ["<script>alert(1)</script>", "", "长" * 200, "'\";--", "\0", "AND OR NOT *"]


def test_g01_no_link_is_dead(site: Inspected) -> None:
    targets: dict[str, str] = {}
    for page in site.every():
        for tag in page.soup.select("[href], [src]"):
            address = urldefrag(str(tag.get("href") or tag.get("src")))[0].removeprefix(f"https://{HOST}")
            if address.startswith(PREFIX):
                targets.setdefault(address, page.path)
    assert len(targets) > 300
    for address, source in targets.items():
        assert site.get(address.removeprefix(PREFIX)).status == 200, (source, address)


def test_g02_links_that_lead_away_are_marked(site: Inspected) -> None:
    seen = 0
    for page in site.sample():
        for tag in page.soup.select("a[href^=http]"):
            address = str(tag["href"])
            if urlsplit(address).hostname == HOST or IDENTITY["conac_url"] == address:
                continue
            if leaves(address, BASE_URL):
                seen += 1
                assert "outside" in (tag.get("class") or []) and "noopener" in (tag.get("rel") or []), address
    assert seen


@pytest.mark.parametrize("words", ["共建", "党建", "凉亭", "文政社区凉亭", "15 天", "木工"])
def test_g04_search_finds_titles_and_bodies(site: Inspected, words: str) -> None:
    reply = site.get(f"/search/?q={quote(words)}")
    assert reply.status == 200
    page = site.asked(f"/search/?q={quote(words)}", "search")
    results = [str(tag["href"]) for tag in page.soup.select(f'main a[href^="{PREFIX}/"]')]
    assert results, words
    if "凉亭" in words or words in {"15 天", "木工"}:
        assert any(address.startswith(f"{PREFIX}/deeds/wenzheng-pavilion/") for address in results), words


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_g05_every_odd_question_gets_an_answer(site: Inspected, odd: str) -> None:
    reply = site.get(f"/search/?q={quote(odd)}")
    assert reply.status == 200
    assert "<script>alert" not in reply.text
    assert "set-cookie" not in reply.headers
