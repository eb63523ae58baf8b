"""指标, 数据集, 区域, 组织 and 依据 at the desk: lists, search, drafts, previews, locks, workflow, deleting."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import Batch, Dataset, Evidence, Indicator, ReleaseCut, User
from cms.releases import cut_release
from tests.cms.county_records import make_organisation
from tests.cms.desk_records import make_area, make_dataset, make_evidence, make_indicator, make_value

MAKERS = {
    "indicator": make_indicator,
    "dataset": make_dataset,
    "area": make_area,
    "organisation": make_organisation,
}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin"))
    return client


@pytest.fixture(params=sorted(MAKERS))
def record(request: pytest.FixtureRequest, db: None) -> Any:
    """A published record of each type."""
    return MAKERS[request.param]()


def to(record: Any, view: str, *arguments: Any) -> str:
    """The address of one of the type's screens."""
    return reverse(record.snippet_viewset.get_url_name(view), args=arguments)


def name_field(record: Any) -> str:
    """The field of the Chinese name."""
    return {Indicator: "name_zh", Dataset: "title_zh"}.get(type(record), "name")


def form_of(record: Any, **changes: Any) -> dict[str, Any]:
    """The edit form as a browser sends it, without honours."""
    form = {
        field.name: getattr(record, field.attname)
        for field in record._meta.fields
        if field.name in record.snippet_viewset.get_form_class().base_fields
    }
    honours = {"honours": inline_formset([])} if hasattr(record, "honours") else {}
    filled = {name: "" if value is None else value for name, value in form.items()}
    return nested_form_data(filled | honours | changes)


@pytest.mark.parametrize("view", ["list", "add"])
def test_lists_and_forms_answer(desk: Client, record: Any, view: str) -> None:
    """Every screen that needs no record."""
    answer = desk.get(to(record, view))
    assert answer.status_code == 200
    assert (str(record) in answer.content.decode()) == (view == "list")


@pytest.mark.parametrize("view", ["edit", "history", "usage", "inspect", "delete", "unpublish"])
def test_the_screens_of_one_record_answer(desk: Client, record: Any, view: str) -> None:
    """Every screen that needs one."""
    assert desk.get(to(record, view, record.pk)).status_code == 200


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_lists_are_exported(desk: Client, record: Any, export: str) -> None:
    """For those who work in Excel."""
    answer = desk.get(to(record, "list"), {"export": export})
    body = b"".join(answer)
    assert answer.status_code == 200 and (export == "xlsx" or record.code.encode() in body)


def test_lists_find_two_chinese_characters(desk: Client, record: Any) -> None:
    """The middle of a name is enough, and other words find nothing."""
    name = getattr(record, name_field(record))
    assert name in desk.get(to(record, "list_results"), {"q": name[1:3]}).content.decode()
    assert name not in desk.get(to(record, "list_results"), {"q": "车棚"}).content.decode()


def test_choosers_find_two_chinese_characters(desk: Client, record: Any) -> None:
    """The same where a page chooses a record."""
    address = reverse(record.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    name = getattr(record, name_field(record))
    assert name in desk.get(address, {"q": name[1:3]}).content.decode()
    assert name not in desk.get(address, {"q": "车棚"}).content.decode()


def test_lists_do_not_ask_the_database_for_each_row(desk: Client, db: None) -> None:
    """Thirty more rows cost no more queries."""
    area, first = make_area(), make_indicator()
    address = to(first, "list")
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    batch = Batch.objects.create(kind="seed", title="资料", made_by_name="资料")
    for number in range(30):
        added = Indicator.objects.create(
            code=f"more-{number}", name_zh=f"别的{number}", name_en="x", unit_zh="个", unit_en="x", system="x"
        )
        make_value(added, area, batch=batch)
    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(many) == len(few)


def test_a_draft_leaves_the_published_words_alone_until_published(desk: Client, record: Any) -> None:
    """保存草稿 keeps the public as it is; 发布 changes it."""
    field = name_field(record)
    old = getattr(record, field)
    address = to(record, "edit", record.pk)
    assert desk.post(address, form_of(record, **{field: "改过的名称"})).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == old and record.has_unpublished_changes
    form = form_of(record, **{field: "改过的名称", "action-publish": "1"})
    assert desk.post(address, form).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == "改过的名称" and record.revisions.count() == 3


def test_a_public_code_cannot_be_changed(desk: Client, record: Any) -> None:
    """The refusal stands beside the code and names the one to go back to."""
    answer = desk.post(
        to(record, "edit", record.pk), form_of(record, code="230822-other", **{"action-publish": "1"})
    )
    assert answer.status_code == 200 and record.code in answer.context["form"].errors["code"][0]
    assert "230822-other" in answer.content.decode()


def test_a_code_is_given_once(desk: Client, record: Any) -> None:
    """The refusal is in plain words, and what was typed stays."""
    form = form_of(record, **{name_field(record): "另一条"})
    answer = desk.post(to(record, "add"), form)
    assert answer.context["form"].errors["code"] == ["这个代码已经有了，请换一个。"]
    assert "另一条" in answer.content.decode()


@pytest.mark.parametrize("maker", [make_indicator, make_dataset, make_area, make_organisation])
def test_the_preview_shows_what_is_being_written(desk: Client, maker: Any) -> None:
    """Unsaved words, in the public template, under the ribbon."""
    record = maker()
    address = to(record, "preview_on_edit", record.pk)
    stored = desk.post(address, form_of(record, **{name_field(record): "还没存的名称"})).json()
    assert stored["is_valid"]
    page = desk.get(address, {"mode": ""}).content.decode()
    assert "还没存的名称" in page and "预览：尚未公开" in page and "desk/preview.css" in page
    assert (
        "<script>" not in page.split("desk-preview-ribbon")[1]
        and "style=" not in page.split("desk/preview.css")[1]
    )


def test_a_locked_record_is_not_changed_by_others(desk: Client, record: Any) -> None:
    """The lock holds for everybody else."""
    assert desk.post(to(record, "lock", record.pk)).status_code == 302
    record.refresh_from_db()
    assert record.locked
    other = User.objects.create_superuser("other")
    desk.force_login(other)
    field = name_field(record)
    desk.post(to(record, "edit", record.pk), form_of(record, **{field: "改过的名称"}))
    assert record.revisions.count() == 1
    assert desk.post(to(record, "unlock", record.pk)).status_code == 302


def test_a_workflow_leads_from_submission_to_the_public(desk: Client, record: Any) -> None:
    """Submitted, approved, published."""
    workflow, task = Workflow.objects.create(name="审核"), GroupApprovalTask.objects.create(name="初审")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(type(record))
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    form = form_of(record, **{name_field(record): "送审的名称", "action-submit": "1"})
    assert desk.post(to(record, "edit", record.pk), form).status_code == 302
    record.refresh_from_db()
    state = record.current_workflow_task_state
    assert state and getattr(record, name_field(record)) != "送审的名称"
    address = to(record, "workflow_action", record.pk, "approve", state.pk)
    assert desk.post(address, {"comment": "可以"}).status_code in {200, 302}
    record.refresh_from_db()
    assert getattr(record, name_field(record)) == "送审的名称"


def test_what_is_used_is_not_deleted(desk: Client) -> None:
    """Neither alone nor together with others; the refusal says what to do instead."""
    indicator, area = make_indicator(), make_area()
    make_value(indicator, area)
    for record in (indicator, area):
        answer = desk.post(to(record, "delete", record.pk), follow=True)
        assert type(record).objects.filter(pk=record.pk).exists()
        assert "不能删除；不再公开的，请取消发布" in answer.content.decode()
    bulk = reverse("wagtail_bulk_action", args=["cms", "indicator", "delete"])
    assert "不能删除" in desk.post(f"{bulk}?id={indicator.pk}", follow=True).content.decode()
    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_an_unused_record_can_be_deleted(desk: Client, record: Any) -> None:
    """A mistake that nobody built on goes away."""
    assert desk.post(to(record, "delete", record.pk)).status_code == 302
    assert not type(record).objects.filter(pk=record.pk).exists()


def test_a_dataset_with_releases_is_kept(desk: Client) -> None:
    """Third parties hold its addresses."""
    dataset = make_dataset()
    make_value(make_indicator(), make_area())
    cut_release(dataset, by=None, kind="update", note="首次发布")
    assert ReleaseCut.objects.exists()
    answer = desk.post(to(dataset, "delete", dataset.pk), follow=True)
    assert Dataset.objects.exists() and "已有数据发布" in answer.content.decode()


def test_evidence_is_kept_and_its_code_too_once_a_value_rests_on_it(desk: Client) -> None:
    """Create, list, search, change; then the two refusals."""
    form = {
        "title": "工作总结",
        "code": "report-2025",
        "kind": "document",
        "issuer": "县委组织部",
        "sha256": "",
    }
    assert desk.post(reverse("evidence:add"), form).status_code == 302
    evidence = Evidence.objects.get()
    assert "工作总结" in desk.get(reverse("evidence:index_results"), {"q": "作总"}).content.decode()
    make_value(make_indicator(), make_area(), evidence=evidence)
    edit = reverse("evidence:edit", args=[evidence.pk])
    answer = desk.post(edit, form | {"code": "other", "title": "改了"})
    assert (
        "请改回 report-2025" in answer.context["form"].errors["code"][0] and "改了" in answer.content.decode()
    )
    assert desk.post(edit, form | {"title": "改了"}).status_code == 302
    answer = desk.post(reverse("evidence:delete", args=[evidence.pk]), follow=True)
    assert Evidence.objects.exists() and "不能删除" in answer.content.decode()


def test_bad_evidence_is_refused_beside_its_field(desk: Client) -> None:
    """A bad checksum and a code that is taken."""
    make_evidence()
    form = {"title": "另一份", "code": "report-2025", "kind": "document", "issuer": "", "sha256": "ABC"}
    errors = desk.post(reverse("evidence:add"), form).context["form"].errors
    assert errors["code"] == ["这个代码已经有了，请换一个。"] and "64 位" in errors["sha256"][0]
