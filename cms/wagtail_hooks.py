"""Registers the desk's screens with Wagtail. What they do is in `cms.desk`."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms import reports, tickets
from cms.batches import UNDO
from cms.desk import builds, menus, outbound, rollbacks, withdrawals
from cms.desk.attachments import AttachmentDelete, UploadedAttachmentDelete
from cms.desk.content_menu import ContentGroup
from cms.desk.corrections import corrections_log
from cms.desk.deed_chooser import DEED_CHOOSER
from cms.desk.evidence import EVIDENCE_CHOOSER
from cms.desk.identity import IdentityEdit
from cms.desk.late import ScheduleFailed
from cms.desk.pictures import PictureDelete, UploadedPictureDelete
from cms.desk.protection import refuse, refuse_everything, refuse_move, refuse_pages
from cms.desk.releases import LOG_ACTION
from cms.desk.rhythm import RhythmPanel
from cms.desk.sections import SectionViewSet
from cms.desk.ticket_panel import TicketPanel, may_see_tickets
from cms.desk.withdrawing import HOOKS as WITHDRAWING
from cms.models import Attachment, Picture
from cms.scheduling import FAILED

FILE_LISTS = {Picture: "wagtailimages:index", Attachment: "wagtaildocs:index"}
"""Where uploads are listed."""

register_snippet(menus.DataGroup)
for register in (*menus.READ_ONLY, menus.TICKETS):
    register.register_with_wagtail()
for moment, act in WITHDRAWING:
    hooks.register(moment, act)


@hooks.register("register_admin_viewset")
def own_screens() -> list[Any]:
    """The lists of pages, the screens of a section, and choosers of what is no snippet."""
    return [ContentGroup(), SectionViewSet(), EVIDENCE_CHOOSER, DEED_CHOOSER]


@hooks.register("register_admin_urls")
def status_urls() -> list[URLPattern]:
    """The panel's refresh and its buttons, and the way to 更正记录."""
    return [
        path("public-site/status/", builds.build_status, name="public_site_status"),
        path("public-site/retry/", builds.retry_build, name="public_site_retry"),
        path("public-site/lift/", rollbacks.lift, name="public_site_lift"),
        path("content/corrections/", corrections_log, name="corrections_log"),
        path("reports/outbound/", outbound.OutboundReport.as_view(), name=outbound.NAME),
        path("withdrawals/ask/", withdrawals.AskWithdrawal.as_view(), name="ask_withdrawal"),
    ]


@hooks.register("register_admin_urls", order=-1)
def picture_urls() -> list[URLPattern]:
    """Before Wagtail's own screen of the same address."""
    return [
        path("images/<int:image_id>/delete/", PictureDelete.as_view()),
        path("images/multiple/<int:image_id>/delete/", UploadedPictureDelete.as_view()),
    ]


@hooks.register("register_admin_urls", order=-1)
def attachment_urls() -> list[URLPattern]:
    """Before Wagtail's own screens of the same addresses."""
    return [
        path("documents/delete/<int:document_id>/", AttachmentDelete.as_view()),
        path("documents/multiple/<int:doc_id>/delete/", UploadedAttachmentDelete.as_view()),
    ]


@hooks.register("register_admin_urls", order=-1)
def identity_urls() -> list[URLPattern]:
    """Before Wagtail's own screens of the same addresses, which store a row for whoever looks."""
    return [
        path("settings/cms/identity/", IdentityEdit.as_view()),
        path("settings/cms/identity/<int:pk>/", IdentityEdit.as_view()),
    ]


@hooks.register("construct_homepage_panels")
def own_home(request: HttpRequest, panels: list[Component]) -> None:
    """公开站 and 读者报错 first; Wagtail's news of itself is taken out."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != "whats_new_in_wagtail_version"]
    panels.insert(0, builds.PublicSitePanel())
    if may_see_tickets(request.user):
        panels.insert(1, TicketPanel())
    panels.append(RhythmPanel())


@hooks.register("register_reports_menu_item")
def own_reports() -> Any:
    """外链 among the reports."""
    return outbound.outbound_item()


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
    back = records[0].snippet_viewset.get_url_name("list")
    return refuse_everything(request, back) or refuse(request, records, back)


@hooks.register("before_delete_page")
def keep_pages_that_are_used(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same for a page and what is below it."""
    return refuse_pages(request, [page])


@hooks.register("before_move_page")
def keep_pages_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move a page where it cannot stand, in words."""
    return refuse_move(request, page, destination)


@hooks.register("before_bulk_action")
def keep_what_is_used_in_bulk(
    request: HttpRequest, action: str, records: list[Any], view: Any
) -> HttpResponse | None:
    """The same for several at once."""
    whole = refuse_everything(request, "wagtailadmin_home")
    if whole or action != "delete" or not records:
        return whole
    if isinstance(records[0], Page):
        return refuse_pages(request, records)
    viewset = getattr(records[0], "snippet_viewset", None)
    back = viewset.get_url_name("list") if viewset else FILE_LISTS.get(type(records[0]))
    return refuse(request, records, back) if back else None


@hooks.register("register_log_actions")
def own_actions(actions: LogActionRegistry) -> None:
    """数据发布 in a dataset's history, what became of reports, and what a schedule could not do in anything's."""
    actions.register_action(LOG_ACTION, "数据发布", "发布了数据")
    actions.register_action(withdrawals.LOG_ACTION, "隐私撤除", "提出了隐私撤除")
    actions.register_action(UNDO, "撤销批次", "撤销了这一批")
    actions.register_action(FAILED)(ScheduleFailed)
    actions.register_action(reports.TAKEN, "收到报错", "收到了这件报错")
    actions.register_action(tickets.WORKED, "记下处理情况", "记下了处理情况")
    actions.register_action(tickets.CLOSED, "办结报错", "办结了这件报错，联系方式已抹去")
    actions.register_action(tickets.REOPENED, "重新打开报错", "重新打开了这件报错")


@hooks.register("register_permissions")
def release_permissions() -> QuerySet[Permission]:
    """Who may look at releases and cut them."""
    names = ["add_releasecut", "view_releasecut"]
    return Permission.objects.filter(content_type__app_label="cms", codename__in=names)


@hooks.register("insert_editor_js")
def characters_left() -> str:
    """How many characters a field still takes."""
    return format_html('<script defer src="{}"></script>', static("desk/counter.js"))


@hooks.register("insert_global_admin_css")
def desk_style() -> str:
    """The desk's own style."""
    sheets = ((static(f"desk/{name}.css"),) for name in ("desk", "lists", "tickets"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
