"""外链 in the menu 报告: the hosts of others that live pages lead to, for somebody to look at."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.outbound_hosts import outbound_hosts

NAME = "outbound_hosts"


class OutboundReport(WagtailAdminTemplateMixin, TemplateView):
    """One line for each host. Whether its pages still answer is not asked: the desk calls nobody."""

    template_name = "desk/outbound.html"
    page_title = "外链"
    header_icon = "link-external"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The home of the desk, and this report."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The hosts, each with the form of one page that leads there."""
        finder = AdminURLFinder(self.request.user)
        hosts: list[dict[str, Any]] = [
            {"found": found, "url": finder.get_edit_url(found.example) if found.example else None}
            for found in outbound_hosts()
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"hosts": hosts, "warned": sum(entry["found"].warned for entry in hosts)}


class OutboundItem(MenuItem):
    """For whoever may look into pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As for the whole desk."""
        return bool(request.user.has_perm("wagtailadmin.access_admin"))


def outbound_item() -> MenuItem:
    """The entry of the menu 报告."""
    return OutboundItem("外链", reverse(NAME), name="outbound", icon_name="link-external", order=900)
