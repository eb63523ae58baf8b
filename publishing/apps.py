"""Django needs an app to find the template tags; there are no models."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The public side."""

    name = "publishing"
    verbose_name = "公开"
