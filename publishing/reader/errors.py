"""Answers that are not what was asked for: 404, 410, 405, 500, 503, and problems in JSON.

A page says what happened, that nothing is lost, and where to go. Data paths say the same as problem+json.
"""

import html
from http import HTTPStatus

from publishing.contract import Link, Route
from publishing.page_view import ErrorView
from publishing.problems import MEDIA_TYPE, ParameterError, Problem, problem, refused, shown
from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.elder import mark, wants_elder
from publishing.reader.headers import NEVER, PREFLIGHT, SHORT, Header, allow, safety, speaks_problems, vary
from publishing.reader.published_file import ShortFile
from publishing.reader.served_edition import ServedEdition
from publishing.release_folders import is_release_id
from publishing.render import render_page

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

_TITLES = {
    404: "没有这个地址",
    405: "这里只能阅读",
    410: "这个页面已撤下",
    500: "出了差错",
    503: "公开站正在准备",
}


def problem_answer(fault: Problem, path: str, base_url: str, method: str = "GET") -> Answer:
    """A problem in JSON, with its own status."""
    status = HTTPStatus(fault.status)
    cached = NEVER if fault.status >= HTTPStatus.INTERNAL_SERVER_ERROR else SHORT
    return _answer(status, MEDIA_TYPE, fault.as_json(base_url), path, base_url, method, cached)


def not_found(edition: ServedEdition, path: str, environ: Environ) -> Answer:
    """404: the edition's own page, or a problem below /data, /id, /codes and /api."""
    method = environ["REQUEST_METHOD"]
    if speaks_problems(path):
        detail = f"本站没有这个地址。数据目录在 {edition.prefix}/data/。"
        return problem_answer(problem("not-found", 404, detail), path, edition.base_url, method)
    return _page_of_edition(edition, path, environ, HTTPStatus.NOT_FOUND, SHORT)


def gone(edition: ServedEdition, path: str, route: Route, environ: Environ) -> Answer:
    """410 with the reason that the desk gave: a page, or a problem for twins and below the data paths."""
    method, reason = environ["REQUEST_METHOD"], route.reason or "编辑部撤下了这个页面。"
    if path.endswith(".json") or speaks_problems(path):
        kind = "release-withdrawn" if _is_of_release(route.path) else "gone"
        return problem_answer(problem(kind, 410, reason), path, edition.base_url, method)
    advice = "可以用搜索，或在栏目里找相近的内容。"
    body = _page(edition, HTTPStatus.GONE, route.path, reason, advice)
    if wants_elder(environ.get("QUERY_STRING", "")):
        body = mark(body)
    return _answer(HTTPStatus.GONE, HTML, body, path, edition.base_url, method, SHORT)


def _is_of_release(path: str) -> bool:
    """Whether a route is that of one file of a release."""
    parts = path.split("/")
    return len(parts) == 5 and parts[1] == "data" and is_release_id(parts[3])


def method_not_allowed(path: str, base_url: str, edition: ServedEdition | None = None) -> Answer:
    """405 with what is allowed: a problem below the data paths, else a page, or a line without an edition."""
    detail = "这里只能读取：请用 GET 或 HEAD。"
    if speaks_problems(path):
        answer = problem_answer(problem("method-not-allowed", 405, detail), path, base_url)
    elif edition is not None:
        advice = "如果是点了本站的按钮才看到这一页，请从首页再试一次。"
        status = HTTPStatus.METHOD_NOT_ALLOWED
        body = _page(edition, status, path, "本站的这个地址只能阅读，不能提交内容。", advice)
        answer = _answer(status, HTML, body, path, base_url, "GET", SHORT)
    else:
        answer = _answer(HTTPStatus.METHOD_NOT_ALLOWED, TEXT, detail.encode(), path, base_url, "GET", SHORT)
    answer.headers.append(allow(path))
    return answer


def not_acceptable(path: str, base_url: str, forms: tuple[str, ...], method: str) -> Answer:
    """406 with the media types that there are."""
    detail = f"这个地址只有这些格式：{'、'.join(forms)}。"
    errors = (ParameterError("Accept", "not-acceptable", detail, forms),)
    return problem_answer(
        Problem("not-acceptable", "没有这种格式", 406, detail, errors), path, base_url, method
    )


def no_query_here(query: str, path: str, base_url: str, method: str) -> Answer:
    """400 for an address of data that takes no parameters; it names the first one."""
    name = shown(query.partition("&")[0].partition("=")[0])
    detail = "这个地址不接受参数。要筛选，请用数据集目录下的 rows.json 或 rows.csv。"
    fault = refused([ParameterError(name, "query-not-allowed", detail)]).problem
    return problem_answer(fault, path, base_url, method)


def preflight(path: str, base_url: str) -> Answer:
    """204 to OPTIONS: what is allowed, and which conditions scripts of other sites may send."""
    return Answer(HTTPStatus.NO_CONTENT, [allow(path), *PREFLIGHT, *safety(path, base_url)])


def failed(edition: ServedEdition | None, path: str, environ: Environ) -> Answer:
    """500. The cause is in the log and never in the answer."""
    detail = "服务器处理这次请求时出了差错，数据没有受影响。请稍后再试。"
    if speaks_problems(path):
        base_url = edition.base_url if edition else ""
        fault = Problem("internal-error", _TITLES[500], 500, detail)
        return problem_answer(fault, path, base_url, environ["REQUEST_METHOD"])
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        return _page_of_edition(edition, path, environ, status, NEVER)
    except (OSError, ShortFile):
        # The disk may be what failed; the cause is logged by the caller.
        return _plain(status, detail, environ)


def no_edition(path: str, environ: Environ) -> Answer:
    """503 before the first edition."""
    detail = "第一版内容还没有发布，请过一会儿再来。"
    if speaks_problems(path):
        fault = Problem("no-edition", _TITLES[503], 503, detail)
        answer = problem_answer(fault, path, "", environ["REQUEST_METHOD"])
    else:
        answer = _plain(HTTPStatus.SERVICE_UNAVAILABLE, detail, environ)
    answer.headers.append(("Retry-After", "10"))
    return answer


def _page(edition: ServedEdition, status: HTTPStatus, path: str, message: str, advice: str) -> bytes:
    """A page in the full frame that says what happened and what to do."""
    view = ErrorView(
        path=path,
        title=_TITLES[status],
        has_twin=False,
        template="pages/error.html",
        status=status.value,
        message=message,
        advice=advice,
        breadcrumbs=(Link("首页", "/"),),
    )
    return render_page(view, edition.frame, edition.addresses).encode()


def _page_of_edition(
    edition: ServedEdition | None, path: str, environ: Environ, status: HTTPStatus, cached: str
) -> Answer:
    """The edition's prepared page for the status, in the coding that the client likes."""
    page = edition.file(f"/{status.value}.html") if edition else None
    if edition is None or page is None:
        return _plain(status, _TITLES[status], environ)
    if wants_elder(environ.get("QUERY_STRING", "")):
        return _answer(
            status, HTML, mark(page.read()), path, edition.base_url, environ["REQUEST_METHOD"], cached
        )
    chosen = page.answer("GET", {"HTTP_ACCEPT_ENCODING": environ.get("HTTP_ACCEPT_ENCODING", "")})
    kept = {"Content-Type", "Content-Length", "Content-Encoding", "Vary"}
    headers = [pair for pair in chosen.headers if pair[0] in kept]
    headers += [("Cache-Control", cached), *safety(path, edition.base_url)]
    return Answer(status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else chosen.body)


def _plain(status: HTTPStatus, detail: str, environ: Environ) -> Answer:
    """A page that needs no edition, no template and no style sheet."""
    title = _TITLES[status]
    body = (
        '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{html.escape(detail)}</p>\n</html>\n"
    ).encode()
    return _answer(status, HTML, body, "/", "", environ["REQUEST_METHOD"], NEVER)


def _answer(
    status: HTTPStatus, media_type: str, body: bytes, path: str, base_url: str, method: str, cached: str
) -> Answer:
    headers: list[Header] = [
        ("Content-Type", media_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", cached),
        ("Vary", vary(path)),
        *safety(path, base_url),
    ]
    return Answer(status, headers, b"" if method == "HEAD" else body)
