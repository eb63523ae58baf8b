"""What tests of the desk share: the seeded site, and short ways to publish and to read an edition."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.models import DeedPage, User
from cms.publish import publish
from cms.signing import data_folder
from tests.cms.seeded_database import restore_seed

DEED = "wenzheng-pavilion"


@pytest.fixture
def seeded(db: None, data_dir: Path) -> None:
    """The seed in the database of this test."""
    restore_seed()


@pytest.fixture
def deed(seeded: None) -> DeedPage:
    """The pavilion."""
    return DeedPage.objects.get(slug=DEED)


@pytest.fixture
def editor(db: None) -> User:
    """Somebody who may do everything at the desk."""
    return User.objects.create_superuser("editor", password="correct horse battery")


@pytest.fixture
def edition(seeded: None) -> Callable[[], Path]:
    """Publish, and return the folder of the edition in force."""

    def build() -> Path:
        return data_folder().edition(publish().number)

    return build


def public_bytes(edition: Path) -> dict[str, bytes]:
    """Every file on disk of an edition, by its path; compressed siblings left out."""
    files = (path for path in edition.rglob("*") if path.is_file() and path.suffix not in {".gz", ".br"})
    return {str(path.relative_to(edition)): path.read_bytes() for path in files}


def publish_page(page: Any) -> None:
    """Publish what the page object holds, as the desk does."""
    page.save_revision().publish()
