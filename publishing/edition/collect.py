"""Everything that one edition will answer: pages, data, releases, static files and the files about the site."""

from collections.abc import Iterable, Sequence

from publishing.addresses import EditionAddresses
from publishing.contract import Dataset, Item, Submission
from publishing.data_pages import data_items, released_datasets
from publishing.edition.check import check_resources, check_submission
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.release_check import release_faults
from publishing.releases import Release, release_files
from publishing.resource import BadSubmission, Resource, content_type
from publishing.site_files import site_files
from publishing.static_files import StaticFile, static_addresses


def collect(
    submission: Submission, folder: DataFolder, static: dict[str, StaticFile], signer: Signer
) -> list[Resource]:
    """The resources, sorted by path and checked. Raises BadSubmission, which names what cannot be published."""
    check_submission(submission, signer.public_key)
    frame = submission.frame
    addresses = EditionAddresses(frame.base_url, static_addresses(static))
    items = [*submission.items, *data_items(submission, folder, addresses)]
    resources = [
        *_items(items),
        *(Resource(file.path, file.body, file.media_type) for file in static.values()),
        *_releases(released_datasets(folder, submission.catalogue), signer.public_key),
        *site_files(items, frame, addresses, signer.public_key_file),
    ]
    check_resources(resources, submission.routes)
    return sorted(resources, key=lambda resource: resource.path)


def _items(items: Iterable[Item]) -> list[Resource]:
    return [Resource(item.path, item.body, content_type(item.media_type)) for item in items]


def _releases(released: Iterable[tuple[Dataset, Sequence[Release]]], public_key: str) -> list[Resource]:
    """Every file of every release, and the newest ones under `latest` too. None is taken that has changed."""
    found = []
    for dataset, releases in released:
        for release in releases:
            _check(release, public_key)
            home = f"/data/{dataset.code}/{release.id}/"
            files = release_files(release)
            found += [Resource(home + file.name, file.path, content_type(file.media_type)) for file in files]
            if release is releases[0]:
                found += [
                    Resource(
                        f"/data/{dataset.code}/latest/{file.name}",
                        file.path,
                        content_type(file.media_type),
                        home + file.name,
                    )
                    for file in files
                ]
    return found


def _check(release: Release, public_key: str) -> None:
    """An edition's signature would vouch for bytes that the release's own no longer does."""
    faults = "；".join(release_faults(release, public_key))
    if faults:
        raise BadSubmission(f"数据发布 {release.dataset}/{release.id} 已被改动，请从备份恢复：{faults}。")
