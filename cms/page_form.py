"""The form of every public page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from cms.slugs import free_slug, reserved_slug_error, taken_slug_error

NO_COPY_OF_THE_TITLE = {
    "data-controller": "w-slug w-action",
    "data-action": (
        "blur->w-slug#slugify w-sync:check->w-action#noop:prevent w-sync:apply->w-action#noop:prevent"
    ),
}
"""Wagtail's script fills the address from the title and drops Chinese characters: 办事指南 2026 gives `-2026`."""


class PublicPageForm(WagtailAdminPageForm):
    """Wagtail's page form in which the address may be left blank: it is then made from the title's pinyin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].widget.attrs |= NO_COPY_OF_THE_TITLE

    def clean(self) -> dict[str, Any]:
        """Fill a blank address with one that no sibling has; refuse one that the public contract needs."""
        parent = self.parent_page or (self.instance.get_parent() if self.instance.path else None)
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if "slug" in self.cleaned_data and not slug and title:
            self.cleaned_data["slug"] = free_slug(title, parent, self.instance.pk, type(self.instance))
        cleaned: dict[str, Any] = super().clean()
        problem = reserved_slug_error(slug, parent.depth) if slug and parent is not None else None
        if slug and not problem:
            problem = taken_slug_error(slug, type(self.instance), self.instance.pk)
        if problem:
            self.add_error("slug", problem)
        return cleaned


class PublicCopyForm(CopyForm):
    """Wagtail's form for copies, which asks for an address that is free for pages."""

    def clean(self) -> dict[str, Any]:
        """Refuse an address that the public contract needs, or that is the key of another page's row."""
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("new_slug"), cleaned.get("new_parent_page") or self.page.get_parent()
        if slug:
            kind = self.page.specific_class
            problem = reserved_slug_error(slug, parent.depth) or taken_slug_error(slug, kind, None)
            if problem and "new_slug" not in self.errors:
                self.add_error("new_slug", problem)
        return cleaned
