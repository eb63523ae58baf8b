"""Registers that machines and forms write and people only read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView


class ReadingOnly(PermissionHelper):
    """Nobody adds, changes or deletes at the desk; whoever has any permission of the model reads."""

    def user_can_create(self, user: Any) -> bool:
        """Never."""
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Never."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Never."""
        return False

    def user_can_act(self, user: Any) -> bool:
        """Whether somebody may use the register's own button, where it has one: whoever may change the model."""
        return bool(self.user_has_specific_permission(user, self.get_perm_codename("change")))


class ReadingAddresses(AdminURLHelper):
    """Records are named by number."""

    def _get_object_specific_action_url_pattern(self, action: str) -> str:
        return rf"^{self.base_url_path}/{action}/(?P<instance_pk>[0-9]{{1,18}})/$"


class ReadingButtons(ButtonHelper):
    """查看, in the word that staff know."""

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The way to one record."""
        button: dict[str, Any] = super().inspect_button(*args, **kwargs)
        return button | {"label": "查看", "title": f"查看这条{self.verbose_name}"}


class ReadingIndex(IndexView):
    """The list. Its export is in the words and the local time of the screen."""

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        """The column's name as the screen has it."""
        return str(label_for_field(field, model=self.model, model_admin=self.model_admin))

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row."""
        return {name: self._cell(name, item) for name in self.list_export}

    def _cell(self, name: str, item: Any) -> Any:
        words = getattr(item, f"get_{name}_display", None)
        value = words() if words else lookup_field(name, item, self.model_admin)[2]
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
        if isinstance(value, bool):
            return "是" if value else "否"
        return "" if value is None else value


class ReadingView(InspectView):
    """One record."""

    page_title = "查看"

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """A field in words; the package's own takes a count of 0 for nothing."""
        words = getattr(self.instance, f"get_{field_name}_display", None)
        value = words() if words else getattr(self.instance, field_name)
        if isinstance(value, str) and "\n" in value:
            return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in value.splitlines()))
        return self.model_admin.get_empty_value_display(field_name) if value in (None, "") else value


PERIODS: dict[str, tuple[str, Callable[[datetime], datetime]]] = {
    "today": ("今天", lambda now: now.replace(hour=0, minute=0, second=0, microsecond=0)),
    "week": ("最近 7 天", lambda now: now - timedelta(days=7)),
    "month": ("最近 30 天", lambda now: now - timedelta(days=30)),
    "year": ("最近一年", lambda now: now - timedelta(days=365)),
}


class SinceFilter(SimpleListFilter):
    """Since when. Django's own date filter speaks Chinese only where its admin is installed."""

    title = "时间"
    parameter_name = "since"
    field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [(name, label) for name, (label, _) in PERIODS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records since then; all of them for an unknown choice."""
        chosen = PERIODS.get(self.value() or "")
        if chosen is None:
            return queryset
        return queryset.filter(**{f"{self.field}__gte": chosen[1](timezone.localtime())})


def since(field: str) -> type[SinceFilter]:
    """The filter on this field."""
    return type("SinceFilter", (SinceFilter,), {"field": field})


class ReadOnlyRegister(ModelAdmin):
    """A list with filters, search, inspection and export, and no way to change anything."""

    permission_helper_class = ReadingOnly
    url_helper_class = ReadingAddresses
    button_helper_class = ReadingButtons
    index_view_class = ReadingIndex
    inspect_view_class = ReadingView
    inspect_view_enabled = True
    history_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50
    empty_value_display = "—"
    actions: tuple[str, ...] = ("view",)
    """What a group can be given; `change` stands for the register's own button."""

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Only those that do something here."""
        names = [self.permission_helper.get_perm_codename(action) for action in self.actions]
        registered: QuerySet[Permission] = super().get_permissions_for_registration()
        return registered.filter(codename__in=names)

    def address(self, action: str, view: Callable[..., Any]) -> URLPattern:
        """The address of an own view of one record, named as the package names its own."""
        helper = self.url_helper
        return re_path(helper.get_action_url_pattern(action), view, name=helper.get_action_url_name(action))

    def register_indexing(self) -> None:
        """None: these registers keep no references worth showing."""
