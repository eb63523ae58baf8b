"""Every block of the picker has a preview that shows it as readers will see it."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from cms.models import DeedPage, PlainPage
from cms.models.blocks import BodyBlock, PictureStripBlock

BODY = PlainPage.body.field.stream_block
STRIP = DeedPage.pictures.field.stream_block


@pytest.fixture
def desk(admin_client: Client) -> Client:
    """A browser of the administrator, on a desk without a single record."""
    return admin_client


def preview(desk: Client, block_id: str) -> str:
    """The preview's HTML."""
    answer = desk.get(reverse("wagtailadmin_block_preview"), {"id": block_id})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_every_block_of_a_body_is_previewed(desk: Client, name: str) -> None:
    block = BODY.child_blocks[name]
    assert block.is_previewable
    page = preview(desk, block.definition_prefix)
    prose = re.search(r'<div class="prose">\n(.+)\n</div>\n</div>\n</main>', page, re.DOTALL)
    assert prose and len(re.sub(r"<[^>]+>|\s", "", prose[1])) > 5, "there are words to look at"
    assert 'href="/static/css/site.css"' in page and "<script" not in page and "style=" not in page
    for source in re.findall(r'<img src="/static/([^"]+)"', page):
        assert finders.find(source)


@pytest.mark.parametrize("name", list(STRIP.child_blocks))
def test_every_block_of_a_strip_is_previewed(desk: Client, name: str) -> None:
    block = STRIP.child_blocks[name]
    assert block.is_previewable
    assert "<figure" in preview(desk, block.definition_prefix)


def test_numbers_in_previews_are_marked_as_made_up(desk: Client) -> None:
    page = preview(desk, BODY.child_blocks["indicator"].definition_prefix)
    assert "<svg" in page and "演示数据" in page


def test_an_unknown_block_has_none(desk: Client) -> None:
    assert desk.get(reverse("wagtailadmin_block_preview"), {"id": "nothing"}).status_code == 404


@pytest.mark.parametrize("stream", [BodyBlock(), PictureStripBlock()])
def test_every_block_has_a_chinese_label_an_icon_and_says_what_it_is_for(stream: BodyBlock) -> None:
    for block in stream.child_blocks.values():
        assert re.search(r"[\u4e00-\u9fff]", block.label)
        assert block.meta.icon not in {"", "placeholder"}
        assert re.search(r"[\u4e00-\u9fff]", block.get_description())
