"""What a path answers when it needs no computing: a file, a redirect, a gone page, or 404."""

from dataclasses import replace
from http import HTTPStatus

from publishing.contract import Route
from publishing.reader import errors
from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.elder import elder_answer, wants_elder
from publishing.reader.headers import SHORT, Header, safety
from publishing.reader.parameters import query_for_header
from publishing.reader.published_file import PublishedFile
from publishing.reader.served_edition import ServedEdition
from publishing.reader.store_list import url_path, wsgi_path

_INDEX, _TWIN = "index.html", "index.json"


def answer(edition: ServedEdition, path: str, environ: Environ) -> Answer:
    """The answer for a path that is not dynamic. `path` is as WSGI spells it, without the prefix."""
    file = edition.file(path)
    # A hashed name of an earlier edition may have been withdrawn for privacy since.
    if file is None or not (edition.has(path) or file.is_there):
        return _elsewhere(edition, path, environ)
    method = environ["REQUEST_METHOD"]
    if method not in {"GET", "HEAD"}:
        if method == "OPTIONS":
            return errors.preflight(path, edition.base_url)
        return errors.method_not_allowed(path, edition.base_url, edition)
    if environ.get("QUERY_STRING"):
        return _with_query(edition, file, path, environ)
    return file.answer(method, environ)


def _with_query(edition: ServedEdition, file: PublishedFile, path: str, environ: Environ) -> Answer:
    """Pages know one parameter and ignore the rest, as WeChat adds its own; files of data take none."""
    method, query = environ["REQUEST_METHOD"], environ["QUERY_STRING"]
    if file.is_html:
        if wants_elder(query):
            return elder_answer(file, method, environ)
    elif path.startswith("/data/"):
        return errors.no_query_here(query, path, edition.base_url, method)
    return file.answer(method, environ)


def _elsewhere(edition: ServedEdition, path: str, environ: Environ) -> Answer:
    """A path without a file: moved, gone, written without its slash, or unknown."""
    moved = _moved(edition, path)
    if moved is not None and moved.target is not None:
        return _redirect(edition, path, moved.target, environ)
    if moved is not None:
        return errors.gone(edition, path, moved, environ)
    if path.endswith(f"/{_INDEX}") and edition.has(path.removesuffix(_INDEX)):
        return _redirect(edition, path, url_path(path.removesuffix(_INDEX)), environ)
    if edition.has(f"{path}/"):
        return _redirect(edition, path, url_path(f"{path}/"), environ)
    return errors.not_found(edition, path, environ)


def _moved(edition: ServedEdition, path: str) -> Route | None:
    """What became of the page at a path, however it is written; its twin has moved and gone with it."""
    route = next((found for page in _pages(path) if (found := edition.route(page))), None)
    if route is None:
        return edition.dataset_gone(path)
    twin = f"{route.target}{_TWIN}"
    if route.target is not None and path.endswith(f"/{_TWIN}") and edition.has(wsgi_path(twin)):
        return replace(route, target=twin)
    return route


def _pages(path: str) -> tuple[str, ...]:
    """The pages that a path may mean: itself, without the slash, by the name of its file, or of its twin."""
    folder, _, name = path.rpartition("/")
    return (path, f"{folder}/") if name in {_INDEX, _TWIN} else (path, f"{path}/")


def _redirect(edition: ServedEdition, path: str, target: str, environ: Environ) -> Answer:
    """A 301 that keeps the query. Targets that start with one slash are below the prefix."""
    location = edition.prefix + target if target.startswith("/") else target
    query = query_for_header(environ)
    if query:
        location = f"{location}{'&' if '?' in location else '?'}{query}"
    headers: list[Header] = [
        ("Location", location),
        ("Content-Length", "0"),
        ("Cache-Control", SHORT),
        ("Vary", "Accept-Encoding"),
        *safety(path, edition.base_url),
    ]
    return Answer(HTTPStatus.MOVED_PERMANENTLY, headers)
