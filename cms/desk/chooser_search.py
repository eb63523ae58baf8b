"""Choosing a record by its name: what every chooser of the desk has, for snippets and for other records.

The database is searched, since Wagtail's index knows no Chinese words.
"""

from typing import Any, ClassVar

from django import forms
from django.db.models import ForeignKey, Model, QuerySet
from django.http import Http404
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.snippets.views import chooser as snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.desk.word_search import having_words
from cms.parts_panel import LONGEST_KEY

LIVE_ONLY = "live"
"""The parameter with which a field asks for published records alone."""

NO_KEY = "0"


def shown_name(record: Any) -> str:
    """A record's name where it has been chosen; one that readers do not see is marked."""
    name = record.get_admin_display_title() if hasattr(record, "get_admin_display_title") else str(record)
    return str(name) if getattr(record, "live", True) else f"{name}（未发布）"


class NamedChooser(BaseChooser):
    """The field in a form: the name that was chosen, and the way to choose another.

    `known` holds records by key that somebody has looked up for many fields at once.
    """

    known: dict[int, Model] | None = None
    live_only = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was sent. A number that no database takes becomes one that no record has."""
        value = super().value_from_datadict(data, files, name)
        return NO_KEY if isinstance(value, str) and len(value) > LONGEST_KEY else value

    def get_instance(self, value: Any) -> Any:
        """The record of a key; None for what is no key, which a form then refuses beside the field."""
        if isinstance(value, Model):
            return value
        try:
            key = int(value)
        except (TypeError, ValueError):
            return None
        return self.known.get(key) if self.known is not None else super().get_instance(key)

    def get_display_title(self, instance: Any) -> str:
        """See `shown_name`."""
        return shown_name(instance)

    def get_chooser_modal_url(self) -> str:
        """Of published records alone where only they are valid."""
        address = str(super().get_chooser_modal_url())
        return f"{address}?{LIVE_ONLY}=1" if self.live_only else address


class NamedSnippetChooser(NamedChooser, AdminSnippetChooser):
    """The same for a snippet."""


class NameFilterForm(BaseFilterForm):
    """Finds every word of the query in `names`; by kind where the model has kinds."""

    names: ClassVar[tuple[str, ...]] = ()
    hint: ClassVar[str] = "名称或代码里的字"
    q = forms.CharField(label="查找", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = self.hint

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """The records whose names hold every word, of the chosen kind."""
        found: QuerySet[Any] = super().filter(objects)
        query, kind = self.cleaned_data.get("q"), self.cleaned_data.get("kind")
        if query:
            self.is_searching, self.search_query = True, query
            found = having_words(found, query, self.names)
        return found.filter(kind=kind) if kind else found


def name_filter(model: type[Model], names: tuple[str, ...], hint: str) -> type[NameFilterForm]:
    """The filter form of a chooser."""
    own: dict[str, Any] = {"names": names, "hint": hint}
    kind = next((field for field in model._meta.fields if field.name == "kind"), None)
    if kind is not None:
        # The attribute makes the dialog search again at once.
        select = forms.Select(attrs={"data-chooser-modal-search-filter": True})
        choices = [("", "全部"), *(kind.choices or ())]
        own["kind"] = forms.ChoiceField(
            label=str(kind.verbose_name), choices=choices, required=False, widget=select
        )
    return type("FilterForm", (NameFilterForm,), own)


class ChooseByName(generic.BaseChooseView):
    """The list in the dialog: one query for the records with what the columns show."""

    related: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[Column, ...]] = ()
    per_page = 20

    def get_object_list(self) -> QuerySet[Any]:
        """The records; only published ones where the field asks for them."""
        records: QuerySet[Any] = self.model_class._default_manager.select_related(*self.related)
        if hasattr(self.model_class, "live") and self.request.GET.get(LIVE_ONLY):
            records = records.filter(live=True)
        return records

    @property
    def title_column(self) -> TitleColumn:
        """The name, marked where readers do not see the record."""
        column = super().title_column
        column.label, column.accessor = "名称", shown_name
        return column

    @property
    def columns(self) -> list[Column]:
        """Name, then what tells one record from another."""
        return [self.title_column, *self.shown]


class NamedResponse(generic.ChosenResponseMixin):
    """What the form is told after a choice: the same name as when it is opened again."""

    def get_display_title(self, instance: Any) -> str:
        """See `shown_name`."""
        return shown_name(instance)

    def get_object(self, pk: str) -> Any:
        """The record of a key. Raises Http404 for what is no key."""
        if not pk.isdecimal() or len(pk) > LONGEST_KEY:
            raise Http404
        return super().get_object(pk)


class NameChooserViewSet(ChooserViewSet):
    """A chooser that searches `names`, fields of the model, and shows columns of its own."""

    names: ClassVar[tuple[str, ...]] = ("code",)
    hint: ClassVar[str] = NameFilterForm.hint
    related: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[Column, ...]] = ()
    list_class: ClassVar[type[ChooseByName]] = ChooseByName
    base_widget_class = NamedChooser
    preserve_url_parameters = ["multiple", LIVE_ONLY]
    search_tab_label = "查找"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own = {
            "filter_form_class": name_filter(self.model or kwargs["model"], self.names, self.hint),
            "related": self.related,
            "shown": self.shown,
        }
        for name in ("choose_view_class", "choose_results_view_class"):
            setattr(self, name, type("Choose", (self.list_class, getattr(self, name)), own))
        for name in ("chosen_view_class", "chosen_multiple_view_class", "create_view_class"):
            setattr(self, name, type("Chosen", (NamedResponse, getattr(self, name)), {}))
        super().__init__(*args, **kwargs)

    def on_register(self) -> None:
        """Also: a field that takes published records alone offers no others, and says what to do."""
        super().on_register()
        register_form_field_override(ForeignKey, to=self.model, override=self.field_options)

    def field_options(self, field: Any) -> dict[str, Any]:
        """What a form field for a foreign key is made of."""
        name = str(field.verbose_name)
        live_only = dict(field.get_limit_choices_to() or {}).get("live") is True
        widget = (
            type("LiveChooser", (self.widget_class,), {"live_only": True}) if live_only else self.widget_class
        )
        gone = (
            f"这个{name}没有发布，请先发布它，或另选一个。"
            if live_only
            else f"这个{name}已经没有了，请另选一个。"
        )
        return {"widget": widget, "error_messages": {"required": f"请选择{name}。", "invalid_choice": gone}}


class SnippetNameChooserViewSet(NameChooserViewSet, SnippetChooserViewSet):
    """The same for a snippet."""

    choose_view_class = snippets.ChooseView
    choose_results_view_class = snippets.ChooseResultsView
    chosen_view_class = snippets.SnippetChosenView
    chosen_multiple_view_class = snippets.SnippetChosenMultipleView
    create_view_class = snippets.SnippetCreateView
    base_widget_class = NamedSnippetChooser


def chooser_by(*names: str, related: tuple[str, ...] = (), shown: tuple[Column, ...] = ()) -> type[Any]:
    """A chooser of snippets that searches `names` and shows these columns."""
    own = {"names": names, "related": related, "shown": shown}
    return type("NameChooser", (SnippetNameChooserViewSet,), own)
