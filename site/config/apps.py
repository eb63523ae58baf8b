"""Makes the commands below `config/management` known to Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The deployment: settings and processes."""

    name = "config"
    verbose_name = "部署"
