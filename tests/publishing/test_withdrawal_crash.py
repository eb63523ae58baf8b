"""A crash in the middle of a withdrawal: whoever builds next finishes it."""

from pathlib import Path

import pytest

from publishing import release_withdrawal
from publishing.contract import Route
from publishing.edition import withdraw as withdrawing
from publishing.edition.read import numbers
from publishing.edition.verify import verify
from publishing.edition.withdraw import withdraw_releases
from publishing.edition.withdrawals import read_withdrawals
from publishing.releases import (
    releases_of,
)
from tests.publishing.withdrawal_world import (
    CANARY,
    LATER,
    PATH,
    REASON,
    Withdrawals,
    deed_row,
)


@pytest.mark.parametrize("step", range(9))
def test_whoever_builds_next_finishes_what_a_crash_interrupted(
    site: Withdrawals, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """A crash at each of the stages: after some files, within a release, before the store, before the list."""
    site.clean()
    calls = iter(range(100))

    def crash(real: object) -> object:
        def act(*args: object, **kwargs: object) -> object:
            if next(calls) == step:
                raise KeyboardInterrupt
            return real(*args, **kwargs)  # type: ignore[operator]

        return act

    with monkeypatch.context() as patched:
        for name in (
            "add_withdrawal",
            "_erase_releases",
            "_forget_derived",
            "sync_filesystem",
            "sync_folder",
        ):
            patched.setattr(withdrawing, name, crash(getattr(withdrawing, name)))
        real = Path.unlink
        patched.setattr(Path, "unlink", crash(real))
        with pytest.raises(KeyboardInterrupt):
            site.withdraw()
    assert verify(site.folder, None, site.key) == []
    site.build(*site.left(), routes=(Route(PATH, None, REASON),))
    assert site.held() == []
    assert not (site.folder.editions / withdrawing.JOURNAL).exists()
    assert len(read_withdrawals(site.folder, site.key)) == 1
    assert all(verify(site.folder, number, site.key) == [] for number in numbers(site.folder))


def test_a_crash_between_a_release_s_note_and_its_files_is_finished(
    site: Withdrawals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(home: Path) -> int:
        raise KeyboardInterrupt

    site.release([deed_row("pavilion", "凉亭")], day=2, kind="withdrawal")
    with monkeypatch.context() as patched:
        patched.setattr(release_withdrawal, "_erase", crash)
        with pytest.raises(KeyboardInterrupt):
            withdraw_releases(site.folder, site.signer, paths=[PATH], words=[CANARY], reason=REASON, at=LATER)
    release = releases_of(site.folder, "deeds")[1]
    assert release.withdrawn and (release.folder / "deeds.csv").exists()
    site.build(*site.left())
    assert not (release.folder / "deeds.csv").exists()
    assert verify(site.folder, None, site.key) == []
