"""Registers that machines and forms write and people only read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView


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


class ReadingButtons(ButtonHelper):
    """查看, in the word that staff know."""

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The way to one record."""
        button: dict[str, Any] = super().inspect_button(*args, **kwargs)
        return button | {"label": "查看", "title": f"查看这条{self.verbose_name}"}


class ReadingView(InspectView):
    """One record."""

    page_title = "查看"

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """A field in words. The package's own imports Wagtail's documents, which are not installed.

        That import would leave a model without a table behind, and deleting an account would then fail.
        """
        words = getattr(self.instance, f"get_{field_name}_display", None)
        value = words() if words else getattr(self.instance, field_name)
        return value if value or value is False else self.model_admin.get_empty_value_display(field_name)


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
    button_helper_class = ReadingButtons
    inspect_view_class = ReadingView
    inspect_view_enabled = True
    history_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50
    empty_value_display = "—"

    def register_indexing(self) -> None:
        """None: these registers keep no references worth showing."""
