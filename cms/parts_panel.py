"""Panels for the parts of a page or snippet. What their choosers name is read together, not one by one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.admin.panels import InlinePanel, MultipleChooserPanel

LONGEST_KEY = 18
"""Digits of the largest key that every database can compare with."""


class PartsPanel(InlinePanel):
    """Parts that are written in the form."""

    class BoundPanel(InlinePanel.BoundPanel):
        """For one request."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None:
                read_together(self.formset.forms)


class ChosenPartsPanel(MultipleChooserPanel):
    """Parts that are chosen, several at once."""

    class BoundPanel(MultipleChooserPanel.BoundPanel):
        """For one request."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None:
                read_together(self.formset.forms)


def read_together(forms: Iterable[Any]) -> None:
    """Hand the records that are chosen in some forms to their choosers: one query for each kind of record."""
    named: dict[type[Model], set[int]] = defaultdict(set)
    choosers: list[Any] = []
    for form in forms:
        for bound in form:
            widget, key = bound.field.widget, str(bound.value() or "")
            if hasattr(widget, "known"):
                choosers.append(widget)
                named[widget.model_class] |= (
                    {int(key)} if key.isdecimal() and len(key) <= LONGEST_KEY else set()
                )
    known = {model: model._default_manager.in_bulk(list(keys)) for model, keys in named.items()}
    for widget in choosers:
        widget.known = known[widget.model_class]
