"""What a build writes."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from publishing.canonical import canonical_json, sha256_hex
from publishing.contract import Route
from publishing.edition.build import build
from publishing.frame_file import load_frame_file
from publishing.index import index_name, open_index
from tests.publishing.data_samples import (
    CATALOGUE,
    DEEDS,
    FACTS,
    MORNING,
    NUMBERS,
    Releases,
    deed,
    sample_numbers,
)
from tests.publishing.edition_world import START, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty DATA folder."""
    return World.make(tmp_path)


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_bytes())


def store(world: World, number: int = 1) -> Any:
    """An edition's `store.json`."""
    return read(world.edition(number) / ".edition/store.json")


def test_manifest_is_the_closed_list_of_what_readers_fetch(world: World) -> None:
    summary = world.build()
    edition = world.edition()
    data = (edition / "edition/manifest.json").read_bytes()
    manifest = json.loads(data)
    assert canonical_json(manifest) == data
    assert {name: manifest[name] for name in manifest if name != "files"} == {
        "edition": 1,
        "published": "2026-11-26T09:00:00+08:00",
        "previous": None,
        "trial": True,
    }
    paths = [entry["path"] for entry in manifest["files"]]
    assert paths == sorted(paths)
    assert {
        "/",
        "/deeds/",
        "/deeds/lamp/index.json",
        "/404.html",
        "/500.html",
        "/content.json",
        "/robots.txt",
    } <= set(paths)
    assert not [
        path for path in paths if path.startswith("/edition") or path.endswith((".gz", ".br", "index.html"))
    ]
    for entry in manifest["files"]:
        name = entry["path"][1:]
        body = (edition / (f"{name}index.html" if entry["path"].endswith("/") else name)).read_bytes()
        assert (len(body), sha256_hex(body)) == (entry["size"], entry["sha256"])
    assert read(edition / "edition.json") == {
        "edition": 1,
        "published": "2026-11-26T09:00:00+08:00",
        "manifest_sha256": sha256_hex(data),
        "trial": True,
    }
    assert (summary.number, summary.changed, summary.files) == (1, True, len(paths))
    assert summary.manifest_sha256 == sha256_hex(data)


def test_store_lists_every_file_on_disk_and_every_answer(world: World) -> None:
    world.build(world.submission(routes=(Route("/old/", "/deeds/"), Route("/gone/", None, "重复发布"))))
    edition, listed = world.edition(), store(world)
    on_disk = {path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file()}
    assert {entry["path"] for entry in listed["files"]} == on_disk - {
        ".edition/store.json",
        ".edition/store.json.minisig",
    }
    answer = listed["resources"]["/deeds/"]
    body = (edition / "deeds/index.html").read_bytes()
    assert answer == {
        "file": "deeds/index.html",
        "type": "text/html; charset=utf-8",
        "size": len(body),
        "sha256": sha256_hex(body),
        "modified": "2026-11-26T09:00:00+08:00",
        "codings": ["br", "gzip"],
        "location": None,
    }
    assert listed["resources"]["/media/0123456789abcdef.png"]["codings"] == []
    assert listed["routes"] == {
        "/old/": {"target": "/deeds/", "reason": ""},
        "/gone/": {"target": None, "reason": "重复发布"},
    }


def test_frame_comes_back_as_it_was(world: World) -> None:
    submission = world.submission(catalogue=CATALOGUE)
    world.build(submission)
    back = load_frame_file(world.edition() / ".edition/frame.json")
    assert (back.frame, back.catalogue) == (submission.frame, CATALOGUE)
    assert (world.edition() / back.static["css/base.css"][1:]).is_file()


def test_releases_are_published_with_a_twin_under_latest(world: World) -> None:
    cut = Releases(world.folder.root)
    cut.cut(NUMBERS, sample_numbers())
    cut.cut(DEEDS, [deed(1)])
    newest = cut.cut(DEEDS, [deed(1), deed(2)], MORNING.replace(hour=10))
    assert newest.id == "2026-11-23.1"
    world.build(world.submission(catalogue=CATALOGUE))
    answers = store(world)["resources"]
    for name in (
        "deeds.csv",
        "deeds.json",
        "schema.json",
        "changes.json",
        "manifest.json",
        "manifest.json.minisig",
    ):
        fixed, latest = answers[f"/data/deeds/{newest.id}/{name}"], answers[f"/data/deeds/latest/{name}"]
        assert fixed["sha256"] == latest["sha256"] == sha256_hex((newest.folder / name).read_bytes())
        assert (fixed["location"], latest["location"]) == (None, f"/data/deeds/{newest.id}/{name}")
    assert "/data/deeds/2026-11-23/deeds.csv" in answers
    assert answers["/data/deeds/latest/deeds.csv"]["type"].startswith("text/csv")
    rows = (
        open_index(world.edition() / index_name("deeds", newest.id))
        .execute("SELECT count(*) FROM rows")
        .fetchone()
    )
    assert rows == (2,)
    assert FACTS.licence_url in (world.edition() / "data/deeds/latest/deeds.json").read_text()


def test_progress_counts_each_stage_to_its_end(world: World) -> None:
    told: list[tuple[str, int, int]] = []
    build(
        world.submission(), world.folder, world.signer, published=START, static_root=world.static,
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    last = {stage: (done, total) for stage, done, total in told}
    assert [stage for stage, _ in itertools.groupby(told, lambda step: step[0])] == [
        "收集",
        "存储",
        "链接",
        "签名",
    ]
    assert all(done == total > 0 for done, total in last.values())
