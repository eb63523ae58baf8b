"""Choosing a record by name: the database finds two Chinese characters, Wagtail's index does not."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class NameFilterForm(BaseFilterForm):
    """Finds every word of the query in a name or a code."""

    names: ClassVar[tuple[str, ...]] = ()
    q = forms.CharField(
        label="查找", required=False, widget=forms.TextInput(attrs={"placeholder": "名称或代码里的字"})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """The records whose names hold every word."""
        found: QuerySet[Any] = super().filter(objects)
        query = self.cleaned_data.get("q")
        if not query:
            return found
        self.is_searching, self.search_query = True, query
        for word in query.split():
            anywhere = Q()
            for name in self.names:
                anywhere |= Q(**{f"{name}__icontains": word})
            found = found.filter(anywhere)
        return found


class NameChooserViewSet(SnippetChooserViewSet):
    """A chooser that searches `names`, fields of the model, in the database."""

    names: ClassVar[tuple[str, ...]] = ("code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        form = type("FilterForm", (NameFilterForm,), {"names": self.names})
        self.choose_view_class = type("Choose", (ChooseView,), {"filter_form_class": form})
        self.choose_results_view_class = type("Results", (ChooseResultsView,), {"filter_form_class": form})
        super().__init__(*args, **kwargs)


def chooser_by(*names: str) -> type[NameChooserViewSet]:
    """A chooser view set that searches these fields."""
    return type("NameChooser", (NameChooserViewSet,), {"names": names})
