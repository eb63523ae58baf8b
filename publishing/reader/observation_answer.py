"""`/id/obs/…`: one revision of one observation, as a page or as JSON, whichever the client likes better."""

from publishing.observation_record import (
    ObservationRecord,
    find_observation,
    observation_json,
    observation_problem,
    observation_view,
)
from publishing.reader import negotiation
from publishing.reader.answer import Answer
from publishing.reader.computed import computed
from publishing.reader.conditions import Environ
from publishing.reader.elder import mark, wants_elder
from publishing.reader.errors import HTML, no_query_here, not_acceptable, problem_answer
from publishing.reader.headers import SHORT, Header
from publishing.reader.served_edition import ServedEdition
from publishing.render import render_page

JSON = "application/json"
_FORMS = ("text/html", JSON)


def observation_answer(edition: ServedEdition, environ: Environ, path: str) -> Answer:
    """The observation at `path`, without the prefix; a problem where there is none."""
    method = environ["REQUEST_METHOD"]
    record = _find(edition, path)
    if record is None:
        fault = observation_problem(path, edition.catalogue)
        return problem_answer(fault, path, edition.base_url, method)
    form = negotiation.media_type(environ.get("HTTP_ACCEPT", ""), _FORMS)
    if form is None:
        return not_acceptable(path, edition.base_url, _FORMS, method)
    query = environ.get("QUERY_STRING", "")
    if form == JSON and query:
        return no_query_here(query, path, edition.base_url, method)
    return computed(
        environ,
        observation_json(record, edition.catalogue) if form == JSON else _page(edition, record, query),
        path=path,
        base_url=edition.base_url,
        media_type=JSON if form == JSON else HTML,
        # Labels and the frame come from the edition, so the release alone does not date the answer.
        modified=edition.published,
        cache=SHORT,
        extra=_references(edition, record),
    )


def _find(edition: ServedEdition, path: str) -> ObservationRecord | None:
    """The observation among the attested datasets."""
    for dataset in edition.catalogue.datasets:
        if dataset.attested:
            record = find_observation(edition.index(dataset.code), dataset, path)
            if record is not None:
                return record
    return None


def _page(edition: ServedEdition, record: ObservationRecord, query: str) -> bytes:
    """The page; like every page it knows the elder mode and ignores other parameters."""
    view = observation_view(record, edition.catalogue)
    body = render_page(view, edition.frame, edition.addresses).encode()
    return mark(body) if wants_elder(query) else body


def _references(edition: ServedEdition, record: ObservationRecord) -> list[Header]:
    """Links to the release's schema and licence, and to the revision that replaced this one."""
    home = f"{edition.prefix}/data/{record.dataset.code}/{record.asked.release.id}"
    links = [
        f'<{home}/schema.json>; rel="describedby"',
        f'<{record.asked.release.licence}>; rel="license"',
    ]
    newer = record.replaced_by
    if newer is not None:
        links.append(f'<{edition.prefix}{newer.row["id"]}>; rel="latest-version"')
    return [("Link", ", ".join(links))]
