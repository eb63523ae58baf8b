"""依据: what stands behind values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.desk.chooser_search import NameChooserViewSet
from cms.desk.columns import WIDE, TextColumn, choice_column
from cms.desk.listing import Listing
from cms.desk.protection import refuse
from cms.desk.usage import usage
from cms.models import Evidence
from cms.tasks import request_build


class EvidenceForm(WagtailAdminModelForm):
    """A piece of evidence. Its code is part of published data once a value rests on it."""

    class Meta:
        model = Evidence
        fields = ["title", "code", "kind", "issuer", "sha256"]
        help_texts = {
            "title": "文件的全称，例如“桦南县 2025 年基层治理工作总结”。",
            "code": "小写字母、数字和连字符，例如 report-2025；有数值用了它，就不能再改。",
            "kind": "有现成文件的选“文件”；数出来的选“逐条记录”；算出来的选“计算”。",
            "issuer": "发布文件的单位或媒体；没有就留空。",
        }
        error_messages = {"code": {"unique": "这个代码已经有了，请换一个。"}}
        widgets = {"sha256": forms.TextInput(attrs={"spellcheck": "false"})}

    def clean_code(self) -> str:
        """Refuse another code for evidence in use."""
        code: str = self.cleaned_data["code"]
        if self.instance.pk and "code" in self.changed_data and usage(self.instance):
            stored = Evidence.objects.values_list("code", flat=True).get(pk=self.instance.pk)
            raise ValidationError(f"已有内容以它为依据，代码不能改；请改回 {stored}，或另建一条。")
        return code


class EvidenceIndex(Listing, generic.IndexView):
    """Evidence with the number of values that rest on it."""

    any_permission_required = ["add", "change", "delete", "view"]

    def get_base_queryset(self) -> QuerySet[Evidence]:
        """With the count."""
        return Evidence.objects.annotate(value_count=Count("observations"))


class EvidenceEdit(generic.EditView):
    """Editing. What is public is built again."""

    def save_instance(self) -> Any:
        """Save, and ask for a build when the public may see this evidence."""
        saved = super().save_instance()
        if usage(self.object):
            request_build(f"依据：{self.object}", str(self.request.user))
        return saved


class EvidenceDelete(generic.DeleteView):
    """Deleting, where no value rests on it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in plain words what the database would refuse with an error."""
        refused = refuse(request, [self.object], self.get_success_url())
        response: HttpResponse = refused or super().dispatch(request, *args, **kwargs)
        return response


class EvidenceViewSet(ModelViewSet):
    """Evidence at the desk."""

    model = Evidence
    name = "evidence"
    icon = "doc-full"
    menu_label = "依据"
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = EvidenceIndex
    index_results_template_name = "desk/list_results.html"
    edit_view_class = EvidenceEdit
    delete_view_class = EvidenceDelete
    search_fields = ["title", "code", "issuer"]
    search_backend_name = None
    list_filter = ["kind"]
    list_display = [
        "title",
        TextColumn("code", label="代码", sort_key="code"),
        choice_column("kind", "种类"),
        TextColumn("issuer", label="发布单位", sort_key="issuer"),
        TextColumn("sha256", label="校验值", accessor=lambda evidence: evidence.sha256[:8] or None),
        TextColumn("value_count", label="用到的数值", sort_key="value_count"),
    ]
    export_filename = "evidence"
    list_per_page = 30
    ordering = ["code"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """What is exported are the columns."""
        given: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        return {
            name: value for name, value in given.items() if name not in {"list_export", "export_headings"}
        }

    def get_form_class(self, for_update: bool = False) -> type[EvidenceForm]:
        """The form above."""
        return EvidenceForm


class EvidenceChooserViewSet(NameChooserViewSet):
    """Choosing evidence in a form, or writing down a new piece of it without leaving the form."""

    model = Evidence
    icon = "doc-full"
    choose_one_text = "选择依据"
    choose_another_text = "换一个依据"
    edit_item_text = "修改这个依据"
    creation_tab_label = "新建依据"
    create_action_label = "新建并选用"
    creation_form_class = EvidenceForm
    names = ("title", "code", "issuer")
    hint = "标题、代码或发布单位里的字"
    shown = (
        TextColumn("issuer", label="发布单位"),
        choice_column("kind", "种类", sort_key=None),
        TextColumn("code", label="代码", classname=WIDE),
    )


EVIDENCE_CHOOSER = EvidenceChooserViewSet("evidence_chooser")
