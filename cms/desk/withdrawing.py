"""撤下的原因: asked where staff unpublish or delete, and told to readers of the old addresses."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from cms.addresses.reasons import address_keys, addresses_of, remember_reason
from cms.invisible import without_control_characters
from cms.models import PublicAddress

FIELD = "withdrawal_reason"
LONGEST = PublicAddress._meta.get_field("reason").max_length
EXAMPLES = (
    "可以不填。打开旧地址的读者会看到这句话，所以不要写要撤下的内容本身。"
    "例如“内容有误，核实后重新发布”“与另一篇重复，已合并”“活动已经结束”。"
)
_NOTED = "addresses_taken_down"


class ReasonForm(forms.Form):
    """The field on the confirmation screens."""

    withdrawal_reason = forms.CharField(
        label="撤下的原因",
        required=False,
        max_length=LONGEST,
        help_text=f"{EXAMPLES}不超过 {LONGEST} 字。",
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )


def reason_form(request: HttpRequest, records: Iterable[Any]) -> ReasonForm | None:
    """The field, with what was typed; None where nothing of the records was ever public."""
    public = any(addresses_of(record, with_live_below=True).exists() for record in records)
    typed = {FIELD: request.POST[FIELD]} if FIELD in request.POST else {}
    return ReasonForm(initial=typed) if public else None


def stated_reason(request: HttpRequest) -> str:
    """What was typed, in one line. The browser does not let anybody type more than there is room for."""
    return " ".join(without_control_characters(request.POST.get(FIELD, "")).split())[:LONGEST]


def note_page(request: HttpRequest, page: Page) -> None:
    """Before a page is unpublished: find its addresses, and those of what goes with it."""
    _note(request, [page], below="include_descendants" in request.POST)


def note_page_for_good(request: HttpRequest, page: Page) -> None:
    """Before a page is deleted with everything below it."""
    _note(request, [page], below=True)


def note_entry(request: HttpRequest, record: Any) -> None:
    """Before a register entry is unpublished."""
    _note(request, [record])


def note_entries(request: HttpRequest, records: list[Any]) -> None:
    """Before register entries are deleted."""
    _note(request, records)


def note_pages(request: HttpRequest, action: str, records: list[Any], view: Any) -> None:
    """Before several pages are unpublished or deleted."""
    if action in {"unpublish", "delete"} and records and isinstance(records[0], Page):
        _note(request, records, below=action == "delete" or "include_descendants" in request.POST)


def write(request: HttpRequest, *args: Any) -> None:
    """After it was done: remember the reason with the addresses that were found."""
    remember_reason(getattr(request, _NOTED, ()), stated_reason(request))


def _note(request: HttpRequest, records: Iterable[Any], *, below: bool = False) -> None:
    if request.method == "POST" and stated_reason(request):
        setattr(request, _NOTED, address_keys(records, with_live_below=below))


HOOKS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("before_unpublish_page", note_page),
    ("after_unpublish_page", write),
    ("before_delete_page", note_page_for_good),
    ("after_delete_page", write),
    ("before_unpublish", note_entry),
    ("after_unpublish", write),
    ("before_delete_snippet", note_entries),
    ("after_delete_snippet", write),
    ("before_bulk_action", note_pages),
    ("after_bulk_action", write),
)
"""Where Wagtail tells of it: before, since what is deleted has no addresses to be found by afterwards."""
