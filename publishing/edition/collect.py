"""Everything that one edition will answer: pages, data, releases, static files and the files about the site."""

from collections.abc import Iterable, Sequence

from publishing.addresses import EditionAddresses
from publishing.contract import Dataset, Item, Submission
from publishing.data_memory import DataMemory
from publishing.data_pages import data_items, released_datasets
from publishing.edition.check import check_resources, check_submission
from publishing.edition.read import Previous
from publishing.edition.withdrawals import withdrawal_resources
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.release_check import release_faults
from publishing.releases import MANIFEST, Release, current_of, release_files
from publishing.resource import BadSubmission, Resource, content_type
from publishing.site_files import site_files
from publishing.static_files import StaticFile, static_addresses


def collect(
    submission: Submission,
    folder: DataFolder,
    static: dict[str, StaticFile],
    signer: Signer,
    memory: DataMemory,
    previous: Previous | None,
) -> list[Resource]:
    """The resources, sorted by path and checked. Raises BadSubmission, which names what cannot be published.

    Data pages and files of releases that `previous` vouches for are taken over unread.
    """
    check_submission(submission, signer.public_key)
    frame = submission.frame
    addresses = EditionAddresses(frame.base_url, static_addresses(static))
    items = [*submission.items, *data_items(submission, folder, addresses, memory)]
    resources = [
        *_items(items),
        *(Resource(file.path, file.body, file.media_type) for file in static.values()),
        *_releases(released_datasets(folder, submission.catalogue), signer.public_key, previous),
        *site_files(items, frame, addresses, signer.public_key_file),
        *withdrawal_resources(folder, signer.public_key),
    ]
    check_resources(resources, submission.routes)
    return sorted(resources, key=lambda resource: resource.path)


def _items(items: Iterable[Item]) -> list[Resource]:
    return [Resource(item.path, item.body, content_type(item.media_type)) for item in items]


def _releases(
    released: Iterable[tuple[Dataset, Sequence[Release]]], public_key: str, previous: Previous | None
) -> list[Resource]:
    """Every file of every release, and the newest ones under `latest` too. None is taken that has changed."""
    found = []
    for dataset, releases in released:
        newest = current_of(releases)
        for release in releases:
            files = _files(release, public_key, previous)
            found += files
            if release == newest:
                found += [_latest(file, dataset.code) for file in files]
    return found


def _files(release: Release, public_key: str, previous: Previous | None) -> list[Resource]:
    """The files of one release, each at the path that stays."""
    home = f"/data/{release.dataset}/{release.id}/"
    files = release_files(release)
    known = {file.name: previous.stored(home + file.name) if previous else None for file in files}
    vouched = known.get(MANIFEST)
    # A release never changes: with the manifest of the edition before come the bytes that it lists.
    if vouched is None or vouched.plain.sha256 != release.manifest_sha256 or None in known.values():
        _check(release, public_key)
        known = {}
    return [
        Resource(home + file.name, known.get(file.name) or file.path, content_type(file.media_type))
        for file in files
    ]


def _latest(file: Resource, dataset: str) -> Resource:
    name = file.path.rpartition("/")[2]
    return Resource(f"/data/{dataset}/latest/{name}", file.body, file.media_type, file.path)


def _check(release: Release, public_key: str) -> None:
    """An edition's signature would vouch for bytes that the release's own no longer does."""
    faults = "；".join(release_faults(release, public_key))
    if faults:
        raise BadSubmission(f"数据发布 {release.dataset}/{release.id} 已被改动，请从备份恢复：{faults}。")
