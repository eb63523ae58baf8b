"""Proof that an incremental build equals a full one: both are made of this moment and compared; none is published."""

from dataclasses import dataclass
from hashlib import sha256

from cms.publish import Progress, both_ways
from cms.signing import data_folder
from publishing.canonical import sha256_hex
from publishing.contract import StoredObject
from publishing.edition.assemble import Made
from publishing.edition.store import Store
from publishing.edition.tree import TreeFile
from publishing.resource import Resource
from publishing.search.index_file import NAME as SEARCH
from publishing.search.index_file import dump


@dataclass(frozen=True, slots=True)
class BuildCheck:
    """What was compared, and the paths at which the two builds differ."""

    paths: int
    rendered: int
    """How many pages the incremental build rendered."""
    different: tuple[str, ...]


def check_build(progress: Progress | None = None) -> BuildCheck:
    """Build both ways, in memory and store alone. Cuts no release: those that are due are left to the next build.

    Raises the errors of `publish`.
    """
    both = both_ways(progress)
    first, second = _contents(both.incremental), _contents(both.full)
    different = sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))
    return BuildCheck(len(second), both.rendered, tuple(different))


def _contents(made: Made) -> dict[str, object]:
    """What each path answers, and each file that is not served."""
    found: dict[str, object] = {
        resource.path: (resource.media_type, resource.location, _sha256(resource))
        for resource in made.resources
    }
    found |= {route.path: (route.target, route.reason) for route in made.routes}
    # An index promises the same rows, not the same bytes.
    found |= {one.name: _rows(one) for one in made.private if one.name == SEARCH}
    return found | {one.name: one.sha256 for one in made.private if not one.name.endswith(".sqlite3")}


def _rows(index: TreeFile) -> str:
    digest = sha256()
    for row in dump(Store(data_folder().objects).path(index.sha256)):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _sha256(resource: Resource) -> str:
    if isinstance(resource.body, StoredObject):
        return resource.body.plain.sha256
    return sha256_hex(resource.body if isinstance(resource.body, bytes) else resource.body.read_bytes())
