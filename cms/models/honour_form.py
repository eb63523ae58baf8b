"""The forms of what can have honours: no holder has two of the same title."""

from typing import Any

from cms.page_form import PublicPageForm
from cms.snippet_form import RegisterForm


class HonoursOnce:
    """Checks the titles of all honours together, which no single one can. Stands before a form of Wagtail's."""

    def is_valid(self) -> bool:
        """True when the form is in order and each honour is there once: the register names it by its title."""
        valid: bool = super().is_valid()  # type: ignore[misc]
        return self._each_once() and valid

    def _each_once(self) -> bool:
        formsets: dict[str, Any] = self.formsets  # type: ignore[attr-defined]
        seen: set[str] = set()
        whole = True
        for form in formsets["honours"].forms if "honours" in formsets else ():
            facts = getattr(form, "cleaned_data", {})
            title = "" if facts.get("DELETE") else facts.get("title", "")
            if title and title in seen:
                form.add_error(
                    "title", f"“{title}”写了两次。得过两次的，请在名称里写明是哪一年的；写重了的，请去掉。"
                )
                whole = False
            seen.add(title)
        return whole


class HonouredPageForm(HonoursOnce, PublicPageForm):
    """The form of a page with honours."""


class HonouredSnippetForm(HonoursOnce, RegisterForm):
    """The form of a snippet with honours."""
