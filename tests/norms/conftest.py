"""One edition for all checks: the seed with samples, under a prefix, with every registration number filled in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from cms import signing
from cms.models import Identity, NewsPage
from cms.publish import publish
from cms.seeding import add_demo
from cms.signing import data_folder
from tests.cms.seeded_database import restore_seed
from tests.norms.inspected import BASE_URL, GONE, IDENTITY, MOVED, MOVED_TO, Inspected
from tests.publishing.reader.conftest import client_of

SAMPLES = 12
LONG = 600
"""Seconds for one test: whichever is first waits for two builds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """More time for the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(LONG))


@pytest.fixture(scope="session")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """DATA with the edition in force; nothing stays in the database. One page went, and one moved."""
    data = tmp_path_factory.mktemp("norms") / "data"
    own: dict[str, Any] = {"DATA_DIR": data, "MEDIA_ROOT": data / "media", "REVIEWS": 0, "BASE_URL": BASE_URL}
    signing.signer_at.cache_clear()
    with django_db_blocker.unblock(), override_settings(**own), transaction.atomic():
        restore_seed()
        Identity.objects.create(**IDENTITY)
        add_demo(SAMPLES)
        publish()
        NewsPage.objects.get(slug=GONE.strip("/").split("/")[1]).unpublish()
        page = NewsPage.objects.get(slug=MOVED.strip("/").split("/")[1])
        page.slug = MOVED_TO.strip("/").split("/")[1]
        page.save_revision().publish()
        publish()
        root = data_folder().root
        transaction.set_rollback(True)
    signing.signer_at.cache_clear()
    yield root


@pytest.fixture
def site(built: Path, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Inspected:
    """The edition behind the reader. `db` is named so that there is a database to build it from."""
    return Inspected.of(built, client_of(built, settings, monkeypatch))
