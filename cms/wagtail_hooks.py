"""Registers the desk's screens with Wagtail. What they do is in `cms.desk`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from cms.desk import builds, menus
from cms.desk.late import ScheduleFailed
from cms.desk.no_documents import NoDocuments
from cms.desk.pictures import PictureDelete
from cms.desk.protection import refuse
from cms.desk.releases import LOG_ACTION
from cms.models import Picture
from cms.scheduling import FAILED

register_snippet(menus.DataGroup)
menus.BATCHES.register_with_wagtail()
menus.BUILDS.register_with_wagtail()


@hooks.register("register_admin_urls")
def status_urls() -> list[URLPattern]:
    """The panel's refresh and its button."""
    return [
        path("public-site/status/", builds.build_status, name="public_site_status"),
        path("public-site/retry/", builds.retry_build, name="public_site_retry"),
    ]


@hooks.register("register_admin_urls", order=-1)
def picture_urls() -> list[URLPattern]:
    """Before Wagtail's own screen of the same address."""
    return [path("images/<int:image_id>/delete/", PictureDelete.as_view())]


@hooks.register("construct_admin_api")
def no_documents(router: Any) -> None:
    """See `NoDocuments`."""
    router.register_endpoint("documents", NoDocuments)


@hooks.register("construct_homepage_panels")
def own_home(request: HttpRequest, panels: list[Component]) -> None:
    """公开站 first; Wagtail's news of itself is taken out."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "whats_new_in_wagtail_version"]
    panels.insert(0, builds.PublicSitePanel())


@hooks.register("construct_help_menu")
def own_help(request: HttpRequest, items: list[Any]) -> None:
    """See `keep_own_help`."""
    menus.keep_own_help(request, items)


@hooks.register("construct_settings_menu")
def own_settings(request: HttpRequest, items: list[Any]) -> None:
    """See `keep_own_settings`."""
    menus.keep_own_settings(request, items)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, records: list[Any]) -> HttpResponse | None:
    """Refuse to delete a record that others rest on."""
    return refuse(request, records, records[0].snippet_viewset.get_url_name("list"))


@hooks.register("before_bulk_action")
def keep_what_is_used_in_bulk(
    request: HttpRequest, action: str, records: list[Any], view: Any
) -> HttpResponse | None:
    """The same for several at once."""
    viewset = getattr(records[0], "snippet_viewset", None) if records else None
    pictures = bool(records) and isinstance(records[0], Picture)
    if action != "delete" or not (viewset or pictures):
        return None
    return refuse(request, records, viewset.get_url_name("list") if viewset else "wagtailimages:index")


@hooks.register("register_log_actions")
def own_actions(actions: LogActionRegistry) -> None:
    """数据发布 in a dataset's history, and what a schedule could not do in anything's."""
    actions.register_action(LOG_ACTION, "数据发布", "发布了数据")
    actions.register_action(FAILED)(ScheduleFailed)


@hooks.register("register_permissions")
def release_permissions() -> QuerySet[Permission]:
    """Who may look at releases and cut them."""
    names = ["add_releasecut", "view_releasecut"]
    return Permission.objects.filter(content_type__app_label="cms", codename__in=names)


@hooks.register("insert_global_admin_css")
def desk_style() -> str:
    """The desk's own style."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
