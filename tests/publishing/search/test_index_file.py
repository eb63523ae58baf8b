"""The index of an edition's pages: what was changed step by step says the same as what is made anew."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.edition.traces import Traces
from publishing.search.index_file import StaleIndex, dump, known_pages, same_pages, update_index
from tests.publishing.search.page_world import Pages, found

NAMES = ("pavilion", "lamp", "bench", "road")
TEXTS = st.text(st.sampled_from("凉亭路灯长椅道2026年ab，。"), max_size=20)
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.none() | st.tuples(TEXTS, TEXTS)), max_size=6)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    made = Pages(tmp_path)
    made.put("/deeds/pavilion/", "文政社区凉亭", "佟小满常来坐坐", summary="乘凉", source="县报")
    made.put("/deeds/lamp/", "路灯", "照亮回家的路")
    return made


def rows(pages: Pages) -> list[tuple[object, ...]]:
    return list(dump(pages.index_path))


def test_pages_are_found_by_what_they_say(pages: Pages) -> None:
    index = pages.index()
    for words in ("文政", "凉亭", "小满", "乘凉", "县报", "社区 凉亭"):
        assert found(index, words) == ["/deeds/pavilion/"], words
    for words in ("页眉", "页脚", "政凉", "x"):
        assert found(index, words) == [], words


def test_a_changed_page_is_found_by_its_new_words_alone(pages: Pages) -> None:
    pages.index()
    pages.put("/deeds/pavilion/", "文政社区长廊", "大家都来坐坐")
    index = pages.update()
    assert found(index, "长廊") == ["/deeds/pavilion/"]
    assert found(index, "凉亭") == found(index, "小满") == []


def test_what_did_not_change_is_not_read(pages: Pages) -> None:
    pages.index()
    same = {pages.keys["/deeds/pavilion/"].page, pages.keys["/deeds/pavilion/"].twin}
    pages.put("/deeds/lamp/", "太阳能路灯")
    pages.update()
    assert not same & set(pages.read)
    assert len(set(pages.read)) == 4, "the page as it was and as it is, each with its twin"


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS, STEPS)
def test_step_by_step_is_the_same_as_anew(
    tmp_path: Path,
    before: list[tuple[str, tuple[str, str] | None]],
    after: list[tuple[str, tuple[str, str] | None]],
) -> None:
    shutil.rmtree(tmp_path / "site", ignore_errors=True)
    pages = Pages(tmp_path / "site")
    change(pages, before)
    pages.index()
    for step in after:
        change(pages, [step])
        pages.update()
    stepwise = rows(pages)
    kept = pages.index_path.rename(tmp_path / "kept.sqlite3")
    pages.index()
    assert stepwise == rows(pages)
    assert same_pages(kept, pages.index_path)
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)")


def change(pages: Pages, steps: list[tuple[str, tuple[str, str] | None]]) -> None:
    """Puts pages, or takes them away."""
    for name, texts in steps:
        if texts is None:
            pages.keys.pop(f"/deeds/{name}/", None)
        else:
            pages.put(f"/deeds/{name}/", *texts)


def test_nothing_of_a_page_that_went_is_left_in_any_byte(pages: Pages) -> None:
    pages.put("/deeds/other/", "别的", "qzxjkw 魑魅魍魉")
    pages.index()
    assert remains(pages.index_path) == {"小满", "魅魍", "qzxjkw", "other"}
    del pages.keys["/deeds/other/"]
    pages.put("/deeds/pavilion/", "文政社区凉亭", "改过了")
    pages.update()
    assert remains(pages.index_path) == set()


def remains(path: Path) -> set[str]:
    """Which of the words that must go are in a file: in its vocabulary, in its tables, or in its bytes."""
    data, words = path.read_bytes(), {str(row[0]) for row in dump(path) if len(row) == 2}
    asked = ("小满", "魅魍", "qzxjkw", "other")
    return {word for word in asked if word in words or word.encode() in data}


def test_a_withdrawn_word_is_found_though_no_text_is_kept(pages: Pages) -> None:
    pages.index()
    assert "佟小满".encode() not in pages.index_path.read_bytes()
    for word, there in (
        ("佟小满", True),
        ("小满", True),
        ("满小", False),
        ("佟大满", False),
        ("，。", False),
    ):
        assert Traces([], [word]).in_file(pages.index_path) is there, word
    assert Traces(["/deeds/lamp/"], []).in_file(pages.index_path)


@pytest.mark.parametrize("fault", ["cut", "not SQLite", "other rules", "empty"])
def test_what_is_no_index_is_refused(pages: Pages, fault: str) -> None:
    pages.index()
    path = pages.index_path
    data = path.read_bytes()
    if fault == "other rules":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE made SET rules = 'others'")
    else:
        path.write_bytes({"cut": data[: len(data) // 3], "not SQLite": b"x" * 9000, "empty": b""}[fault])
    pages.put("/deeds/lamp/", "灯")
    with pytest.raises(StaleIndex):
        update_index(path.with_name("next.sqlite3"), path.read_bytes(), pages.keys, pages.bodies.__getitem__)
    if fault != "cut":
        with pytest.raises(StaleIndex):
            known_pages(path)
    assert not list(path.parent.glob("*.draft")), "what was begun is cleared away"


def test_no_text_is_kept_beside_the_words(pages: Pages) -> None:
    pages.index()
    with closing(sqlite3.connect(pages.index_path)) as connection:
        assert connection.execute("SELECT body FROM words LIMIT 1").fetchone() == (None,)
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert not any(re.search("content$", name) for name in tables)
