"""Addresses of the desk: Wagtail's admin, the staff's uploads, and the public pages as they will be."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from cms import snippet_pages, uploads
from cms.desk.accounts import own_account
from cms.desk.page_search import page_search, page_search_results

urlpatterns = [
    path(f"{settings.DESK_PATH}uploads/<path:name>", uploads.upload, name="desk_upload"),
    # Before Wagtail's own pages of the same addresses.
    path(f"{settings.DESK_PATH}account/", own_account),
    path(f"{settings.DESK_PATH}pages/search/", page_search),
    path(f"{settings.DESK_PATH}pages/search/results/", page_search_results),
    path(settings.DESK_PATH, include(admin_urls)),
    *snippet_pages.urlpatterns(),
    # What only an edition holds: data, observations, feeds. Answered from the edition in force.
    path("", include("publishing.reader.urls")),
    re_path("", include(wagtail_urls)),
]
