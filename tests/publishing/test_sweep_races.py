"""No false alarm while editions are built, switched and cleared away in the middle of a sweep."""

import shutil
import threading
from pathlib import Path

import pytest

from publishing.edition.tree import BEFORE
from publishing.watch.examine import Examiner, Wrong
from publishing.watch.expected import Expected
from publishing.watch.mend import Mender
from publishing.watch.sweep import Sweep
from tests.publishing.data_samples import CATALOGUE
from tests.publishing.edition_world import World, page
from tests.publishing.sweep_world import (
    EDITIONS,
    copy_of,
    flip,
    is_whole,
    make_world,
    told,
    watch_of,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Never broken itself."""
    return make_world(tmp_path_factory.mktemp("races"))


@pytest.fixture
def world(shared: World, tmp_path: Path) -> World:
    """A copy to break."""
    return copy_of(shared, tmp_path)


class Act:
    """Builds the next edition and clears an earlier one away."""

    def __init__(self, world: World, *gone: int, without_page: bool = False) -> None:
        self.world, self.gone, self.without_page = world, gone, without_page

    def __call__(self) -> None:
        more = [] if self.without_page else page("/about/", "另一句")
        self.world.build(self.world.submission(*more, catalogue=CATALOGUE), minutes=20)
        for number in self.gone:
            shutil.rmtree(self.world.edition(number))


class Interrupted:
    """Does something once, right before one folder of the edition in force is looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: str, act: Act, after: bool = False) -> None:
        self.done = False
        look = Examiner.folder

        def interrupted(examiner: Examiner, expected: Expected, name: str, mode: int) -> list[Wrong]:
            mine = name == folder and not self.done
            self.done = self.done or mine
            if mine and not after:
                act()
            found = look(examiner, expected, name, mode)
            if mine and after:
                act()
            return found

        monkeypatch.setattr(Examiner, "folder", interrupted)


@pytest.mark.parametrize("folder", ["", "about", "deeds/lamp", ".edition", "static"])
@pytest.mark.parametrize("gone", [(), (EDITIONS,), (EDITIONS, EDITIONS - 1, EDITIONS - 2)])
def test_a_switch_in_the_middle_of_a_sweep(
    world: World, monkeypatch: pytest.MonkeyPatch, folder: str, gone: tuple[int, ...]
) -> None:
    watch = watch_of(world)
    watch.sweep()
    interrupted = Interrupted(monkeypatch, folder, Act(world, *gone, without_page=folder == "about"))
    sweep = watch.sweep()
    assert interrupted.done and sweep.faults == [] and not sweep.whole and sweep.edition == EDITIONS + 1
    assert not any(world.edition(number).exists() for number in gone), "nothing was brought back"
    assert watch.sweep().clean and not (world.folder.root / "quarantine").exists()


def test_damage_that_is_carried_over_by_a_switch_is_found_in_the_same_sweep(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is seen in the old edition, which is not served any more when it is to be mended."""
    watch = watch_of(world)
    watch.sweep()
    flip(world.edition(EDITIONS) / "deeds/lamp/index.html")
    Interrupted(monkeypatch, "deeds/lamp", Act(world), after=True)
    sweep = watch.sweep()
    assert {(fault.edition, fault.path) for fault in sweep.faults} == {
        (EDITIONS + 1, "deeds/lamp/index.html")
    }
    assert is_whole(world)


def test_a_file_that_goes_with_its_edition_while_it_is_mended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watch_of(world)
    watch.sweep()
    (world.edition(EDITIONS) / "deeds/lamp/index.html").unlink()
    room = Mender._make_room

    def switched(mender: Mender, *arguments: object) -> None:
        Act(world, EDITIONS)()
        monkeypatch.setattr(Mender, "_make_room", room)
        room(mender, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Mender, "_make_room", switched)
    sweep = watch.sweep()
    assert sweep.faults == [] and not world.edition(EDITIONS).exists() and watch.sweep().clean


def test_drafts_of_builders_are_not_looked_at(world: World) -> None:
    for name in (".9.tmp", ".objects.tmp", ".index.tmp", ".4.gone.tmp"):
        (world.folder.editions / name).mkdir()
        (world.folder.editions / name / "x").write_text("x")
    (world.folder.editions / ".current.tmp").symlink_to("9")
    (world.folder.editions / "hold.json").write_text("{}")
    assert watch_of(world).sweep().clean


def test_sweeps_without_a_pause_beside_builds_without_a_pause(world: World) -> None:
    """A minute of an installation in a few seconds: editions come and go, and nothing is ever wrong."""
    stop, sweeps = threading.Event(), list[Sweep]()
    watch = watch_of(world)

    def sweep() -> None:
        while not stop.is_set():
            sweeps.append(watch.sweep())

    thread = threading.Thread(target=sweep)
    thread.start()
    try:
        for number in range(12):
            more = page("/about/", f"第 {number}")
            world.build(world.submission(*more, catalogue=CATALOGUE), minutes=30 + number)
            links = (world.folder.editions / name for name in ("current", *BEFORE))
            keep = {link.readlink().name for link in links}
            for path in world.folder.editions.iterdir():
                if path.name.isdecimal() and path.name not in keep:
                    path.rename(path.with_name(f".{path.name}.gone.tmp"))
                    shutil.rmtree(path.with_name(f".{path.name}.gone.tmp"))
    finally:
        stop.set()
        thread.join()
    assert len(sweeps) > 3 and [fault for one in sweeps for fault in one.faults] == []
    assert not (world.folder.root / "quarantine").exists() and told(watch.sweep()) == set()


def test_a_sweep_that_is_told_to_stop_ends_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publishing.watch.sweep.REST_AFTER", 10)
    shares: list[float] = []

    def rest(share: float) -> bool:
        shares.append(share)
        return len(shares) == 3

    sweep = watch_of(world).sweep(rest)
    assert len(shares) == 3 and shares == sorted(shares) and shares[-1] < 1
    assert not sweep.whole and not sweep.clean and sweep.files < 100
