"""撤下的原因 on confirmation screens."""

from typing import Any

from django import template

from cms.desk.withdrawals import privacy_address
from cms.desk.withdrawing import reason_form

register = template.Library()


@register.inclusion_tag("desk/withdrawal_reason.html", takes_context=True)
def withdrawal_reason(context: Any, record: Any) -> dict[str, Any]:
    """The field for a page or an entry, or for the several of a bulk action; nothing where nothing was public."""
    records = [entry["item"] for entry in record] if isinstance(record, list) else [record]
    form = reason_form(context["request"], records)
    privacy = privacy_address(context["request"], records[0]) if len(records) == 1 else ""
    return {"field": form["withdrawal_reason"] if form else None, "privacy": privacy}
