"""A small edition in force, and a client that speaks WSGI to the reader."""

import shutil
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings

from publishing.folder import DataFolder
from publishing.reader import current
from publishing.reader.files import EditionFiles
from tests.publishing.reader.edition_on_disk import (
    FIRST_DAY,
    HTML,
    JSON,
    NEIGHBOURS,
    SECOND_DAY,
    STATIC,
    EditionsOnDisk,
    observation,
)
from tests.publishing.reader.wsgi_client import WsgiClient

HOME = '<!doctype html>\n<html lang="zh-CN">\n<title>首页</title>\n' + "<p>好事</p>\n" * 60 + "</html>\n"
FILES: dict[str, tuple[bytes, str]] = {
    "/": (HOME.encode(), HTML),
    "/index.json": (b'{"type":"home"}', JSON),
    "/deeds/": (HOME.replace("首页", "好事实事").encode(), HTML),
    "/data/": (HOME.replace("首页", "数据").encode(), HTML),
    STATIC["css/site.css"]: (b"body{}", "text/css; charset=utf-8"),
    "/files/33333333/plan.bin": (bytes(range(256)) * 1000, "application/octet-stream"),
    "/404.html": (HOME.replace("首页", "没有这个地址").encode(), HTML),
    "/500.html": (HOME.replace("首页", "出了差错").encode(), HTML),
    "/edition.json": (b'{"edition":1}', JSON),
}
ROUTES: dict[str, dict[str, str | None]] = {
    "/old/": {"target": "/deeds/", "reason": ""},
    "/gone/": {"target": None, "reason": "内容重复，已并入好事实事。"},
}


@pytest.fixture(scope="session")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DATA folder with two releases, to be copied: cutting them waits for the disk."""
    disk = EditionsOnDisk(DataFolder(tmp_path_factory.mktemp("releases") / "data"))
    rows = [observation(NEIGHBOURS, "2025", "120"), observation("deeds-done", "2025", "8")]
    disk.release(rows, FIRST_DAY)
    rows[0] = observation(NEIGHBOURS, "2025", "124", revision=2)
    disk.release(rows, SECOND_DAY, kind="correction")
    return disk.folder.root


@pytest.fixture(scope="session")
def one_edition(two_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with edition 1 in force."""
    root = tmp_path_factory.mktemp("editions") / "data"
    shutil.copytree(two_releases, root)
    EditionsOnDisk(DataFolder(root)).publish(1, FILES, routes=ROUTES)
    return root


@pytest.fixture
def editions(two_releases: Path, tmp_path: Path) -> EditionsOnDisk:
    """A DATA folder with two releases and nothing in force, unless `reader` is asked for too."""
    root = tmp_path / "public"
    shutil.copytree(two_releases, root)
    return EditionsOnDisk(DataFolder(root))


@pytest.fixture
def reader(
    one_edition: Path, editions: EditionsOnDisk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> WsgiClient:
    """The reader over edition 1. It looks for a new edition at every request."""
    shutil.copytree(one_edition / "editions", editions.folder.editions, symlinks=True)
    return client_of(editions.folder.root, settings, monkeypatch)


@pytest.fixture
def empty_reader(editions: EditionsOnDisk, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WsgiClient:
    """The reader before the first edition."""
    return client_of(editions.folder.root, settings, monkeypatch)


def client_of(root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WsgiClient:
    """A client of the reader over a DATA folder."""
    monkeypatch.setattr(current, "LOOK_EVERY", 0)
    settings.DATA_DIR = root
    settings.ROOT_URLCONF = "publishing.reader.urls"
    settings.MIDDLEWARE = []
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    return WsgiClient(EditionFiles(WSGIHandler(), current.current_edition()))
