"""A submission that would break the public contract is refused in Chinese, and nothing is written."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.contract import Item, Route, Submission
from publishing.edition.build import BadSubmission, StaleSubmission
from publishing.edition.read import current_number
from publishing.reserved import RESERVED_SEGMENTS
from publishing.resource import Resource, content_type, file_of
from tests.publishing.edition_world import HTML, JSON, START, World, frame, page


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty DATA folder."""
    return World.make(tmp_path)


def file(path: str) -> Item:
    """An item that is not a page."""
    return Item(path, b"{}", JSON, START, START)


def refused(world: World, submission: Submission) -> str:
    """The message of the refusal; nothing was published."""
    with pytest.raises(BadSubmission) as raised:
        world.build(submission)
    assert current_number(world.folder) is None
    return str(raised.value)


@pytest.mark.parametrize(
    "segment", sorted(RESERVED_SEGMENTS - {"indicators", "areas", "organisations", "sitemap"})
)
def test_no_page_takes_a_reserved_segment(world: World, segment: str) -> None:
    assert f"/{segment}" in refused(world, world.submission(*page(f"/{segment}/", "占用")))


@pytest.mark.parametrize("path", ["/data/mine.csv", "/static/x.css", "/edition/manifest.json", "/healthz"])
def test_no_file_takes_a_reserved_segment(world: World, path: str) -> None:
    assert "留给系统" in refused(world, world.submission(file(path)))


def test_snippets_have_pages_below_their_reserved_segments(world: World) -> None:
    world.build(world.submission(*page("/indicators/good-deeds/", "好事"), file("/files/0a1b2c3d/a.pdf")))
    assert (world.edition() / "indicators/good-deeds/index.html").is_file()


@pytest.mark.parametrize(
    "path",
    [
        "deeds/",
        "/好事/",
        "/a//b",
        "/a/../b",
        "/a/.",
        "/a b",
        "/x.json.gz",
        "/x.br",
        "/a/index.html",
        "/.edition/x",
    ],
)
def test_an_odd_path_is_refused(world: World, path: str) -> None:
    assert path in refused(world, world.submission(file(path)))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ([file("/deeds/index.json")], "两份内容"),
        (page("/deeds/", "又一个"), "两份内容"),
        ([file("/news")], "既是文件又是目录"),
        (page("/solo/", "没有孪生")[:1], "没有对应的 /solo/index.json"),
        ([replace(page("/solo/", "x")[0], path="/solo")], "应以 / 结尾"),
        ([replace(file("/media/x.json"), modified=datetime(2026, 1, 1))], "没有时区"),  # noqa: DTZ001
    ],
)
def test_items_that_do_not_fit_together_are_refused(world: World, extra: list[Item], said: str) -> None:
    assert said in refused(world, world.submission(*extra))


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        ((Route("/deeds/", "/news/"),), "既有内容又有转向"),
        ((Route("/old/", "/older/"), Route("/older/", "/deeds/")), "另一条转向"),
        ((Route("/old/", "https://example.org/"),), "本站地址"),
        ((Route("/old/", "//example.org/"),), "本站地址"),
        ((Route("/old/", "/deeds/"), Route("/old/", None, "撤下")), "两条转向"),
    ],
)
def test_routes_that_lead_astray_are_refused(world: World, routes: tuple[Route, ...], said: str) -> None:
    assert said in refused(world, world.submission(routes=routes))


def test_another_public_key_in_the_frame_is_refused(world: World) -> None:
    assert "公钥" in refused(world, world.submission(frame=frame("RWQ" + "A" * 53)))


def test_older_contents_never_follow_newer_ones(world: World) -> None:
    world.build(minutes=5)
    with pytest.raises(StaleSubmission, match="重新收集"):
        world.build(world.submission(*page("/late/", "迟到")), minutes=4)
    assert current_number(world.folder) == 1


@given(st.text(alphabet="ab/.~-_é %?#", max_size=12))
def test_an_address_is_refused_or_has_one_file_of_its_own(path: str) -> None:
    try:
        name = file_of(path)
    except BadSubmission:
        return
    assert path.startswith("/")
    assert Path("/edition", name).resolve() == Path("/edition") / name
    assert path in {f"/{name}", f"/{name}".removesuffix("index.html")}


@pytest.mark.parametrize(
    ("given_type", "full", "compressed"),
    [
        ("text/csv", "text/csv; charset=utf-8", True),
        (HTML, HTML, True),
        ("application/json", "application/json", True),
        ("application/ld+json", "application/ld+json", True),
        ("image/svg+xml", "image/svg+xml", True),
        ("image/png", "image/png", False),
        ("font/woff2", "font/woff2", False),
    ],
)
def test_text_says_its_charset_and_is_compressed(given_type: str, full: str, compressed: bool) -> None:
    assert content_type(given_type) == full
    assert Resource("/x", b"", full).compressible is compressed
