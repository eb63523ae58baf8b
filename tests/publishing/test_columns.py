"""栏目: what a section says of itself in the head of its pages."""

import pytest

from publishing import columns
from publishing.columns import LONGEST, SHORTEST, section_column, words_of
from publishing.page_view import Column

BUILT_IN = [value for value in vars(columns).values() if isinstance(value, Column)]


def test_built_in_columns_are_whole() -> None:
    assert len(BUILT_IN) >= 7
    for column in BUILT_IN:
        assert SHORTEST <= len(column.description) <= LONGEST and column.description != column.name, column
        assert len(column.keywords) >= 2 and column.type, column
        assert not any(mark in word for word in column.keywords for mark in " ,，;；、"), column


@pytest.mark.parametrize("text", ["甲 乙 丙", "甲、乙、丙", "甲，乙;丙", " 甲；； 乙\t丙、甲 "])
def test_keywords_however_they_are_set_apart(text: str) -> None:
    assert words_of(text) == ("甲", "乙", "丙")


def test_a_section_that_says_everything() -> None:
    made = section_column(
        "动态", "县里的消息，一条一条列出来。", "导语导语导语导语导语", "动态 消息", "工作动态"
    )
    assert made == Column(
        name="动态", description="县里的消息，一条一条列出来。", keywords=("动态", "消息"), type="工作动态"
    )


@pytest.mark.parametrize(("summary", "intro"), [("", ""), ("动态", "短"), ("   ", "消息。")])
def test_a_section_that_says_too_little_gets_a_sentence(summary: str, intro: str) -> None:
    made = section_column("动态", summary, intro, "", "")
    assert SHORTEST <= len(made.description) <= LONGEST and "动态" in made.description
    assert (made.keywords, made.type) == (("动态",), "信息公开")


def test_a_long_summary_is_cut_and_the_introduction_stands_in() -> None:
    assert len(section_column("动态", "长" * 300, "", "", "").description) == LONGEST
    assert (
        section_column("动态", "短", "这里是一句够长的导语。", "", "").description == "这里是一句够长的导语。"
    )
    assert len(section_column("题" * 255, "", "", "", "").description) <= LONGEST
