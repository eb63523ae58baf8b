"""Titles that break well."""

import pytest

from publishing.templatetags.title_parts import unbroken


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("示范点（第 1 个）", '示范点<span class="nowrap">（第 1 个）</span>'),
        ("甲（乙）和丙（丁）", '甲<span class="nowrap">（乙）</span>和丙<span class="nowrap">（丁）</span>'),
        ("整治（一二三四五）", '整治<span class="nowrap">（一二三四五）</span>'),
        ("整治（一二三四五六）", "整治（一二三四五六）"),
        ("没有括号", "没有括号"),
        ("只有一半（第 1 个", "只有一半（第 1 个"),
        ("<b>（&）", '&lt;b&gt;<span class="nowrap">（&amp;）</span>'),
        ("（<i>）", '<span class="nowrap">（&lt;i&gt;）</span>'),
    ],
)
def test_short_remarks_stay_together(title: str, html: str) -> None:
    """Long ones break, since a phone is narrow; markup in a title stays text."""
    assert unbroken(title) == html
