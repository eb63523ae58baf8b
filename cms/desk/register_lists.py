"""What the lists of public registers have in common: indicators, datasets, areas and organisations."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.desk.columns import TextColumn
from cms.desk.listing import Listing
from cms.desk.snippet_state import state_column
from cms.desk.unpublishing import UnpublishWithWarning


class RegisterTitle(TitleColumn):
    """The name. In the order of the tree it stands in as far as its level."""

    cell_template_name = "desk/register_title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Adds the level, where the list is a tree."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {
            "level": getattr(instance, "level", 0) if parent_context["table"].ordering == "tree" else 0
        }


class RegisterIndex(Listing, IndexView):
    """The list of a register. Its queries do not grow with the records."""

    more_exported: tuple[str, ...] = ()

    @cached_property
    def exported_columns(self) -> dict[str, Any]:
        """The columns of the screen, then the fields that are exported besides."""
        more = {name: self._field_column(name) for name in self.more_exported}
        return {**super().exported_columns, **more}

    def _field_column(self, name: str) -> Column:
        label = str(self.model._meta.get_field(name).verbose_name)
        words = f"get_{name}_display"
        return TextColumn(name, label=label, accessor=words if hasattr(self.model, words) else name)

    def _get_title_column(self, field_name: str, column_class: type = RegisterTitle, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, column_class, **kwargs)


class RegisterViewSet(SnippetViewSet):
    """A public register at the desk. The database is searched, since Wagtail's index knows no Chinese words."""

    index_view_class = RegisterIndex
    unpublish_view_class = UnpublishWithWarning
    delete_template_name = "desk/confirm_delete.html"
    index_results_template_name = "desk/list_results.html"
    search_backend_name = None
    ordering: Any = ["code"]
    list_per_page = 30
    inspect_view_enabled = True
    copy_view_enabled = False
    menu_item_is_registered = True
    more_exported: ClassVar[tuple[str, ...]] = ()
    """Fields that only an export has."""

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """What is exported is the view's own business."""
        given: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        left = {
            name: value for name, value in given.items() if name not in {"list_export", "export_headings"}
        }
        return {**left, "more_exported": self.more_exported}


def standing() -> list[Column]:
    """The columns at the end: state, and last change."""
    return [state_column(), UpdatedAtColumn(label="更新")]
