"""Makes the commands below `config/management` known to Django."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class ConfigConfig(AppConfig):
    """The deployment: settings and processes."""

    name = "config"
    verbose_name = "部署"
    default = True


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts, with our forms."""

    user_viewset = "cms.desk.accounts.StaffViewSet"
