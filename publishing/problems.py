"""Errors below /data, /id, /codes and /api, after RFC 9457: what was wrong, where, and what is allowed."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from heapq import nlargest

from publishing.contract import Code, CodeList

MEDIA_TYPE = "application/problem+json; charset=utf-8"

PROBLEMS = CodeList(
    name="problems",
    label_zh="错误类型",
    label_en="Problem types",
    codes=(
        Code("unknown-parameter", "没有这个参数", "Unknown parameter", "可用的参数列在 allowed 里。"),
        Code("repeated-parameter", "参数重复", "Repeated parameter", "多个值写在一处，用逗号隔开。"),
        Code(
            "unknown-code",
            "没有这个代码",
            "Unknown code",
            "可用的代码列在 allowed 里；太多时只列一部分，全部在 code_list 所指的代码表里。",
        ),
        Code("bad-value", "参数值不合格", "Bad value"),
        Code("bad-period", "时期写法不对", "Bad period", "例如 2025、2025-S1、2025-Q3、2025-06。"),
        Code(
            "period-not-published",
            "没有这个时期的数据",
            "Period not published",
            "已有的时期列在 allowed 里。",
        ),
        Code("bad-range", "起止颠倒", "Range runs backwards"),
        Code("bad-limit", "条数不合格", "Bad limit", "1 到 1000 的整数。"),
        Code("bad-order", "不能这样排序", "Bad order", "列名；前面加减号为倒序。"),
        Code("bad-cursor", "翻页标记无效", "Bad cursor", "翻页时条件和发布都不能变。"),
        Code("bad-as-of", "时点不合格", "Bad time", "只用于 latest；写成日期，或带时差的时刻。"),
        Code("query-not-allowed", "这个地址不接受参数", "Query not allowed here"),
        Code("release-not-found", "没有这次发布", "Release not found"),
        Code(
            "release-withdrawn",
            "这次发布已撤下",
            "Release withdrawn",
            "数据已从公开站删去，不再提供；可改用 allowed 里的发布。",
        ),
        Code("observation-not-found", "没有这个观测值", "Observation not found"),
        Code("not-found", "没有这个地址", "Not found"),
        Code("gone", "这个地址的内容已撤下", "Gone"),
        Code("not-acceptable", "没有这种格式", "Not acceptable"),
        Code("method-not-allowed", "不支持这种请求方法", "Method not allowed"),
        Code("internal-error", "出了差错", "Internal error"),
        Code("no-edition", "公开站正在准备", "No edition yet"),
        # Said by a web server that has the files and no reader: site/deploy/nginx.conf.
        Code("queries-not-offered", "此镜像不提供查询", "Queries not offered here"),
    ),
)
"""Every problem type, published at `/codes/problems.json`, where the `type` of an answer leads."""

TITLES = {entry.code: entry.label_zh for entry in PROBLEMS.codes}
"""The title of each problem type."""

MAX_ALLOWED = 100
"""Allowed values that an answer lists; `allowed_total` says how many there are where that is more."""

_ECHO = 80
_COMPARED = 200


@dataclass(frozen=True, slots=True)
class ParameterError:
    """One wrong parameter: a code of `TITLES`, a Chinese sentence, and what would have been right."""

    parameter: str
    code: str
    detail: str
    allowed: tuple[str, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    code_list: str = ""
    """Path of the code list that the value should have come from, without the prefix of BASE_URL."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The body of an error answer. `type` is a key of `TITLES`."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[ParameterError, ...] = ()

    def as_json(self, base_url: str = "") -> bytes:
        """The problem+json body; its `type` leads to the list of problem types below `base_url`."""
        document: dict[str, object] = {
            "type": f"{base_url}/codes/{PROBLEMS.name}.json#{self.type}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            document["errors"] = [_error(error, base_url) for error in self.errors]
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class QueryError(Exception):
    """A question that cannot be answered as asked. Carries the answer to give instead."""

    def __init__(self, problem: Problem) -> None:
        """Keeps the problem; its detail is the message."""
        super().__init__(problem.detail)
        self.problem = problem


def refused(errors: list[ParameterError], status: int = 400) -> QueryError:
    """One error for all wrong parameters; its type is that of the first. `errors` is not empty."""
    first = errors[0]
    return QueryError(Problem(first.code, TITLES[first.code], status, first.detail, tuple(errors)))


def problem(code: str, status: int, detail: str, allowed: tuple[str, ...] = ()) -> Problem:
    """A problem about the address as a whole; `allowed` lists addresses or ids that exist."""
    errors = (ParameterError("", code, detail, allowed),) if allowed else ()
    return Problem(code, TITLES[code], status, detail, errors)


def unknown_code(parameter: str, text: str, codes: CodeList) -> ParameterError:
    """The error for a text that is no code of the list; a label is told its code."""
    allowed = tuple(entry.code for entry in codes.codes)
    labelled = tuple(entry.code for entry in codes.codes if text in {entry.label_zh, entry.label_en})
    detail = f"“{shown(text)}”不在代码表 {codes.name} 里。"
    if len(allowed) > MAX_ALLOWED:
        detail += f"代码有 {len(allowed)} 个，这里只列 {MAX_ALLOWED} 个，全部在代码表里。"
    return ParameterError(
        parameter,
        "unknown-code",
        detail,
        allowed,
        labelled[:3] or nearest(text, allowed),
        f"/codes/{codes.name}.json",
    )


def shown(text: str) -> str:
    """Foreign text fit for a message: valid Unicode, and not long."""
    clean = text.encode("utf-8", "replace").decode()
    return clean if len(clean) <= _ECHO else clean[:_ECHO] + "…"


def nearest(text: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """At most three allowed values that look like the text. Long input is not compared: that costs time."""
    if len(text) > _ECHO:
        return ()
    return tuple(get_close_matches(text, _alike(text, allowed), n=3, cutoff=0.6))


def _alike(text: str, allowed: tuple[str, ...]) -> list[str]:
    """Of a long list the values that share most pairs of letters: only these are worth a proper comparison."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return nlargest(_COMPARED, allowed, key=lambda known: sum(pair in known for pair in pairs))


def _error(error: ParameterError, base_url: str) -> dict[str, object]:
    document: dict[str, object] = {"parameter": error.parameter, "code": error.code, "detail": error.detail}
    if error.allowed:
        document["allowed"] = list(error.allowed[:MAX_ALLOWED])
    if len(error.allowed) > MAX_ALLOWED:
        document["allowed_total"] = len(error.allowed)
    if error.code_list:
        document["code_list"] = base_url + error.code_list
    if error.did_you_mean:
        document["did_you_mean"] = list(error.did_you_mean)
    return {name: value for name, value in document.items() if value != ""}
