"""A builder's DATA folder, a server in front of its editions, and a host that follows."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from publishing.announcement import announce
from publishing.canonical import canonical_json
from publishing.edition.listing import STORE, STORE_SIGNATURE
from publishing.edition.read import current_number
from publishing.edition.verify import verify
from publishing.folder import DataFolder
from publishing.follow import http_source
from publishing.follow.command import open_source
from publishing.follow.faults import Fault
from publishing.follow.follower import Follower
from publishing.minisign import Signer
from tests.publishing.edition_world import World, page
from tests.publishing.follow.source_server import SourceServer


@dataclass
class Following:
    """A builder, its server and a follower's DATA folder."""

    world: World
    server: SourceServer
    folder: DataFolder
    said: list[str] = field(default_factory=list)
    built: int = 0

    def build(self) -> int:
        """The next edition, with a page of its own, in force at the source."""
        self.built += 1
        some = page(f"/try-{self.built}/", f"第{self.built}次")
        number = self.world.build(self.world.submission(*some), minutes=self.built).number
        announce(self.world.folder, number)
        return number

    def follower(self, address: str | None = None, key: str | None = None, keep: int = 3) -> Follower:
        """A new one, as after a start."""
        source = open_source(address or self.server.address)
        return Follower(source, self.folder, key or self.world.signer.public_key, keep, self.said.append)

    def look(self) -> bool:
        """One look over HTTP by a new follower."""
        return self.follower().look()

    def resign(
        self, number: int, change: Callable[[dict[str, Any]], object], signer: Signer | None = None
    ) -> None:
        """Changes the signed list of an edition at the source, signs it anew and announces it."""
        root = self.world.edition(number)
        store = json.loads((root / STORE).read_bytes())
        change(store)
        data = canonical_json(store)
        replace(root / STORE, data)
        replace(root / STORE_SIGNATURE, (signer or self.world.signer).sign(data, "x"))
        announce(self.world.folder, number)

    def in_force(self) -> int | None:
        """The edition in force at the follower; it is whole, whatever happened."""
        number = current_number(self.folder)
        if number is not None:
            assert verify(self.folder, None, self.world.signer.public_key) == []
        return number


def refused(
    behind: Following, kind: type[Fault], match: str, address: str | None = None, key: str | None = None
) -> None:
    """A look fails so, and nothing has changed for readers."""
    with pytest.raises(kind, match=match):
        behind.follower(address, key).look()
    assert behind.in_force() == 1


def replace(path: Path, data: bytes) -> None:
    """Gives a published file other bytes."""
    path.unlink()
    path.write_bytes(data)


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """The builder's key pair."""
    return Signer.load_or_create(tmp_path_factory.mktemp("follow-keys"))


@pytest.fixture
def following(tmp_path: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Following]:
    """Edition 1 is in force at the source, and nothing at the follower. Nobody waits long."""
    monkeypatch.setattr(http_source, "PAUSES", (0.0, 0.01))
    monkeypatch.setattr(http_source, "TIMEOUT", 2.0)
    world = World.make(tmp_path / "source", signer)
    world.folder.editions.mkdir(parents=True)
    made = Following(world, SourceServer(world.folder.editions), DataFolder(tmp_path / "mirror"))
    made.build()
    yield made
    made.server.stop()


@pytest.fixture
def behind(following: Following) -> Following:
    """Edition 1 is in force at the follower, edition 2 at the source."""
    following.look()
    following.build()
    following.server.fetched()
    return following
