"""What is taken for a trace of a withdrawn thing, and what only looks like one."""

import pytest

from publishing.edition.traces import Traces
from publishing.edition.withdraw import withdraw_releases
from tests.publishing.withdrawal_world import (
    CANARY,
    LATER,
    PATH,
    REASON,
    Withdrawals,
    deed_row,
)


def test_an_index_is_searched_row_by_row(site: Withdrawals) -> None:
    """A long text lies in several pages of an SQLite file, so its bytes are not in one piece."""
    word = "长" * 3000 + CANARY
    site.release([deed_row("pavilion", f"{word}和别的")], day=4)
    site.build()
    index = site.folder.edition(4) / ".edition/index/deeds/2026-11-27.sqlite3"
    assert word.encode() not in index.read_bytes()
    assert Traces((), [word]).in_file(index)
    site.release([deed_row("pavilion", "凉亭")], day=5, kind="withdrawal")
    withdraw_releases(site.folder, site.signer, paths=[], words=[word], reason=REASON, at=LATER)
    site.build()
    site.withdraw(paths=[], words=[word])
    assert not index.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('<a href="/deeds/xiaoman/">', True),
        ("<a href=/deeds/xiaoman/>", True),
        ("https://example.org/zhili/deeds/xiaoman/", True),
        ('<a href="/zhili/deeds/xiaoman/#top">', True),
        (r'{"url":"https:\/\/example.org\/zhili\/deeds\/xiaoman\/"}', True),
        (r'{"text":"见\n/deeds/xiaoman/"}', True),
        ("/report/?page=%2Fdeeds%2Fxiaoman%2F", True),
        ("/deeds/xiaoman/index.json", True),
        ("见 /deeds/xiaoman。", True),
        ("go to /deeds/xiaoman.", True),
        ("/DEEDS/XIAOMAN/", True),
        ('<a href="/deeds/xiaoman-b/">', False),
        ('<a href="/deeds/xiaoman/photos/">', False),
        ('<a href="/deeds/xiaoman.html">', False),
        ('<a href="/more/deeds/xiaoman/">', False),
        ("https://elsewhere.org/deeds/xiaoman/", False),
        (r'{"url":"\/deeds\/xiaoman-b\/"}', False),
        ("/report/?page=%2Fdeeds%2Fxiaoman-b%2F", False),
    ],
)
def test_what_names_an_address(text: str, named: bool) -> None:
    assert Traces([PATH], [], ["https://example.org/zhili"]).in_bytes(text.encode()) is named


@pytest.mark.parametrize(
    "text",
    ["a佟小满b", r"\u4f5f\u5c0f\u6ee1", r"\u4F5F\u5C0F\u6EE1", "&#20319;&#23567;&#28385;", "&#x4F5F;&#x5c0f;&#x6ee1;",
     "%E4%BD%9F%E5%B0%8F%E6%BB%A1"],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(text: str) -> None:
    assert Traces([], [CANARY]).in_bytes(text.encode())
    assert not Traces([], [CANARY]).in_bytes("佟小 满".encode())
