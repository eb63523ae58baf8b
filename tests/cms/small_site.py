"""A site of three pages, for tests that build editions again and again."""

from pathlib import Path

from cms.commanded_build import build_for_command
from cms.models import DeedPage, Edition, HomePage, SectionPage
from cms.signing import data_folder
from tests.cms.desk_records import make_deed


def make_small_site() -> DeedPage:
    """A home page and a section that are live, and a deed that is not yet."""
    deed = make_deed()
    for page in (HomePage.objects.get(), SectionPage.objects.get(slug="deeds")):
        page.save_revision().publish()
    return deed


def build_renamed(deed: DeedPage, title: str) -> Edition:
    """Publish the deed under another title and build; the row of the edition."""
    deed.title = title
    deed.save_revision().publish()
    build_for_command()
    return Edition.objects.latest("number")


def folder(number: int) -> Path:
    """Where an edition lies."""
    return data_folder().edition(number)


def change(path: Path) -> None:
    """Put other bytes in the place of a file."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data + b"!")
