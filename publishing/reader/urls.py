"""Addresses that are answered from the edition in force. The desk mounts them before its own pages."""

from django.urls import path, re_path

from publishing.reader import views

_FILES = (
    r"(?P<path>(?:data|codes|feeds|edition|api|static|media|files)(?:/.*)?"
    r"|content\.json|edition\.json|sitemap\.xml|robots\.txt|llms\.txt|\.well-known/.*)"
)

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    re_path(
        r"^data/(?P<dataset>[^/]+)/(?P<release>[^/]+)/rows\.(?P<form>json|csv)$", views.rows, name="rows"
    ),
    re_path(r"^id/(?P<address>.*)$", views.observation, name="observation"),
    re_path(r"^report/?$", views.report, name="report"),
    path("search/", views.search, name="search"),
    path("report/sent/", views.report_number, name="report_sent"),
    re_path(rf"^{_FILES}$", views.edition_file, name="edition_file"),
]

handler404 = "publishing.reader.views.not_found"
handler500 = "publishing.reader.views.failed"
