"""What a path answers when it needs no computing: a file, a redirect, a gone page, or 404."""

from http import HTTPStatus

from publishing.reader import errors
from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.elder import elder_answer, wants_elder
from publishing.reader.headers import SHORT, Header, safety
from publishing.reader.parameters import query_for_header
from publishing.reader.published_file import PublishedFile
from publishing.reader.served_edition import ServedEdition
from publishing.reader.store_list import url_path

_INDEX = "index.html"


def answer(edition: ServedEdition, path: str, environ: Environ) -> Answer:
    """The answer for a path that is not dynamic. `path` is as WSGI spells it, without the prefix."""
    file = edition.file(path)
    if file is None:
        return _elsewhere(edition, path, environ)
    method = environ["REQUEST_METHOD"]
    if method not in {"GET", "HEAD"}:
        if method == "OPTIONS":
            return errors.preflight(path, edition.base_url)
        return errors.method_not_allowed(path, edition.base_url)
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
    route = edition.route(path) or edition.route(f"{path}/")
    if route is not None and route.target is None:
        return errors.gone(edition, route, environ)
    if route is not None and route.target is not None:
        return _redirect(edition, path, route.target, environ)
    if path.endswith(f"/{_INDEX}") and edition.has(path.removesuffix(_INDEX)):
        return _redirect(edition, path, url_path(path.removesuffix(_INDEX)), environ)
    if edition.has(f"{path}/"):
        return _redirect(edition, path, url_path(f"{path}/"), environ)
    return errors.not_found(edition, path, environ)


def _redirect(edition: ServedEdition, path: str, target: str, environ: Environ) -> Answer:
    """A 301 that keeps the query. Targets that start with one slash are below the prefix."""
    location = edition.prefix + target if target.startswith("/") else target
    query = query_for_header(environ)
    if query and "?" not in location:
        location = f"{location}?{query}"
    headers: list[Header] = [
        ("Location", location),
        ("Content-Length", "0"),
        ("Cache-Control", SHORT),
        ("Vary", "Accept-Encoding"),
        *safety(path, edition.base_url),
    ]
    return Answer(HTTPStatus.MOVED_PERMANENTLY, headers)
