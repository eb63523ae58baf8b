"""用户 and 我的账号 as this desk has them."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel, NotificationsSettingsPanel
from wagtail.users.views.users import UserViewSet

from cms.desk.account_forms import AccountForm, NewAccountForm, OwnNameForm
from cms.desk.staff_search import StaffIndex


class StaffViewSet(UserViewSet):
    """Accounts, with forms that ask for less."""

    index_view_class = StaffIndex

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form for a new account, or for one that there is."""
        return AccountForm if for_update else NewAccountForm


class OwnNamePanel(NameEmailSettingsPanel):
    """One's own name."""

    form_class = OwnNameForm


class OwnAccount(AccountView):
    """我的账号, without the mail that this desk does not send."""

    def get_panels(self) -> list[Any]:
        """Wagtail's panels with our own for the name, and none for notifications."""
        request = self.request
        panels = []
        for panel in super().get_panels():
            if isinstance(panel, NotificationsSettingsPanel):
                continue
            own = type(panel) is NameEmailSettingsPanel
            panels.append(OwnNamePanel(request, request.user, panel.profile) if own else panel)
        return panels


own_account = require_admin_access(OwnAccount.as_view())
