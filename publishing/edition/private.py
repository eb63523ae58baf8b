"""The files of an edition that are not served: `frame.json`, and the index of each release."""

from pathlib import Path

from publishing.contract import StoredFile, Submission
from publishing.data_pages import released_datasets
from publishing.edition.listing import FRAME
from publishing.edition.read import Previous
from publishing.edition.store import Store
from publishing.edition.tree import PRIVATE_TIME, TreeFile
from publishing.folder import DataFolder
from publishing.frame_file import FrameFile, frame_file_bytes
from publishing.index import (
    has_todays_shape,
    index_name,
    releases_bytes,
    releases_name,
    write_release_index,
)
from publishing.releases import MANIFEST, Release
from publishing.static_files import StaticFile, static_addresses


def private_files(
    submission: Submission,
    folder: DataFolder,
    static: dict[str, StaticFile],
    store: Store,
    previous: Previous | None,
) -> list[TreeFile]:
    """All of them, stored. An index that `previous` has of the very same release is taken over unread."""
    content = FrameFile(submission.frame, submission.catalogue, static_addresses(static))
    files = [_stored(FRAME, frame_file_bytes(content), store)]
    for dataset, releases in released_datasets(folder, submission.catalogue):
        files.append(_stored(releases_name(dataset.code), releases_bytes(releases), store))
        files += [_index(release, folder, store, previous) for release in releases if not release.withdrawn]
    return files


def _index(release: Release, folder: DataFolder, store: Store, previous: Previous | None) -> TreeFile:
    name = index_name(release.dataset, release.id)
    known = _known(name, release, previous) if previous else None
    if known is not None and has_todays_shape(store.path(known.sha256)):
        return TreeFile(name, known, known.sha256, "", PRIVATE_TIME)
    draft = folder.editions / ".index.tmp" / release.dataset / f"{release.id}.sqlite3"
    draft.unlink(missing_ok=True)
    write_release_index(draft, release)
    made = _stored(name, draft, store)
    draft.unlink()
    return made


def _known(name: str, release: Release, previous: Previous) -> StoredFile | None:
    """The index in the edition before, where its release has the manifest that this one has."""
    vouched = previous.stored(f"/data/{release.dataset}/{release.id}/{MANIFEST}")
    if vouched is None or vouched.plain.sha256 != release.manifest_sha256:
        return None
    return previous.private(name)


def _stored(name: str, body: bytes | Path, store: Store) -> TreeFile:
    plain = store.put((body, False)).plain
    return TreeFile(name, plain, plain.sha256, "", PRIVATE_TIME)
