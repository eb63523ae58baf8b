"""旧地址: every address that was ever public, and where the readers of those without content are sent."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter, display
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail_modeladmin.views import InstanceSpecificView

from cms.addresses.leading import LIST
from cms.addresses.standing import Standing
from cms.desk.address_form import AddressForm
from cms.desk.read_only import ReadingButtons, ReadingIndex, ReadingOnly, ReadingView, ReadOnlyRegister, since
from cms.models import Dataset, PublicAddress
from cms.public_addresses import REGISTER
from cms.row_digests import SNIPPETS, page_types
from cms.tasks import request_build


class AddressPermissions(ReadingOnly):
    """Whoever may change addresses changes where those without content lead; nobody adds or deletes."""

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Only while the address has no content."""
        return obj.gone_at is not None and self.user_can_act(user)


class AddressButtons(ReadingButtons):
    """改去向 beside 查看."""

    def edit_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The way to the form."""
        button: dict[str, Any] = super().edit_button(*args, **kwargs)
        return button | {"label": "改去向", "title": "改这个旧地址的去向"}


class OutcomeFilter(SimpleListFilter):
    """By what readers get."""

    title = "读者看到"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("moved", "转到"), ("gone", "已撤下"), ("here", "仍有内容")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The addresses of that outcome; all of them for an unknown choice."""
        absent = queryset.exclude(gone_at=None)
        if self.value() == "moved":
            return absent.filter(pk__in=Standing().moved)
        if self.value() == "gone":
            return absent.exclude(pk__in=Standing().moved)
        return queryset.filter(gone_at=None) if self.value() == "here" else queryset


class AddressIndex(ReadingIndex):
    """The list. What readers get is worked out once for all its rows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, each with its outcome."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _with_outcome(context["object_list"])
        return context

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        """See `get_context_data`."""
        answer: HttpResponse = super().as_spreadsheet(_with_outcome(queryset), spreadsheet_format)
        return answer


def _with_outcome(addresses: Iterable[Any]) -> list[Any]:
    standing, rows = Standing(), list(addresses)
    for address in rows:
        address.outcome = standing.text(address)
    return rows


class AddressInspect(ReadingView):
    """One address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the list shows, and the way to the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        may = self.permission_helper.user_can_edit_obj(self.request.user, self.instance)
        return context | {"may_edit": may} | facts(self.instance, Standing())


def facts(address: PublicAddress, standing: Standing) -> dict[str, Any]:
    """What both screens of an address show."""
    return {
        "kind": kind_text(address),
        "outcome": standing.text(address),
        "since": since_text(address),
        "public": settings.BASE_URL + address.path,
    }


class AddressEdit(InstanceSpecificView):
    """改去向: where readers are sent, or what they are told."""

    page_title = "改去向"
    template_name = "desk/address_edit.html"

    def check_action_permitted(self, user: Any) -> bool:
        """See `AddressPermissions`."""
        return bool(self.permission_helper.user_can_edit_obj(user, self.instance))

    def get_meta_title(self) -> str:
        """For the browser's tab."""
        return f"改去向：{self.instance}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and what is so now."""
        standing = Standing()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context.get("form") or AddressForm(instance=self.instance, standing=standing)
        return context | {"form": form} | facts(self.instance, standing)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what is right, and have the public site follow."""
        form = AddressForm(request.POST, instance=self.instance, standing=Standing())
        if not form.is_valid():
            self.instance.refresh_from_db()
            messages.error(request, "没有保存，请看下面标出的地方。")
            return self.render_to_response(self.get_context_data(form=form))
        if form.has_changed():
            address = form.save()
            log(instance=address, action="wagtail.edit", user=request.user)
            request_build(f"旧地址：{address}", str(request.user))
            messages.success(request, f"已保存。公开站随后更新：{Standing().text(address)}")
        else:
            messages.success(request, "没有改动。")
        return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))


@cache
def _kinds() -> dict[str, str]:
    models = (*page_types().values(), *SNIPPETS.values(), Dataset)
    return {model.public_type: str(model._meta.verbose_name) for model in models} | {
        LIST: "列表",
        REGISTER: "列表",
    }


def kind_text(address: PublicAddress) -> str:
    """What it was, in words."""
    return _kinds().get(address.kind, address.kind)


def since_text(address: PublicAddress) -> str:
    """Since when it is as it is."""
    if address.gone_at is not None:
        return f"{timezone.localtime(address.gone_at):%Y-%m-%d %H:%M}"
    return f"第 {address.first_edition} 版" if address.first_edition else "—"


class AddressRegister(ReadOnlyRegister):
    """The register of addresses."""

    model = PublicAddress
    menu_label = "旧地址"
    menu_icon = "redirect"
    base_url_path = "addresses"
    permission_helper_class = AddressPermissions
    button_helper_class = AddressButtons
    index_view_class = AddressIndex
    inspect_view_class = AddressInspect
    inspect_template_name = "desk/address.html"
    edit_view_class = AddressEdit
    actions = ("view", "change")
    list_display = ("path", "outcome_shown", "kind_shown", "title", "since_shown")
    list_filter = (OutcomeFilter, since("gone_at"))
    list_export = (
        "path", "kind_shown", "title", "outcome_shown", "since_shown", "target", "reason", "first_edition",
    )  # fmt: skip
    export_filename = "addresses"
    search_fields = ("path", "title", "target", "reason")
    ordering = ("-gone_at", "path")

    @display(description="原来是", ordering="kind")
    def kind_shown(self, address: PublicAddress) -> str:
        """See `kind_text`."""
        return kind_text(address)

    @display(description="读者看到")
    def outcome_shown(self, address: PublicAddress) -> str:
        """See `Standing.text`."""
        return str(getattr(address, "outcome", ""))

    @display(description="从什么时候起", ordering="gone_at")
    def since_shown(self, address: PublicAddress) -> str:
        """See `since_text`."""
        return since_text(address)
