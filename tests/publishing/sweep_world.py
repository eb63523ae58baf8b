"""A DATA folder with four editions, and what tests of the watch do to it."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from publishing.edition.verify import verify
from publishing.watch.sweep import Sweep, Watch
from tests.publishing.data_samples import CATALOGUE, NUMBERS, Releases, sample_numbers
from tests.publishing.edition_world import World, page

Damage = Callable[[Path], None]

PAGE = "deeds/lamp/index.html"
EDITIONS = 4


def make_world(root: Path) -> World:
    """Four editions that differ in one page."""
    world = World.make(root)
    Releases(world.folder.root).cut(NUMBERS, sample_numbers())
    for number in range(1, EDITIONS + 1):
        more = page("/about/", f"关于 {number}")
        world.build(world.submission(*more, catalogue=CATALOGUE), minutes=number)
    return world


def copy_of(shared: World, to: Path) -> World:
    """A copy to break; hard links stay hard links."""
    source = shared.folder.root
    inodes: dict[int, Path] = {}
    for home, folders, files in os.walk(source):
        target = to / "data" / Path(home).relative_to(source)
        target.mkdir(parents=True, exist_ok=True)
        for name in [*files, *(one for one in folders if (Path(home) / one).is_symlink())]:
            _copy(Path(home) / name, target / name, inodes)
    return World.make(to, shared.signer)


def _copy(old: Path, new: Path, inodes: dict[int, Path]) -> None:
    known = inodes.get(old.lstat().st_ino)
    if old.is_symlink():
        new.symlink_to(old.readlink())
    elif known:
        new.hardlink_to(known)
    else:
        shutil.copy2(old, new)
        inodes[old.stat().st_ino] = new


def watch_of(world: World, known: int | None = None) -> Watch:
    """A watch with the world's own key."""
    return Watch(world.folder, world.signer.public_key, known)


def is_whole(world: World, number: int | None = None) -> bool:
    """Whether verification, which knows nothing of the watch, finds nothing."""
    return verify(world.folder, number, world.signer.public_key) == []


def told(sweep: Sweep) -> set[str]:
    """The files that a sweep found at fault."""
    return {fault.path for fault in sweep.faults}


def flip(path: Path, keep_time: bool = True) -> None:
    """One byte changed in place, through every hard link of the file."""
    before = path.stat()
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        byte = file.read(1)[0]
        file.seek(before.st_size // 2)
        file.write(bytes([byte ^ 1]))
    path.chmod(0o444)
    if keep_time:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def object_of(world: World, name: str) -> Path:
    """The object behind a file of the edition in force."""
    entry = next(one for one in watch_of(world).lists.get(EDITIONS).files() if one.name == name)
    return world.folder.objects / entry.plain[:2] / (entry.plain + entry.suffix)


def edition(world: World, number: int = EDITIONS) -> Path:
    """The folder of an edition; of the one in force where none is named."""
    return world.folder.edition(number)


def quarantined(world: World) -> list[str]:
    """What was set aside, below the folder of its sweep."""
    home = world.folder.root / "quarantine"
    return sorted(
        path.relative_to(home).as_posix().partition("/")[2]
        for path in home.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def flipped(path: Path) -> None:
    """One bit."""
    flip(path)


def longer(path: Path) -> None:
    """One byte more."""
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")


def emptied(path: Path) -> None:
    """No bytes."""
    path.chmod(0o644)
    path.write_bytes(b"")


def deleted(path: Path) -> None:
    """No file."""
    path.unlink()


def replaced(path: Path) -> None:
    """Another file."""
    path.unlink()
    path.write_bytes(b"<p>else</p>")


def linked_elsewhere(path: Path) -> None:
    """A link to another file."""
    path.unlink()
    path.symlink_to("/etc/hostname")


def linked_to_a_true_copy(path: Path) -> None:
    """A link to the same bytes."""
    copy = path.parents[3] / "copy"
    shutil.copy2(path, copy)
    path.unlink()
    path.symlink_to(copy)


def a_folder(path: Path) -> None:
    """A folder with a file in it."""
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def a_pipe(path: Path) -> None:
    """Reading it would wait for ever."""
    path.unlink()
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    """It cannot be opened."""
    path.unlink()
    home = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"/proc/self/fd/{home}/{path.name}")
    os.close(home)


def writable(path: Path) -> None:
    """Anybody might write."""
    path.chmod(0o666)


DAMAGES: tuple[Damage, ...] = (
    flipped, longer, emptied, deleted, replaced, linked_elsewhere, linked_to_a_true_copy, a_folder, a_pipe,
    a_socket, writable,
)  # fmt: skip
