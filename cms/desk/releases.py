"""数据发布: what the public has of each dataset, what would change, and the act of releasing it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log

from cms.desk.release_changes import PendingRelease, change_lists, pending_release
from cms.desk.release_form import ReleaseForm
from cms.desk.staff import staff
from cms.models import Dataset, ReleaseCut
from cms.registers import REGISTERS
from cms.releases import cut_release
from cms.tasks import request_build
from publishing.code_lists import RELEASE_KINDS, label_zh
from publishing.releases import BadRelease

LOG_ACTION = "cms.release"
RECENT = 20
"""Past releases that a dataset's screen lists."""
REVIEWS_MISSING = (
    "本部署要求三审，而这一版软件还没有审核流程，所以现在不能发布数据。请系统管理员决定何时升级；"
    "试用可在本机以 HUANAN_REVIEWS=0 运行。"
)


def may_look(user: Any) -> bool:
    """Who sees the state of releases: whoever keeps values or datasets."""
    return any(
        user.has_perm(f"cms.{name}")
        for name in ("add_releasecut", "view_releasecut", "add_observation", "change_dataset")
    )


def may_release(user: Any) -> bool:
    """Who may release data."""
    return bool(user.has_perm("cms.add_releasecut"))


def hindrance(dataset: Dataset) -> str:
    """Why nothing of the dataset can be released; empty when it can."""
    if settings.REVIEWS != 0:
        return REVIEWS_MISSING
    if dataset.code not in REGISTERS:
        return "这个数据集还没有接上数据，不能发布。请联系系统管理员。"
    if not dataset.live:
        return "数据集的说明还是草稿。请先到“数据集”里发布说明，再来发布数据。"
    return ""


class ReleaseScreen(WagtailAdminTemplateMixin):
    """What both screens share."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for those who keep no data."""
        if not may_look(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class ReleaseList(ReleaseScreen, TemplateView):
    """Every dataset and how it stands."""

    page_title = "数据发布"
    template_name = "desk/release_list.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home and this screen."""
        return [*self.breadcrumbs_items, {"url": "", "label": "数据发布"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The datasets with what a release would change."""
        entries = [
            {
                "dataset": dataset,
                "state": pending_release(dataset) if dataset.code in REGISTERS else None,
                "hindrance": hindrance(dataset) if settings.REVIEWS == 0 else "",
                "address": reverse("data_release:dataset", args=[dataset.code]),
            }
            for dataset in Dataset.objects.all()
        ]
        missing = REVIEWS_MISSING if settings.REVIEWS != 0 else ""
        return super().get_context_data(**kwargs) | {"entries": entries, "reviews_missing": missing}


class ReleaseDataset(ReleaseScreen, FormView):
    """One dataset: its exact changes, and the form."""

    page_title = "数据发布"
    template_name = "desk/release_dataset.html"
    form_class = ReleaseForm

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset that the address names. Raises Http404 for one without data."""
        found = get_object_or_404(Dataset, code=self.kwargs["code"])
        if found.code not in REGISTERS:
            raise Http404("这个数据集没有接上数据")
        return found

    @cached_property
    def state(self) -> PendingRelease:
        """What a release cut now would be."""
        return pending_release(self.dataset)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this dataset."""
        above = {"url": reverse("data_release:index"), "label": "数据发布"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.dataset)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the dataset and its changes."""
        return super().get_form_kwargs() | {"dataset": self.dataset, "state": self.state}

    def get_initial(self) -> dict[str, Any]:
        """The changes that are being shown."""
        return {"seen": self.state.digest}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for those who may only look."""
        if not may_release(request.user):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Shows the changes of this moment and the form with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Cuts the release and asks for a build; a refusal is shown in the form."""
        dataset, cleaned = self.dataset, form.cleaned_data
        obstacle = hindrance(dataset)
        if obstacle:
            form.add_error(None, obstacle)
            return self.form_invalid(form)
        try:
            release = cut_release(
                dataset,
                by=staff(self.request),
                kind=cleaned.get("kind", "update"),
                note=cleaned["note"].strip(),
            )
        except BadRelease as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if release is None:
            messages.warning(self.request, "和最近一次发布没有差别，没有发布。")
            return redirect("data_release:index")
        log(instance=dataset, action=LOG_ACTION, user=self.request.user, data={"release": release.id})
        request_build(f"数据发布：{dataset} {release.id}", str(self.request.user))
        messages.success(
            self.request,
            f"已发布“{dataset}”{release.id}，共 {release.rows} 行。公开站正在更新，首页可看进度。",
        )
        return redirect("data_release:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changes, and whether this person may release them."""
        dataset, state = self.dataset, self.state
        recent = ReleaseCut.objects.filter(dataset=dataset.code).select_related("cut_by")[:RECENT]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "dataset": dataset,
            "state": state,
            "changes": change_lists(dataset, state),
            "hindrance": hindrance(dataset),
            "may_release": may_release(self.request.user),
            "cuts": [{"cut": cut, "kind": label_zh(RELEASE_KINDS, cut.kind)} for cut in recent],
        }


class ReleaseMenuItem(MenuItem):
    """数据发布 in the menu, for those who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """See `may_look`."""
        return may_look(request.user)


class ReleaseViewSet(ViewSet):
    """The two screens."""

    name = "data_release"
    url_prefix = "data-releases"
    icon = "upload"
    menu_label = "数据发布"
    menu_item_class = ReleaseMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses."""
        return [
            path("", self.construct_view(ReleaseList), name="index"),
            path("<slug:code>/", self.construct_view(ReleaseDataset), name="dataset"),
        ]
