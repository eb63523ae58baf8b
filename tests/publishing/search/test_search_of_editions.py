"""The index as a file of editions: taken over, brought up to date, rolled back, withdrawn, and watched over."""

from datetime import timedelta
from pathlib import Path

import pytest

from publishing.contract import Item
from publishing.edition import searchable
from publishing.edition.build import EditionSummary, builder
from publishing.edition.rollback import rollback
from publishing.edition.verify import inspect, verify
from publishing.search.index_file import NAME, dump
from publishing.search.pages_index import PagesIndex
from tests.publishing.edition_world import START, World, page
from tests.publishing.search.page_world import found
from tests.publishing.withdrawal_world import CANARY, PATH, Withdrawals


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World.make(tmp_path)
    made.build(made.submission(*page("/deeds/bench/", "长椅")))
    return made


def search(world: World, number: int, text: str) -> list[str]:
    return found(PagesIndex(world.edition(number)), text)


def full(world: World, *some: Item, minutes: int) -> EditionSummary:
    """A build that takes nothing over."""
    with builder(world.folder, world.signer) as alone:
        return alone.build(
            world.submission(*some),
            published=START + timedelta(days=3, minutes=minutes),
            static_root=world.static,
            full=True,
        )


def test_an_index_of_the_same_pages_is_the_same_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("write_index", "update_index"):
        monkeypatch.delattr(searchable, name)
    world.build(world.submission(*page("/deeds/bench/", "长椅")), minutes=1, force=True)
    assert (world.edition(2) / NAME).samefile(world.edition(1) / NAME)


def test_a_changed_page_changes_the_index_without_writing_it_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(searchable, "write_index")
    world.build(world.submission(*page("/deeds/bench/", "石凳"), *page("/deeds/slide/", "滑梯")), minutes=1)
    assert search(world, 2, "石凳") == ["/deeds/bench/"] and search(world, 2, "滑梯") == ["/deeds/slide/"]
    assert search(world, 2, "长椅") == [] and search(world, 1, "长椅") == ["/deeds/bench/"]
    assert verify(world.folder, None, world.signer.public_key) == []


def test_a_full_build_says_the_same_and_keeps_the_file(world: World, tmp_path: Path) -> None:
    some = [*page("/deeds/bench/", "石凳"), *page("/deeds/slide/", "滑梯")]
    world.build(world.submission(*some), minutes=1)
    assert not full(world, *some, minutes=2).changed, "nothing is new, though everything was made anew"
    other = World.make(tmp_path / "other", world.signer)
    full(other, *some, minutes=2)
    assert list(dump(other.edition(1) / NAME)) == list(dump(world.edition(2) / NAME))


@pytest.mark.parametrize("fault", ["lost", "changed", "of other rules"])
def test_without_a_trusted_index_a_new_one_is_written(
    world: World, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "of other rules":
        monkeypatch.setattr("publishing.search.index_file.rules", lambda: "others")
    for path in world.folder.objects.rglob("*") if fault != "of other rules" else ():
        if path.is_file() and path.read_bytes().startswith(b"SQLite"):
            data = path.read_bytes()
            path.unlink()
            if fault == "changed":
                path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    world.build(world.submission(*page("/deeds/bench/", "石凳")), minutes=1)
    assert search(world, 2, "石凳") == ["/deeds/bench/"] and search(world, 2, "长椅") == []


def test_going_back_brings_the_pages_of_then(world: World) -> None:
    world.build(world.submission(*page("/deeds/slide/", "滑梯")), minutes=1)
    rollback(
        world.folder, world.signer, 1, by="编辑", reason="试一试", at=START + timedelta(days=3, minutes=2)
    )
    assert search(world, 3, "长椅") == ["/deeds/bench/"] and search(world, 3, "滑梯") == []
    assert list(dump(world.edition(3) / NAME)) == list(dump(world.edition(1) / NAME))


def test_a_withdrawal_takes_the_words_out_of_every_index(site: Withdrawals) -> None:
    assert {number for number in (1, 2, 3) if holds(site, number)} == {2, 3}
    site.clean()
    site.withdraw()
    assert not any(holds(site, number) for number in (1, 2, 3, 4))
    assert "/deeds/pavilion/" in found(PagesIndex(site.folder.edition(4)), "凉亭")
    for path in (path for home in ("editions", "cache") for path in (site.folder.root / home).rglob("*")):
        if path.is_file() and path.read_bytes().startswith(b"SQLite"):
            data = path.read_bytes()
            assert CANARY[:2].encode() not in data and CANARY[1:].encode() not in data, path
    for number in (2, 3):
        assert list(inspect(site.folder, number, site.key).findings) == []


def test_a_word_alone_is_found_in_an_index(site: Withdrawals) -> None:
    """The word is in the text of a page that keeps its address: the index has it in pairs of characters alone."""
    site.clean()
    site.withdraw(paths=[])
    assert not any(holds(site, number) for number in (1, 2, 3, 4))


def holds(site: Withdrawals, number: int) -> bool:
    """Whether an edition's index has the name, or the page."""
    path = site.folder.edition(number) / NAME
    if not path.exists():
        return False
    told = [str(row) for row in dump(path)]
    return any(CANARY[:2] in row or PATH in row for row in told)
