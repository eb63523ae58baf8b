"""A page with every block goes out whole, and its preview is what goes out."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from cms.models import Attachment, HomePage, Picture, PlainPage
from cms.publish import publish
from cms.releases import cut_release
from cms.signing import data_folder
from tests.cms.attachment_files import PDF
from tests.cms.block_world import STREAM
from tests.cms.desk_records import make_area, make_dataset, make_home, make_indicator, make_value

PROSE = re.compile(r'<div class="prose">\n(.*?)\n</div>\n</article>', re.DOTALL)
ADDRESS = re.compile(r'(href|src)="/(?:files|media|static|desk/uploads)/[^"]+"')


def body(home: HomePage) -> list[tuple[str, Any]]:
    """One of each, with the values of the previews where they need no record."""
    output = BytesIO()
    Image.new("RGB", (80, 60), "green").save(output, "JPEG")
    picture = Picture.objects.create(title="图", file=ImageFile(BytesIO(output.getvalue()), "a.jpg"))
    photo = {"image": picture, "alternative": "绿地", "caption": "图注"}
    attachment = Attachment.objects.create(title="报名表", file=ContentFile(PDF, "a.pdf"))
    indicator, area, dataset = make_indicator(), make_area(), make_dataset()
    make_value(indicator, area)
    make_value(indicator, area, "2400", period="2024")
    cut_release(dataset, by=None, kind="update", note="首次")
    own: dict[str, Any] = {
        "picture": photo,
        "gallery": {"pictures": [photo, photo], "caption": "总图注"},
        "attachment": {"attachment": attachment, "title": ""},
        "button": {"label": "回首页", "page": home, "url": ""},
        "indicator": {"indicator": indicator, "form": "trend", "caption": "走势"},
    }
    return [(name, own.get(name) or block.meta.preview_value) for name, block in STREAM.child_blocks.items()]


@pytest.fixture
def page(db: None) -> PlainPage:
    """The page, live, checked as the desk checks it."""
    home = make_home()
    home.save_revision().publish()
    page = home.add_child(instance=PlainPage(title="样样都有", slug="all", live=False))
    page.body = body(home)
    page.body = STREAM.clean(page.body)
    page.save_revision().publish()
    return PlainPage.objects.get()


def edition() -> Path:
    """The folder of a new edition."""
    return data_folder().edition(publish().number)


def test_preview_and_edition_differ_in_addresses_alone(page: PlainPage) -> None:
    found = []
    for html in ((edition() / "all/index.html").read_text(), page.make_preview_request().content.decode()):
        prose = PROSE.search(html)
        assert prose
        found.append(ADDRESS.sub(r"\1", prose[1]))
    assert found[0] == found[1]
    for mark in (
        "<h2>",
        "<p>",
        "quotation",
        "chronicle",
        'class="go"',
        "gallery",
        "示意图",
        "<caption>",
        "<svg",
        "附件：",
    ):
        assert mark in found[0], mark


def test_every_file_of_the_body_is_in_the_edition_and_in_the_twin(page: PlainPage) -> None:
    folder = edition()
    html = (folder / "all/index.html").read_text()
    files = set(re.findall(r'(?:href|src)="(/(?:files|media)/[^"]+)"', html))
    assert len(files) == 2 and all((folder / file.lstrip("/")).is_file() for file in files)
    relations = json.loads((folder / "all/index.json").read_bytes())["relations"]
    assert {one["url"] for one in relations if one["rel"] == "enclosure"} == files


def test_a_link_to_an_observation_leads_to_the_latest_release(page: PlainPage) -> None:
    html = (edition() / "all/index.html").read_text()
    assert 'href="/id/obs/wishes/230822/2025/r1"' in html and "2600余个" in html
    assert "2024年 2400余个；2025年 2600余个" in html


def test_the_words_of_all_blocks_are_searched_at_the_desk(page: PlainPage) -> None:
    words = " ".join(map(str, STREAM.get_searchable_content(page.body)))
    for word in ("先听居民怎么说", "大家的事", "开工", "办理时限", "样例事项一", "总图注"):
        assert word in words
