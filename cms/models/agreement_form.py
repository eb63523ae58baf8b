"""The form of an agreement: what has to fit across its parts is told beside the part."""

from typing import Any

from cms.models.agreement_rules import term_problems, unit_problem
from cms.page_form import PublicPageForm


class AgreementForm(PublicPageForm):
    """Checks the units and the chair terms together, which no single part can."""

    def is_valid(self) -> bool:
        """True when the fields, the parts, and the parts together are in order."""
        valid: bool = super().is_valid()
        return valid and self._whole()

    def _whole(self) -> bool:
        units = [form.cleaned_data["organisation"] for form in self._filled("units")]
        # A draft may still be without any. The panel cannot ask: it would show an empty row to be filled.
        problem = unit_problem(units) if units or not self.is_deferred_validation else None
        if problem and problem not in self.formsets["units"].non_form_errors():
            self.formsets["units"].non_form_errors().append(problem)
        forms = self._filled("chairs")
        terms = [
            (
                form.cleaned_data["organisation"],
                form.cleaned_data["first_day"],
                form.cleaned_data.get("last_day"),
            )
            for form in forms
            if form.cleaned_data.get("first_day")
        ]
        found = term_problems(terms) if len(terms) == len(forms) else {}
        for position, text in found.items():
            forms[position].add_error("last_day" if text.startswith("止") else "first_day", text)
        return not (found or problem)

    def _filled(self, name: str) -> list[Any]:
        """The forms of a part that are kept and name an organisation."""
        formset = self.formsets.get(name)
        forms = formset.forms if formset is not None else []
        return [
            form
            for form in forms
            if form.cleaned_data.get("organisation") and not form.cleaned_data.get("DELETE")
        ]
