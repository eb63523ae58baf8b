"""Django views of the public side, mounted by the reader and by the desk."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from publishing.reader import errors, paths
from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.current import current_edition
from publishing.reader.files import EDITION
from publishing.reader.health import health
from publishing.reader.observation_answer import observation_answer
from publishing.reader.report_answer import report_form, report_posted, report_sent
from publishing.reader.rows_answer import rows_answer
from publishing.reader.search_answer import search_answer
from publishing.reader.served_edition import ServedEdition

Answering = Callable[[ServedEdition, Environ], Answer]


def rows(request: HttpRequest, dataset: str, release: str, form: str) -> HttpResponseBase:
    """`/data/{dataset}/{release}/rows.json` and `.csv`."""
    return _respond(request, lambda edition, environ: rows_answer(edition, environ, dataset, release, form))


def observation(request: HttpRequest, address: str) -> HttpResponseBase:
    """`/id/…`: one revision of one observation."""
    return _respond(request, lambda edition, environ: observation_answer(edition, environ, f"/id/{address}"))


def search(request: HttpRequest) -> HttpResponseBase:
    """`/search/`: the pages of the edition that have what was asked for."""
    return _respond(request, search_answer)


@csrf_exempt
def report(request: HttpRequest) -> HttpResponseBase:
    """`/report/`: the form, and what readers send with it. There are no cookies here: the origin is checked instead."""
    edition = _edition(request)
    posted = request.META["REQUEST_METHOD"] == "POST" and request.path_info.endswith("/")
    if edition is None or not posted:
        return _respond(request, report_form)
    return report_posted(edition, request.META).as_django()


def report_number(request: HttpRequest) -> HttpResponseBase:
    """`/report/sent/`: the number of a report that was taken."""
    return _respond(request, report_sent)


def edition_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Any path of the edition in force that is a file, a redirect or gone. `path` has no leading slash."""
    edition = _edition(request)
    spelt = _spelt(f"/{path}")
    if edition is None:
        return errors.no_edition(spelt, request.META).as_django()
    return paths.answer(edition, spelt, request.META).as_django()


def healthz(request: HttpRequest) -> HttpResponseBase:
    """The state of this process."""
    if request.META["REQUEST_METHOD"] == "OPTIONS":
        return errors.preflight("/healthz", "").as_django()
    if request.META["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return errors.method_not_allowed("/healthz", "").as_django()
    return health(current_edition(), request.META).as_django()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's 404, in the words of the edition."""
    edition = _edition(request)
    spelt = _spelt(request.path_info)
    if edition is None:
        return errors.no_edition(spelt, request.META).as_django()
    return errors.not_found(edition, spelt, request.META).as_django()


def failed(request: HttpRequest) -> HttpResponseBase:
    """Django's 500, in the words of the edition. The cause is in the log."""
    return errors.failed(_edition(request), _spelt(request.path_info), request.META).as_django()


def _respond(request: HttpRequest, answering: Answering) -> HttpResponseBase:
    """The computed answer to a GET or HEAD, and the general one to anything else."""
    edition, path = _edition(request), _spelt(request.path_info)
    if edition is None:
        return errors.no_edition(path, request.META).as_django()
    # Not `request.method`: Django makes it upper case, and methods are case-sensitive.
    method = request.META["REQUEST_METHOD"]
    if method == "OPTIONS":
        return errors.preflight(path, edition.base_url).as_django()
    if method not in {"GET", "HEAD"}:
        return errors.method_not_allowed(path, edition.base_url, edition).as_django()
    return answering(edition, request.META).as_django()


def _edition(request: HttpRequest) -> ServedEdition | None:
    """The edition that the outer layer chose for this request; at the desk, the one in force."""
    if EDITION in request.META:
        edition: ServedEdition | None = request.META[EDITION]
        return edition
    return current_edition().get()


def _spelt(path: str) -> str:
    """A path that Django has decoded, as WSGI spells it."""
    return path.encode().decode("latin-1")
