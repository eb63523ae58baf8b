"""更正记录 in the menu 内容: there is one log, so its entry leads straight to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.models import CorrectionsPage, HomePage


def corrections_log(request: HttpRequest) -> HttpResponse:
    """To the form of the log; to that of a new one where there is none yet; else back, with whom to ask."""
    log = CorrectionsPage.objects.first()
    if log is not None and log.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", log.pk)
    home = HomePage.objects.first()
    if log is None and home is not None and home.permissions_for_user(request.user).can_add_subpage():
        return redirect("wagtailadmin_pages:add", "cms", "correctionspage", home.pk)
    messages.warning(request, "您不能改更正记录，请联系管理员。")
    return redirect("wagtailadmin_home")


def corrections_item(order: int) -> MenuItem:
    """The entry of the menu."""
    return MenuItem(
        "更正记录", reverse("corrections_log"), name="corrections", icon_name="clipboard-list", order=order
    )
