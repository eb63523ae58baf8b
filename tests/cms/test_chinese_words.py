"""Chinese text as words: what is stored, what is asked for, and that the two always meet."""

import unicodedata
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string

from cms.chinese_search.asked import MOST_PARTS, with_words_only
from cms.chinese_search.expressions import tsquery
from cms.models import Area
from publishing.search.expression import fts5
from publishing.search.words import LONGEST_TEXT, index_words, phrase_term, query_terms

HAN = st.one_of(
    st.sampled_from("凉亭文政社区红色桦南县治理年天〇々"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
)
TITLE = st.text(st.one_of(HAN, st.sampled_from("，。、《》“”（）·—… 0123456789０９abXYＺ.-/")), max_size=30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("凉亭", "凉亭 亭"),
        ("文政社区", "文政 政社 社区 区"),
        ("2026年底", "2026 年底 底"),
        ("用时15天，完工", "用时 时 15 天 完工 工"),
        ("《红色》驿站", "红色 色 驿站 站"),
        ("２０２６年Ａ座", "2026 年 a 座"),
        ("15a_B.c", "15 a b c"),
        ("𠀀𠀁", "𠀀𠀁 𠀁"),
        ("，。 😀\x00", ""),
    ],
)
def test_words_of_a_text(text: str, words: str) -> None:
    assert index_words(text) == words


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("凉亭", '("凉亭")'),
        ("文政社区", '("文政 政社 社区")'),
        ("亭", '("亭" *)'),
        ("亭 社区", '("亭" * AND "社区")'),
        ("2026年", '("2026 年" *)'),
        ("15天完工", '("15 天完 完工")'),
        ("凉亭，文政", '("凉亭" AND "文政")'),
        ("2026-05 3.5米", '("2026 05" AND "3 5 米" *)'),
        ("good AND NEAR", '("good" AND "and" AND "near")'),
        ("15", '("15")'),
    ],
)
def test_terms_of_a_query(query: str, expression: str) -> None:
    assert fts5(query_terms(query)) == expression


def test_only_a_last_word_of_letters_or_digits_may_be_half_typed() -> None:
    assert fts5(query_terms("ab 20", unfinished=True)) == '("ab" AND "20" *)'
    assert fts5(query_terms("20 社区", unfinished=True)) == '("20" AND "社区")'


def test_the_same_in_postgres() -> None:
    """Several words in quotes are neighbours there too, and nothing in a word needs an escape."""
    assert tsquery(query_terms("文政社区 亭' & !:*\\")) == "('文政 政社 社区' & '亭':*)"
    assert tsquery(query_terms("凉亭 社区"), any_of_them=True, negated=True) == "!('凉亭' | '社区')"


@pytest.mark.parametrize("query", ["", "  ", "！？", '"*()', "😀", "\x00", "_"])
def test_nothing_to_find(query: str) -> None:
    assert query_terms(query) == () and phrase_term(query) is None


def test_a_query_and_a_text_have_an_end() -> None:
    """A pasted chapter costs no more than its first line; a record is never more than PostgreSQL takes."""
    (term,) = query_terms("凉" * 10_000)
    assert len(term.words) == 254
    assert len(index_words("凉亭" * LONGEST_TEXT).split()) == LONGEST_TEXT
    assert len(query_terms("\ufdfa " * 10_000)) < 255


def test_a_query_has_so_many_parts() -> None:
    """Each quoted part is an expression of its own in the database."""
    _, query = parse_query_string('"亭"' * 3_000, operator="and")
    assert repr(with_words_only(query)).count("Phrase") == MOST_PARTS


@pytest.fixture
def area(db: None) -> Area:
    """A record whose name the tests below change in the index alone."""
    return Area.objects.create(code="230822", name="桦南县", name_en="Huanan County", kind="county")


def found(area: Area, query: str) -> bool:
    """Whether both ways of asking find the record; they never differ for whole words."""
    backend = get_search_backend()
    whole, typing = (list(ask(query, Area)) for ask in (backend.search, backend.autocomplete))
    assert whole == typing
    return area in whole


def pairs(text: str) -> set[str]:
    """Every two neighbouring characters that a person would call Chinese."""
    plain = unicodedata.normalize("NFKC", text)
    return {a + b for a, b in pairwise(plain) if index_words(a + b) == f"{a}{b} {b}"}


many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(title=TITLE)
@example(title="文政社区“凉亭”２０２６年启用")
def test_every_part_of_a_title_finds_it(area: Area, title: str) -> None:
    """Any two neighbours, any single character, and the title itself, with its punctuation and without."""
    area.name = title
    get_search_backend().add(area)
    plain = unicodedata.normalize("NFKC", title)
    alone = {char for char in plain if index_words(char) == char and char >= "\u3005"}
    for query in pairs(title) | alone:
        assert found(area, query), query
    if index_words(title):
        assert found(area, title) and found(area, f'"{title}"')


@many
@given(title=TITLE, query=st.text(HAN, min_size=2, max_size=3))
def test_what_is_not_there_is_not_found(area: Area, title: str, query: str) -> None:
    area.name, area.code = title, ""
    get_search_backend().add(area)
    assert found(area, query) == (query in unicodedata.normalize("NFKC", title))


@many
@given(query=st.text(max_size=40))
@example(query="\" AND NEAR(a, 2) ^*:{}+-\\'")
@example(query="a" * 300)
def test_no_query_breaks_the_index(area: Area, query: str) -> None:
    """Whatever is typed, SQLite is asked something that it understands."""
    backend = get_search_backend()
    list(backend.search(query, Area))
    list(backend.autocomplete(query, Area))
    assert connection.is_usable()
