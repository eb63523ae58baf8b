"""The menu 数据, and what is taken out of Wagtail's own menus."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.desk.addresses import AddressRegister
from cms.desk.alarms import AlarmRegister
from cms.desk.areas import AreaViewSet
from cms.desk.batches import BatchRegister
from cms.desk.builds import BuildRegister
from cms.desk.datasets import DatasetViewSet
from cms.desk.editions import EditionRegister
from cms.desk.evidence import EvidenceViewSet
from cms.desk.indicators import IndicatorViewSet
from cms.desk.observations import ObservationViewSet
from cms.desk.organisations import OrganisationViewSet
from cms.desk.releases import ReleaseViewSet
from cms.desk.tickets import TicketRegister
from cms.desk.withdrawals import WithdrawalRegister

EDITIONS = EditionRegister()
ALARMS = AlarmRegister()
BATCHES = BatchRegister()
BUILDS = BuildRegister()
ADDRESSES = AddressRegister()
WITHDRAWALS = WithdrawalRegister()
TICKETS = TicketRegister()
"""读者报错, with an entry of its own in the menu."""
READ_ONLY = (EDITIONS, ALARMS, ADDRESSES, WITHDRAWALS, BATCHES, BUILDS)
"""Registers of wagtail-modeladmin, in the order of the menu."""

FOREIGN_HELP = ("whats-new", "editor-guide")
"""Help items that lead to English pages on other hosts."""

SITES = "sites"
"""Wagtail's list of sites: there is one, its address comes from the deployment, and moving its root breaks it."""


class DataGroup(SnippetViewSetGroup):
    """数据: registers, values, evidence and releases, with the read-only registers at the end."""

    menu_label = "数据"
    menu_name = "data"
    menu_icon = "table"
    menu_order = 200
    items = (
        ObservationViewSet,
        ReleaseViewSet,
        IndicatorViewSet,
        DatasetViewSet,
        OrganisationViewSet,
        AreaViewSet,
        EvidenceViewSet,
    )

    def get_submenu_items(self) -> list[MenuItem]:
        """Also 版, 告警, 旧地址, 批次 and 构建记录."""
        items: list[MenuItem] = super().get_submenu_items()
        rest = enumerate(READ_ONLY, start=len(items) + 1)
        return [*items, *(register.get_menu_item(order=place) for place, register in rest)]


def keep_own_help(request: HttpRequest, items: list[Any]) -> None:
    """Take out the help items that lead elsewhere."""
    items[:] = [item for item in items if not str(item.name).startswith(FOREIGN_HELP)]


def keep_own_settings(request: HttpRequest, items: list[Any]) -> None:
    """Take out what is set by the deployment."""
    items[:] = [item for item in items if item.name != SITES]
