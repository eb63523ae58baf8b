"""读者报错 on the home of the desk: how many wait, and how many are late."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from cms.tickets import waiting


class TicketPanel(Component):
    """For those who may see reports."""

    name = "tickets"
    order = 60
    template_name = "desk/ticket_panel.html"

    @property
    def media(self) -> Media:
        """Its style."""
        return Media(css={"all": ["desk/desk.css", "desk/tickets.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The two numbers."""
        still, late = waiting()
        return {"still": still, "late": late}


def may_see_tickets(user: Any) -> bool:
    """Whoever may look at reports or answer them."""
    return bool(user.has_perm("cms.view_ticket") or user.has_perm("cms.change_ticket"))
