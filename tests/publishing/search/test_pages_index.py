"""What a question finds, in which order, and what is shown of it."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.search import pages_index
from publishing.search.excerpt import LENGTH
from publishing.search.kinds import KINDS, place_of, place_of_code
from publishing.search.question import MOST_PIECES, question, smaller_questions
from tests.publishing.search.page_world import Pages, found, hits

ODD = (
    "", " ", "\x00", "凉亭\x00", "'", '"', '"凉亭', "凉亭\"'", "AND", "OR NOT", "NEAR(凉亭, 2)", "凉亭*", "^凉亭",
    "title:凉亭", "{title}:凉亭", "(凉亭", ")", "凉亭 AND", "-凉亭", "+", "%", "_", "\\", "😀", "😀凉亭", "，。、",
    "\ud800", "凉亭\udfff", "凉" * 10_000, "a " * 5000, "1" * 10_000, "a1" * 5000, "½", "Ⅻ", "ﬁ", "\u200b", "İ", "ß",
)  # fmt: skip
TITLE = st.text(
    st.one_of(
        st.sampled_from("凉亭文政社区第12件2026年（）：“”·-A区b座QR"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    min_size=2,
    max_size=16,
)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    made = Pages(tmp_path)
    made.put("/deeds/pavilion/", "文政社区凉亭", "有了坐处", published="2026-03-01T09:00:00+08:00")
    made.put("/deeds/lamp/", "路灯", "就在凉亭边，凉亭边的凉亭", published="2026-05-01T09:00:00+08:00")
    made.put("/news/one/", "简讯", "凉亭边种了树", type="news", published="2026-06-01T09:00:00+08:00")
    made.put(
        "/deeds/", "好事实事", "凉亭 凉亭 凉亭 凉亭", type="section", published="2026-07-01T09:00:00+08:00"
    )
    return made


@pytest.mark.parametrize("ranked", [500, 0])
def test_titles_come_first_and_lists_last(pages: Pages, ranked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_index, "RANKED", ranked)
    order = found(pages.index(), "凉亭")
    assert order[0] == "/deeds/pavilion/" and order[-1] == "/deeds/"
    assert order[1] == ("/deeds/lamp/" if ranked else "/news/one/"), (
        "by words where there are few, else by date"
    )


@pytest.mark.parametrize("ranked", [500, 0])
def test_no_number_of_words_outweighs_a_title(
    pages: Pages, ranked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_index, "RANKED", ranked)
    pages.put("/deeds/often/", "别的", "凉亭，" * 200, published="2026-09-01T09:00:00+08:00")
    pages.put("/deeds/long/", "很长的题目里" * 20 + "有凉亭两个字", "说了很多别的，" * 400)
    assert set(found(pages.index(), "凉亭")[:2]) == {"/deeds/pavilion/", "/deeds/long/"}


def test_by_date_the_newest_is_first(pages: Pages) -> None:
    assert found(pages.index(), "凉亭", by_date=True) == [
        "/deeds/",
        "/news/one/",
        "/deeds/lamp/",
        "/deeds/pavilion/",
    ]


def test_one_kind_and_how_many_of_each(pages: Pages) -> None:
    index, asked = pages.index(), question("凉亭")
    assert asked is not None
    assert found(index, "凉亭", place_of("news")) == ["/news/one/"]
    counts = dict(zip((kind.code for kind in KINDS), index.find(asked).counts, strict=True))
    assert {code: count for code, count in counts.items() if count} == {"deed": 2, "news": 1, "page": 1}
    assert place_of_code("news") == place_of("news") and place_of_code("x") is None
    assert place_of("a type of tomorrow") == place_of_code("page")


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text)[:20])
def test_every_odd_query_has_an_answer(pages: Pages, text: str) -> None:
    index = pages.index()
    for path in found(index, text):
        assert path in pages.keys
    asked = question(text)
    if asked is not None:
        assert len(asked.pieces) <= MOST_PIECES
        for part in smaller_questions(asked):
            index.count(part)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=40))
def test_any_text_at_all_has_an_answer(pages: Pages, text: str) -> None:
    if not pages.index_path.exists():
        pages.index()
    found(pages_index.PagesIndex(pages.root), text)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TITLE, min_size=1, max_size=8))
def test_every_two_characters_of_a_title_find_its_page(tmp_path: Path, titles: list[str]) -> None:
    pages = Pages(tmp_path)
    for number, title in enumerate(titles):
        pages.put(f"/deeds/{number}/", title)
    index = pages.index()
    for number, title in enumerate(titles):
        for piece in map("".join, pairwise(title)):
            if any(unicodedata.normalize("NFKC", sign).isalnum() for sign in piece):
                assert f"/deeds/{number}/" in found(index, piece), (title, piece)


def test_small_signs_and_numbers(pages: Pages) -> None:
    pages.put("/news/two/", "２０２６年第12届 QR码")
    index = pages.index()
    for text in ("2026年", "２０２６", "26", "6年", "第12届", "qr", "QR码", "12", "2", "Q"):
        assert "/news/two/" in found(index, text), text
    for text in ("27", "3", "rq", "年2"):
        assert "/news/two/" not in found(index, text), text


def test_what_was_asked_for_is_marked(pages: Pages) -> None:
    pages.put("/deeds/long/", "长文", "先说别的。" * 60 + "后来修了凉亭，居民都说好。" + "再说别的。" * 60)
    (lamp, long) = (
        hit for hit in hits(pages.index(), "凉亭") if hit.path in {"/deeds/lamp/", "/deeds/long/"}
    )
    assert [part.text for part in lamp.excerpt if part.marked] == ["凉亭"] * 3
    text = "".join(part.text for part in long.excerpt)
    assert "后来修了凉亭，居民都说好。" in text and text.startswith("…") and text.endswith("…")
    assert len(text) <= LENGTH + 2
    (first,) = hits(pages.index(), "文政 坐处")
    assert [(part.text, part.marked) for part in first.title] == [("文政", True), ("社区凉亭", False)]


def test_text_is_never_markup(pages: Pages) -> None:
    pages.put(
        "/deeds/tag/", "尖括号", "&lt;script&gt;凉亭&lt;/script&gt; <b>凉</b>亭<svg><text>图里</text></svg>"
    )
    (hit,) = hits(pages.index(), "script")
    assert "".join(part.text for part in hit.excerpt) == "<script>凉亭</script> 凉亭"
    assert found(pages.index(), "图里") == []


def test_a_page_whose_file_is_lost_is_still_listed(pages: Pages) -> None:
    index = pages.index()
    (pages.root / "deeds/lamp/index.html").unlink()
    (hit,) = hits(index, "路灯")
    assert hit.path == "/deeds/lamp/"


def test_parts_of_a_question_that_found_nothing(pages: Pages) -> None:
    def parts(text: str) -> list[str]:
        asked = question(text)
        return [" ".join(part.pieces) for part in smaller_questions(asked)] if asked else []

    assert parts("凉亭 没有的") == ["凉亭", "没有的"]
    assert parts("凉亭建设") == ["凉亭", "建设"]
    assert parts("凉亭") == [] == parts("2026")
