"""Pages of snippets at the desk, at their public paths, from what is live: the edition's with other addresses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from cms.desk_site import desk_html
from cms.page_jobs import SITE_MAP
from cms.row_digests import SNIPPETS

BY_FOLDER = {model.public_folder.strip("/"): model for model in SNIPPETS.values()}


def snippet_page(request: HttpRequest, folder: str, code: str) -> HttpResponse:
    """One public record. Raises Http404 for one that is not public."""
    record = BY_FOLDER[folder]._default_manager.filter(live=True, code=code).first()
    if record is None:
        raise Http404
    return desk_html(record, request)


def snippet_list(request: HttpRequest, folder: str) -> HttpResponse:
    """The list of all public records of a type. Raises Http404 while there is none."""
    return desk_html(BY_FOLDER[folder], request)


def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图 from what is live."""
    return desk_html(SITE_MAP, request)


def urlpatterns() -> list[URLPattern]:
    """The addresses of both for every type."""
    pages = [
        path(f"{folder}/<slug:code>/", snippet_page, {"folder": folder}, name=f"public_{folder}_page")
        for folder in BY_FOLDER
    ]
    lists = [path(f"{folder}/", snippet_list, {"folder": folder}) for folder in BY_FOLDER]
    return [*pages, *lists, path("sitemap/", site_map)]
