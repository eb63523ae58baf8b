"""Checking an edition of the register: what is found, remembered and logged."""

import logging
import shutil

import pytest

from cms import editions
from cms.editions import MOST_PROBLEMS, EditionGone, check, is_gone
from cms.models import DeedPage, Edition
from tests.cms.small_site import build_renamed, change, folder, make_small_site


@pytest.fixture
def deed(db: None) -> DeedPage:
    """The page that each edition changes."""
    return make_small_site()


def test_a_tampered_edition_is_found_and_logged(deed: DeedPage, caplog: pytest.LogCaptureFixture) -> None:
    edition = build_renamed(deed, "一")
    change(folder(1) / "deeds/liang-ting/index.html")
    (folder(1) / "planted.html").write_bytes(b"x")
    caplog.set_level(logging.ERROR, "cms.editions")
    check(edition)
    edition.refresh_from_db()
    assert edition.problems.splitlines() == [
        "deeds/liang-ting/index.html：内容与清单不符。",
        "planted.html：不在清单里。",
    ]
    assert "edition 1: 2 problems, such as deeds/liang-ting/index.html" in caplog.text


def test_another_manifest_than_the_register_knew_is_found(deed: DeedPage) -> None:
    edition = build_renamed(deed, "一")
    edition.manifest_sha256 = "0" * 64
    assert check(edition) == ["edition/manifest.json：不是当初记入台账的那一份清单。"]


def test_a_long_list_of_problems_is_cut(deed: DeedPage) -> None:
    edition = build_renamed(deed, "一")
    for number in range(MOST_PROBLEMS + 3):
        (folder(1) / f"planted-{number:03}").write_bytes(b"x")
    assert len(check(edition)) == MOST_PROBLEMS + 3
    lines = edition.problems.splitlines()
    assert (len(lines), lines[-1]) == (MOST_PROBLEMS + 1, "另有 3 处")


def test_a_check_that_cannot_be_done_is_a_problem_too(
    deed: DeedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise MemoryError("内存不够")

    edition = build_renamed(deed, "一")
    monkeypatch.setattr(editions, "verify", broken)
    assert check(edition) == ["核验没有做完：内存不够"]


def test_an_edition_whose_folder_is_gone_keeps_its_row_and_its_last_check(deed: DeedPage) -> None:
    edition = build_renamed(deed, "一")
    build_renamed(deed, "二")
    check(edition)
    shutil.rmtree(folder(1))
    assert is_gone(edition)
    with pytest.raises(EditionGone):
        check(edition)
    edition.refresh_from_db()
    assert edition.problems == "" and Edition.objects.count() == 2
    build_renamed(deed, "三")
    assert Edition.objects.count() == 3
