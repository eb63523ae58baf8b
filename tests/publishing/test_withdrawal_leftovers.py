"""What a withdrawal must find although no edition shows it: drafts of the dead, and the objects of lost files."""

from datetime import timedelta

import pytest

from publishing.edition.remove import MENDING
from publishing.edition.rollback import rollback
from publishing.edition.verify import inspect
from tests.publishing.withdrawal_world import CANARY, LATER, PATH, Withdrawals

PAGE = f"{PATH[1:]}index.html"


def test_drafts_that_the_dead_left_go_too(site: Withdrawals) -> None:
    site.clean()
    body = (site.folder.edition(3) / PAGE).read_bytes()
    for home in (site.folder.editions / MENDING, site.folder.releases / "deeds/.2026-11-21.tmp"):
        home.mkdir()
        (home / "99-1").write_bytes(body)
    site.withdraw()
    assert site.held() == []


@pytest.mark.parametrize("words", [(CANARY,), ()], ids=["by words", "by address"])
@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_the_objects_of_damaged_files_go_too(site: Withdrawals, damage: str, words: tuple[str, ...]) -> None:
    """They would come back with a rollback to that edition."""
    site.clean()
    for file in (site.folder.edition(3) / PAGE).parent.glob("index.html*"):
        file.unlink()
        if damage == "changed":
            file.write_bytes(b"!")
    before = [path for path in site.folder.objects.rglob("*") if path.is_file()]
    site.withdraw(words=words)
    site.build(*site.left())
    rollback(site.folder, site.signer, 3, by="", reason="试", at=LATER + timedelta(days=1))
    assert not (site.folder.edition(6) / PAGE).exists()
    assert len([path for path in before if path.exists()]) < len(before)
    if words:
        assert site.held() == []
    if damage == "lost":
        assert inspect(site.folder, 3, site.key).findings == ()


def test_a_withdrawal_of_what_is_gone_lists_nothing_again(site: Withdrawals) -> None:
    site.clean()
    site.withdraw()
    signed = (site.folder.editions / "withdrawals.json").read_bytes()
    site.withdraw()
    assert (site.folder.editions / "withdrawals.json").read_bytes() == signed
