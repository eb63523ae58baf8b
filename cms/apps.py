"""The desk's application."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """What staff edit."""

    name = "cms"
    verbose_name = "治理内容"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what needs every model: the desk's renderer, and the one place that notices publications."""
        from cms import desk_site, receivers
        from cms.models import showing

        showing.connect(desk_site.desk_html, desk_site.desk_preview)
        receivers.connect()
