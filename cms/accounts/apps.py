"""The accounts' application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may use the desk."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"
