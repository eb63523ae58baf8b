"""数据发布 at the desk: what would change, and the act of releasing it."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cms.desk.release_changes import change_lists, pending_release
from cms.models import Build, Dataset, Observation, ReleaseCut, User
from cms.releases import cut_release
from cms.signing import data_folder
from publishing.releases import latest_release, releases_of
from tests.cms.desk_records import make_area, make_clerk, make_dataset, make_indicator, make_value

CODE = "governance-indicators"
SCREEN = f"/{settings.DESK_PATH}data-releases/{CODE}/"


@pytest.fixture
def value(db: None) -> Observation:
    """2600余个 for 2025."""
    return make_value(make_indicator(), make_area())


@pytest.fixture
def dataset(value: Observation) -> Dataset:
    """The dataset of values, one of them."""
    return make_dataset()


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of somebody who may release."""
    client.force_login(make_clerk("add_releasecut", "add_observation"))
    return client


def revise(value: Observation, new: str) -> Observation:
    """A further revision."""
    return make_value(value.indicator, value.area, new, revision=value.revision + 1, reason="漏计")


def desk_history(desk: Client, dataset: Dataset) -> str:
    """The history of the dataset's description, as an administrator sees it."""
    desk.force_login(User.objects.create_superuser("admin"))
    address = reverse(dataset.snippet_viewset.get_url_name("history"), args=[dataset.pk])
    return desk.get(address).content.decode()


def sent(dataset: Dataset, **changes: Any) -> dict[str, Any]:
    """The form as it is sent after a look at the present changes."""
    return {"kind": "update", "note": "首次发布", "seen": pending_release(dataset).digest} | changes


def test_the_first_release_lists_its_rows_and_is_cut(
    desk: Client, dataset: Dataset, django_capture_on_commit_callbacks: Any
) -> None:
    """The list says what is pending; confirming cuts, records who, and asks for a build."""
    assert "首次发布，1 行" in desk.get(reverse("data_release:index")).content.decode()
    page = desk.get(SCREEN).content.decode()
    for words in ("微心愿 · 桦南县 · 2025年", "2600", "新增 1 行"):
        assert words in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(SCREEN, sent(dataset))
    assert answer.status_code == 302
    release = latest_release(data_folder(), CODE)
    assert release and (release.rows, release.kind, release.note) == (1, "first", "首次发布")
    cut = ReleaseCut.objects.get()
    assert (cut.release, cut.cut_by and str(cut.cut_by), cut.row_count) == (release.id, "李明", 1)
    assert release.id in Build.objects.get().reason
    page = desk.get(SCREEN).content.decode()
    assert "没有差别" in page and "首次发布" in page and "李明" in page
    assert "发布了数据" in desk_history(desk, dataset)


def test_a_revision_shows_old_and_new_and_becomes_a_correction(
    desk: Client, dataset: Dataset, value: Observation
) -> None:
    """Only what differs is listed, the old beside the new."""
    cut_release(dataset, by=None, kind="update", note="首次发布")
    revise(value, "2700")
    state = pending_release(dataset)
    lists = change_lists(dataset, state)
    (row,) = lists.revised
    assert row.name == "微心愿 · 桦南县 · 2025年" and not lists.added and not lists.removed
    changed = {cell.label: (cell.old, cell.new) for cell in row.cells}
    assert changed["数值"] == ("2600", "2700") and len(changed) == 2
    page = desk.get(SCREEN).content.decode()
    assert "<del>2600</del>" in page and "<ins>2700</ins>" in page
    assert desk.post(SCREEN, sent(dataset, kind="correction", note="改正漏计")).status_code == 302
    newest = releases_of(data_folder(), CODE)[0]
    assert (newest.kind, newest.note) == ("correction", "改正漏计")


def test_a_withdrawn_indicator_is_listed_as_leaving(dataset: Dataset, value: Observation) -> None:
    """An unpublished indicator takes its rows out of the next release."""
    cut_release(dataset, by=None, kind="update", note="首次发布")
    value.indicator.unpublish()
    lists = change_lists(dataset, pending_release(dataset))
    assert [row.name for row in lists.removed] == ["wishes · 桦南县 · 2025年"]
    assert ("2600", "") in [(cell.old, cell.new) for cell in lists.removed[0].cells]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"kind": "correction", "note": " "}, "note", "更正须写明"),
        ({"note": ""}, "note", "请写一句说明"),
        ({"seen": "another"}, "__all__", "又有改动"),
        ({"kind": "first"}, "kind", ""),
    ],
)
def test_a_refused_release_keeps_the_form(
    desk: Client, dataset: Dataset, value: Observation, changes: dict[str, str], field: str, words: str
) -> None:
    """Nothing is cut; the message stands beside the field."""
    cut_release(dataset, by=None, kind="update", note="首次发布")
    revise(value, "2700")
    answer = desk.post(SCREEN, sent(dataset, **({"note": "留着的话"} | changes)))
    errors = answer.context["form"].errors
    assert answer.status_code == 422 and list(errors) == [field] and words in errors[field][0]
    assert len(releases_of(data_folder(), CODE)) == 1
    if "note" not in changes:
        assert "留着的话" in answer.content.decode()


def test_a_second_look_after_a_change_is_enough(desk: Client, dataset: Dataset, value: Observation) -> None:
    """The refused form carries the present state, so that the next click releases it."""
    stale = sent(dataset)
    revise(value, "2700")
    answer = desk.post(SCREEN, stale)
    assert answer.status_code == 422
    assert f'value="{pending_release(dataset).digest}"' in answer.content.decode()


def test_what_the_engine_refuses_is_said_in_the_form(
    desk: Client, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BadRelease is for people to read."""
    from publishing.releases import BadRelease

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise BadRelease("已公布的列不能改变类型：数值。")

    monkeypatch.setattr("cms.desk.releases.cut_release", refuse)
    answer = desk.post(SCREEN, sent(dataset))
    assert answer.status_code == 422 and "已公布的列不能改变类型" in answer.content.decode()


def test_reviews_block_every_release(desk: Client, dataset: Dataset, settings: Any) -> None:
    """Where three reviews are asked for, the screens say why nothing goes out, and a forged form does nothing."""
    settings.REVIEWS = 3
    assert "三审" in desk.get(reverse("data_release:index")).content.decode()
    page = desk.get(SCREEN).content.decode()
    assert "三审" in page and "先不发布" not in page
    assert desk.post(SCREEN, sent(dataset)).status_code == 422
    assert latest_release(data_folder(), CODE) is None


def test_a_draft_dataset_is_not_released(desk: Client, dataset: Dataset) -> None:
    """Its description has to be public first."""
    dataset.unpublish()
    assert desk.post(SCREEN, sent(dataset)).status_code == 422
    assert latest_release(data_folder(), CODE) is None


def test_looking_is_not_releasing(client: Client, dataset: Dataset) -> None:
    """A clerk sees the changes, without the form."""
    client.force_login(make_clerk("add_observation"))
    page = client.get(SCREEN)
    assert page.status_code == 200 and "没有发布数据的权限" in page.content.decode()
    client.post(SCREEN, sent(dataset))
    assert latest_release(data_folder(), CODE) is None


def test_strangers_do_not_look(client: Client, dataset: Dataset) -> None:
    """Whoever keeps no data is sent away, and the address needs a login."""
    assert "/login/" in client.get(SCREEN)["Location"]
    client.force_login(User.objects.create_user("nobody"))
    assert client.get(SCREEN).status_code == 302
