"""Addresses of the desk: Wagtail's admin, the staff's uploads, and the public pages as they will be."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from cms import uploads
from cms.desk.accounts import own_account

urlpatterns = [
    path(f"{settings.DESK_PATH}uploads/<path:name>", uploads.upload, name="desk_upload"),
    # Before Wagtail's own page of the same address.
    path(f"{settings.DESK_PATH}account/", own_account),
    path(settings.DESK_PATH, include(admin_urls)),
    # What only an edition holds: data, observations, feeds. Answered from the edition in force.
    path("", include("publishing.reader.urls")),
    re_path("", include(wagtail_urls)),
]
