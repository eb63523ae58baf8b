"""观测值 at the desk: 录入, 修订, 沿革."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Area, Batch, Indicator, Observation, User
from tests.cms.desk_records import (
    make_evidence,
    make_value,
)
from tests.cms.values.revision_form import address_of, revised


def filled(indicator: Indicator, area: Area, **changes: Any) -> dict[str, Any]:
    """A form for a new value, filled in well but for the changes."""
    form = {
        "indicator": indicator.pk,
        "area": area.pk,
        "period": "2024",
        "value": "120",
        "qualifier": "exact",
        "status": "A",
        "note": "",
        "evidence": "",
        "locator": "第三部分",
    }
    return form | changes


def test_a_value_is_stored_with_a_batch_of_its_own(
    desk: Client, clerk: User, indicator: Indicator, area: Area
) -> None:
    """One form, one row, one batch that names the clerk."""
    evidence = make_evidence()
    form = filled(indicator, area, period="２０２５－q3", value="４．１", evidence=evidence.pk)
    answer = desk.post(reverse("observation:add"), form)
    stored = Observation.objects.select_related("batch").get()
    assert answer.status_code == 302 and answer["Location"] == reverse(
        "observation:history", args=[stored.pk]
    )
    assert (stored.period, stored.value, stored.revision) == ("2025-Q3", Decimal("4.1"), 1)
    assert (stored.evidence, stored.locator) == (evidence, "第三部分")
    batch = stored.batch
    assert (batch.kind, batch.made_by, batch.made_by_name, batch.row_count) == ("form", clerk, "李明", 1)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"value": ""}, "value", "请填数值"),
        ({"value": "", "status": "O"}, None, ""),
        ({"value": "3", "status": "O"}, "status", "有数值就不是"),
        ({"value": "1e3"}, "value", "只写数字"),
        ({"period": "2025年"}, "period", "时期应写成"),
        ({"period": "2025-Q5"}, "period", "时期应写成"),
        ({"period": ""}, "period", "请填时期"),
        ({"indicator": ""}, "indicator", "请选择指标"),
        ({"area": ""}, "area", "请选择区域"),
    ],
)
def test_a_bad_field_is_refused_beside_it_and_nothing_typed_is_lost(
    desk: Client, indicator: Indicator, area: Area, changes: dict[str, str], field: str | None, words: str
) -> None:
    """One message for each fault, next to its field; the rest comes back as typed."""
    answer = desk.post(reverse("observation:add"), filled(indicator, area, note="留着的话") | changes)
    if field is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422 and not Observation.objects.exists() and not Batch.objects.exists()
    errors = answer.context["form"].errors
    assert list(errors) == [field] and len(errors[field]) == 1 and words in errors[field][0]
    page = answer.content.decode()
    assert "留着的话" in page and "第三部分" in page
    for typed in changes.values():
        assert typed in page


def test_a_second_value_for_the_same_key_leads_to_its_revision(desk: Client, value: Observation) -> None:
    """The refusal says what is there and carries what was typed to the form that changes it."""
    form = filled(value.indicator, value.area, period="2025", value="2700", note="新的说明")
    answer = desk.post(reverse("observation:add"), form)
    assert answer.status_code == 422 and Observation.objects.count() == 1
    (message,) = answer.context["form"].errors["period"]
    assert "2600余个" in message and address_of(value) in message
    link = message.split("href='")[1].split("'")[0].replace("&amp;", "&")
    assert f"href='{link.replace('&', '&amp;')}'" in answer.content.decode()
    page = desk.get(link).content.decode()
    assert "新的说明" in page and 'value="2700"' in page


def test_a_revision_keeps_the_old_value(desk: Client, value: Observation) -> None:
    """Revision 2 has a reason and a batch; revision 1 is as it was."""
    assert "2600余个" in desk.get(address_of(value)).content.decode()
    answer = desk.post(address_of(value), revised())
    assert answer.status_code == 302
    first, second = Observation.objects.order_by("revision")
    assert (first.value, second.value, second.reason) == (Decimal("2600"), Decimal("2700"), "原统计漏计")
    assert second.batch != first.batch and second.batch.made_by_name == "李明"
    history = desk.get(answer["Location"]).content.decode()
    assert history.index("2700余个") < history.index("2600余个")
    for words in (
        "原统计漏计",
        "李明",
        "首次录入",
        reverse("batches_modeladmin_inspect", args=[second.batch_id]),
    ):
        assert words in history


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": ""}, "reason", "请写明修订原因"),
        ({"value": "2600"}, "__all__", "没有差别"),
        ({"value": "abc"}, "value", "只写数字"),
    ],
)
def test_a_revision_needs_a_reason_and_a_difference(
    desk: Client, value: Observation, changes: dict[str, str], field: str, words: str
) -> None:
    """Refused beside the field, with the rest kept."""
    answer = desk.post(address_of(value), revised() | changes)
    assert answer.status_code == 422 and Observation.objects.count() == 1
    errors = answer.context["form"].errors
    assert list(errors) == [field] and len(errors[field]) == 1 and words in errors[field][0]
    assert words in answer.content.decode()


def test_a_stale_form_is_refused_and_loses_no_text(desk: Client, value: Observation) -> None:
    """Somebody else was quicker: their value is shown, and saving again on purpose works."""
    desk.post(address_of(value), revised(value="2650", reason="别人的修订"))
    answer = desk.post(address_of(value), revised(value="2700", note="我的注", reason="我的原因"))
    assert answer.status_code == 422 and Observation.objects.count() == 2
    page = answer.content.decode()
    assert "第 2 版：2650余个" in page and "我的注" in page and "我的原因" in page and 'value="2700"' in page
    assert 'name="seen" value="2"' in page
    assert desk.post(address_of(value), revised(2, note="我的注", reason="我的原因")).status_code == 302
    assert Observation.objects.in_force().get().revision == 3


def test_a_double_submit_stores_one_revision(desk: Client, value: Observation) -> None:
    """The second click is told that all is stored."""
    desk.post(address_of(value), revised())
    answer = desk.post(address_of(value), revised())
    assert answer.status_code == 422 and Observation.objects.count() == 2
    assert "已经存好" in answer.content.decode()


def test_a_race_that_only_the_database_sees_is_refused_too(
    desk: Client, value: Observation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people pass the check at the same moment; the second one gets the form back."""
    from cms.desk import observations, recording

    def quicker(observation: Observation, *, by: User) -> Observation:
        make_value(value.indicator, value.area, "2650", revision=2, reason="抢先一步")
        return recording.record(observation, by=by)

    monkeypatch.setattr(observations, "record", quicker)
    answer = desk.post(address_of(value), revised(reason="我的原因"))
    assert answer.status_code == 422 and Observation.objects.count() == 2
    assert "我的原因" in answer.content.decode() and "第 2 版：2650余个" in answer.content.decode()
