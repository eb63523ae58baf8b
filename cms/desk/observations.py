"""观测值: 录入, 修订 and 沿革. Nothing is changed or deleted; a mistake is answered by a further revision."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from cms.desk.observation_forms import CARRIED, AddForm, ReviseForm
from cms.desk.observation_list import ObservationIndex
from cms.desk.public_state import released_revisions
from cms.desk.recording import AlreadyRecorded, key_text, newest, record, value_text
from cms.desk.staff import staff
from cms.models import Observation
from publishing.period import period_text

REFUSED = "没有存：请看下面标红的地方，改好再存。"


class ObservationScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the screens of values share."""

    model = Observation
    index_url_name = ""
    header_icon = "decimal"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this screen."""
        items: list[dict[str, Any]] = [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "观测值"},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
        return items


class WriteScreen(ObservationScreen, FormView):
    """A form that stores one revision."""

    permission_required = "add"
    template_name = "desk/observation_form.html"
    submit_label = ""

    def form_invalid(self, form: ModelForm) -> HttpResponse:
        """Shows the form again with all that was typed."""
        messages.error(self.request, REFUSED)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def stored(self, observation: Observation) -> HttpResponseRedirect:
        """Says what was stored and that it is not public yet, and leads to its history."""
        messages.success(
            self.request,
            f"已存：{key_text(observation)}，{value_text(observation)}（第 {observation.revision} 版）。"
            "数据发布之后，公众才会看到。",
            buttons=[messages.button(reverse("observation:add"), "再录一个")],
        )
        return redirect("observation:history", observation.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What Wagtail's form template needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "action_url": self.request.path,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": "正在存…",
            "media": form.media,
            "has_unsaved_changes": form.is_bound,
        }


class AddScreen(WriteScreen):
    """录入数值."""

    page_title = "录入数值"
    form_class = AddForm
    submit_label = "存入"

    def get_initial(self) -> dict[str, Any]:
        """Indicator and area of the list that the writer came from."""
        return {name: self.request.GET[name] for name in ("indicator", "area") if name in self.request.GET}

    def form_valid(self, form: AddForm) -> HttpResponse:
        """Stores the value, unless somebody was quicker."""
        try:
            return self.stored(record(form.instance, by=staff(self.request)))
        except AlreadyRecorded:
            form.full_clean()
            return self.form_invalid(form)


class ReviseScreen(WriteScreen):
    """修订."""

    page_title = "修订"
    form_class = ReviseForm
    submit_label = "存为新一版"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the revision in force of the value, whichever revision the address names."""
        named = get_object_or_404(Observation, pk=kwargs["pk"])
        self.present = newest(named) or named
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        """What is revised."""
        return key_text(self.present)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A form on the next revision."""
        present = self.present
        following = Observation(
            indicator=present.indicator,
            area=present.area,
            period=present.period,
            revision=present.revision + 1,
        )
        return super().get_form_kwargs() | {"present": present, "instance": following}

    def get_initial(self) -> dict[str, Any]:
        """The present content, or what was carried over from a refused new value."""
        present = {name: getattr(self.present, name) for name in CARRIED}
        if present["value"] is not None:
            present["value"] = format(present["value"].normalize(), "f")
        carried = {name: self.request.GET[name] for name in CARRIED if name in self.request.GET}
        return {**present, **carried, "seen": self.present.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the revision in force."""
        present = self.present
        return super().get_context_data(**kwargs) | {
            "present": present,
            "present_text": value_text(present),
            "history_address": reverse("observation:history", args=[present.pk]),
        }

    def form_valid(self, form: ReviseForm) -> HttpResponse:
        """Stores the revision, unless somebody was quicker."""
        try:
            return self.stored(record(form.instance, by=staff(self.request)))
        except AlreadyRecorded:
            self.present = newest(self.present) or self.present
            form.refuse_stale(self.present)
            return self.form_invalid(form)


class HistoryScreen(ObservationScreen, TemplateView):
    """沿革: every revision of one value, newest first."""

    any_permission_required = ["add", "change", "delete", "view"]
    page_title = "沿革"
    template_name = "desk/observation_history.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the value."""
        named = Observation.objects.select_related("indicator", "area")
        self.named = get_object_or_404(named, pk=kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        """What the history is of."""
        return key_text(self.named)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """修订, for those who may."""
        if not self.user_has_permission("add"):
            return []
        address = reverse("observation:revise", args=[self.named.pk])
        return [HeaderButton("修订", url=address, icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The revisions with their words."""
        named = self.named
        revisions = Observation.objects.filter(
            indicator=named.indicator_id, area=named.area_id, period=named.period
        )
        related = revisions.select_related("indicator", "area", "evidence", "batch").order_by("-revision")
        public = released_revisions().get((named.indicator.code, named.area.code, named.period))
        rows = [
            {"record": entry, "text": value_text(entry), "public": entry.revision == public}
            for entry in related
        ]
        return super().get_context_data(**kwargs) | {
            "named": named,
            "period": period_text(named.period),
            "rows": rows,
            "public": public,
        }


class ObservationViewSet(ModelViewSet):
    """观测值 at the desk: list, 录入, 修订, 沿革. No editing, no deleting."""

    model = Observation
    name = "observation"
    url_prefix = "observations"
    icon = "decimal"
    menu_label = "观测值"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True  # only so that the view permission can be given
    index_view_class = ObservationIndex
    search_fields = ["indicator__name_zh", "indicator__code", "area__name", "period", "note", "locator"]
    search_backend_name = None
    form_fields: list[str] = []
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the addresses of the screens that there are not."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        absent = ("edit_url_name", "delete_url_name", "inspect_url_name", "copy_url_name", "usage_url_name")
        return {name: value for name, value in common.items() if name not in absent}

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.construct_view(AddScreen), name="add"),
            path("revise/<int:pk>/", self.construct_view(ReviseScreen), name="revise"),
            path("history/<int:pk>/", self.construct_view(HistoryScreen), name="history"),
        ]

    def register_admin_url_finder(self) -> None:
        """None: a value has no edit form."""
