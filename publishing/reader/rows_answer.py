"""`rows.json` and `rows.csv`: filtered rows of a release, from its index in the edition."""

from urllib.parse import quote, urlencode

from publishing.contract import Dataset
from publishing.problems import QueryError, problem, shown
from publishing.reader.answer import Answer
from publishing.reader.computed import computed
from publishing.reader.conditions import Environ
from publishing.reader.errors import problem_answer
from publishing.reader.headers import Header, cache_control
from publishing.reader.links import links_of
from publishing.reader.parameters import Parameters, parameters_of
from publishing.reader.served_edition import ServedEdition
from publishing.rows import LATEST, RowsPage, parse_query, run

MEDIA_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present"}
"""The forms of rows by extension."""


def rows_answer(edition: ServedEdition, environ: Environ, dataset: str, release: str, form: str) -> Answer:
    """The matching rows, or a problem: 400 for a bad question, 404 for an unknown dataset or release.

    A dataset that was taken down answers 410 with the reason.
    """
    path = f"/data/{dataset}/{release}/rows.{form}"
    method = environ["REQUEST_METHOD"]
    described = edition.catalogue.dataset(dataset)
    if described is None and (gone := edition.dataset_gone(path)) is not None:
        return problem_answer(problem("gone", 410, gone.reason), path, edition.base_url, method)
    if described is None:
        known = tuple(entry.code for entry in edition.catalogue.datasets)
        fault = problem("not-found", 404, f"没有数据集“{shown(dataset)}”。", known)
        return problem_answer(fault, path, edition.base_url, method)
    asked = parameters_of(environ)
    try:
        page = _page(edition, described, release, asked)
    except QueryError as error:
        return problem_answer(error.problem, path, edition.base_url, method)
    return computed(
        environ,
        page.as_json() if form == "json" else page.as_csv(),
        path=path,
        base_url=edition.base_url,
        media_type=MEDIA_TYPES[form],
        modified=page.published,
        cache=cache_control(path),
        extra=_references(edition, page, release, form, asked),
    )


def _page(edition: ServedEdition, dataset: Dataset, release: str, asked: Parameters) -> RowsPage:
    query = parse_query(dataset.structure, edition.catalogue, asked)
    return run(edition.index(dataset.code), dataset, release, query)


def _references(
    edition: ServedEdition, page: RowsPage, release: str, form: str, asked: Parameters
) -> list[Header]:
    """Link to the next page, the schema and the licence; Content-Location where `latest` was asked for."""
    home = f"{edition.prefix}/data/{page.dataset}"
    rest = [pair for pair in asked if pair[0] not in {"as_of", "after"}]
    links = []
    if page.next:
        query = urlencode([*rest, ("after", page.next)], safe=",", quote_via=quote)
        links.append(f'<{home}/{page.release}/rows.{form}?{query}>; rel="next"')
    if release != LATEST:
        links.append(f'<{home}/{LATEST}/rows.{form}>; rel="latest-version"')
    path = f"/data/{page.dataset}/{page.release}/rows.{form}"
    links += [value for _, value in links_of(path, edition.prefix, page.licence, edition.has)]
    headers: list[Header] = [("Link", ", ".join(links))]
    if release == LATEST:
        same = urlencode([pair for pair in asked if pair[0] != "as_of"], safe=",", quote_via=quote)
        headers.append(
            ("Content-Location", f"{home}/{page.release}/rows.{form}" + (f"?{same}" if same else ""))
        )
    return headers
