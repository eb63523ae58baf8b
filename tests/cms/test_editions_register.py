"""The register of editions: what is on disk, who and why."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from django.forms import model_to_dict

from cms import tasks
from cms.commanded_build import build_for_command
from cms.editions import changes_of, remember_editions
from cms.models import Build, DeedPage, Edition
from cms.models.build import BuildState
from cms.tasks import build_edition, register_editions, request_build
from tests.cms.small_site import folder, make_small_site

Built = Callable[..., Edition]


@pytest.fixture
def deed(db: None) -> DeedPage:
    """The page that each edition changes."""
    return make_small_site()


@pytest.fixture
def built(
    deed: DeedPage, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> Built:
    """Publish the deed with another title and build, as the worker does; the newest edition of the register."""

    def build(title: str, by: str = "李梅") -> Edition:
        with django_capture_on_commit_callbacks(execute=True):
            deed.title = title
            deed.save_revision().publish()
            request_build(f"改成{title}", by)
        build_edition.call(Build.objects.latest("pk").pk)
        return Edition.objects.latest("number")

    return build


def manifest(number: int) -> dict[str, Any]:
    """What it says of itself."""
    document: dict[str, Any] = json.loads((folder(number) / "edition/manifest.json").read_bytes())
    return document


def test_a_finished_build_enters_its_edition(built: Built) -> None:
    edition = built("凉亭")
    said = manifest(1)
    assert (edition.number, edition.files, edition.trial) == (1, len(said["files"]), True)
    assert edition.published_at == datetime.fromisoformat(said["published"])
    assert (edition.added, edition.changed, edition.removed) == (edition.files, 0, 0)
    assert edition.asked_by == "李梅"
    assert edition.reason.splitlines() == ["页面：凉亭", "改成凉亭"]
    assert edition.verified_at is None, "readers do not wait for the check"


def test_what_changed_is_counted_and_named(built: Built, deed: DeedPage) -> None:
    built("凉亭")
    edition = built("新凉亭", "王芳")
    changes = changes_of(edition)
    assert changes is not None
    assert (edition.added, edition.changed, edition.removed) == changes.counts()
    assert "/deeds/liang-ting/" in changes.changed and changes.added == changes.removed == ()
    deed.unpublish()
    build_for_command()
    edition = Edition.objects.latest("number")
    gone = changes_of(edition)
    assert gone is not None and "/deeds/liang-ting/" in gone.removed
    assert edition.removed == len(gone.removed) > 0


def test_a_build_that_changed_nothing_explains_nothing_new(built: Built) -> None:
    first = built("凉亭")
    Build.objects.create(reason="别的", asked_by="王芳")
    build_edition.call(Build.objects.latest("pk").pk)
    assert Build.objects.latest("pk").edition == 1
    assert Edition.objects.get() == first
    assert Edition.objects.get().asked_by == "李梅"


def test_reasons_of_failed_builds_come_with_the_edition_that_mends_them(built: Built) -> None:
    built("凉亭")
    Build.objects.create(reason="甲\n乙", asked_by="王芳", state=BuildState.FAILED)
    edition = built("新凉亭")
    assert edition.reason.splitlines() == ["甲", "乙", "页面：新凉亭", "改成新凉亭"]
    assert edition.asked_by == "王芳、李梅"


def test_many_names_fit_into_their_column(built: Built) -> None:
    names = "\n".join(f"第{number:03}位经手的同事" for number in range(40))
    Build.objects.create(reason="甲", asked_by=names, state=BuildState.FAILED)
    edition = built("凉亭")
    assert edition.asked_by.endswith("等 41 人") and 150 < len(edition.asked_by) <= 200


def test_an_edition_of_a_command_is_entered_and_explained_later(built: Built, deed: DeedPage) -> None:
    deed.save_revision().publish()
    build_for_command()
    edition = Edition.objects.get()
    assert (edition.number, edition.reason, edition.asked_by) == (1, "", "")
    Build.objects.create(reason="页面：凉亭", asked_by="李梅")
    build_edition.call(Build.objects.get().pk)
    edition.refresh_from_db()
    assert (edition.reason, edition.asked_by) == ("页面：凉亭", "李梅")


def test_a_register_that_was_lost_is_made_again_from_the_disk(built: Built) -> None:
    for title in ("一", "二", "三"):
        built(title)
    before = [model_to_dict(edition, exclude=["id"]) for edition in Edition.objects.all()]
    Edition.objects.all().delete()
    assert register_editions() == 3
    assert [model_to_dict(edition, exclude=["id"]) for edition in Edition.objects.all()] == before
    assert register_editions() == 0


def test_no_count_is_made_up_where_the_edition_before_is_gone(built: Built) -> None:
    built("一")
    built("二")
    Edition.objects.all().delete()
    shutil.rmtree(folder(1))
    (edition,) = remember_editions()
    assert (edition.number, edition.added, edition.changed, edition.removed) == (2, None, None, None)
    assert changes_of(edition) is None


def test_nothing_is_compared_with_a_manifest_that_was_changed_since(built: Built) -> None:
    built("一")
    edition = built("二")
    path = folder(1) / "edition/manifest.json"
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data + b"\n")
    assert changes_of(edition) is None


def test_one_damaged_manifest_keeps_no_other_out(built: Built, caplog: pytest.LogCaptureFixture) -> None:
    built("一")
    built("二")
    Edition.objects.all().delete()
    path = folder(1) / "edition/manifest.json"
    path.unlink()
    path.write_bytes(b'{"edition": 1}')
    (edition,) = remember_editions()
    assert (edition.number, edition.added) == (2, None)
    assert "edition 1 has no readable manifest" in caplog.text


def test_a_fault_of_the_register_does_not_fail_the_build(
    built: Built, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> list[Edition]:
        raise OSError("磁盘满了")

    built("一")
    monkeypatch.setattr(tasks, "remember_editions", broken)
    assert built("二").number == 1, "the register stays behind"
    assert Build.objects.latest("pk").state == BuildState.DONE
    assert Build.objects.latest("pk").edition == 2
    assert "磁盘满了" in caplog.text
