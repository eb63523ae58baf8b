"""依据: what stands behind values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.desk.protection import refuse
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
        if self.instance.pk and "code" in self.changed_data and self.instance.observations.exists():
            stored = Evidence.objects.values_list("code", flat=True).get(pk=self.instance.pk)
            raise ValidationError(f"已有数值以它为依据，代码不能改；请改回 {stored}，或另建一条。")
        return code


class EvidenceIndex(generic.IndexView):
    """Evidence with the number of values that rest on it."""

    any_permission_required = ["add", "change", "delete", "view"]

    def get_base_queryset(self) -> QuerySet[Evidence]:
        """With the count."""
        return Evidence.objects.annotate(value_count=Count("observations"))


class EvidenceEdit(generic.EditView):
    """Editing. What is public is built again."""

    def save_instance(self) -> Any:
        """Save, and ask for a build when the public sees this evidence."""
        saved = super().save_instance()
        if self.object.observations.filter(indicator__live=True, area__live=True).exists():
            request_build(f"依据：{self.object}")
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
    edit_view_class = EvidenceEdit
    delete_view_class = EvidenceDelete
    search_fields = ["title", "code", "issuer"]
    search_backend_name = None
    list_filter = ["kind"]
    list_display = [
        "title",
        "code",
        "kind",
        "issuer",
        Column("value_count", label="用到的数值", sort_key="value_count"),
    ]
    list_export = ["code", "title", "kind", "issuer", "sha256"]
    ordering = ["code"]

    def get_form_class(self, for_update: bool = False) -> type[EvidenceForm]:
        """The form above."""
        return EvidenceForm
