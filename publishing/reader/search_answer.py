"""`/search/`: a page for people. Whatever is in its address, it answers, and says what it could not do."""

import logging
import sqlite3
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from publishing.columns import SEARCH
from publishing.contract import Link
from publishing.problems import shown
from publishing.reader.answer import Answer
from publishing.reader.computed import computed
from publishing.reader.conditions import Environ
from publishing.reader.elder import mark
from publishing.reader.errors import HTML
from publishing.reader.headers import NEVER, SHORT
from publishing.reader.parameters import parameters_of
from publishing.reader.served_edition import ServedEdition
from publishing.render import render_page
from publishing.search.kinds import KINDS, place_of_code
from publishing.search.pages_index import Hit, PagesIndex
from publishing.search.question import Question, question, smaller_questions
from publishing.search.search_view import PATH, ChoiceView, ResultView, SearchView
from publishing.search.words import LONGEST_QUERY

SIZE = 10
"""Results on a page."""
AROUND = 2
"""Pages before and after the present one that have links."""
MOST_DIGITS = 6
SMALLER = 8
BROKEN = "搜索现在用不了，请过一会儿再试，或者从栏目里找。"
TOO_LONG = "搜索词太长，只用了前面的一部分。"
NOTHING_TO_FIND = "搜索词里没有文字或数字，请换一个词。"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The query of an address, read with goodwill."""

    text: str
    kind: int | None
    by_date: bool
    page: int
    elder: bool
    notices: tuple[str, ...]

    def query(self, **changes: object) -> str:
        """The query of an address that asks the same but for `changes`, from page 1."""
        told = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        pairs = [("q", told.text)]
        pairs += [("type", KINDS[told.kind].code)] if told.kind is not None else []
        pairs += [("sort", "date")] if told.by_date else []
        pairs += [("page", str(told.page))] if told.page != 1 else []
        pairs += [("elder", "1")] if told.elder else []
        return urlencode(pairs)


def search_answer(edition: ServedEdition, environ: Environ) -> Answer:
    """The page of results."""
    asked = _read(environ)
    cache = SHORT
    try:
        view = _view(edition, asked)
    except (sqlite3.Error, OSError):
        logger.exception("no search in edition %s", edition.number)
        edition.forget_pages()
        view, cache = replace(_empty(edition, asked), notices=(BROKEN,)), NEVER
    body = render_page(view, edition.frame, edition.addresses).encode()
    return computed(
        environ,
        mark(body) if asked.elder else body,
        path=PATH,
        base_url=edition.base_url,
        media_type=HTML,
        modified=edition.published,
        cache=cache,
    )


def _read(environ: Environ) -> _Asked:
    """What is asked. The last value of a name counts; names that we do not know are ignored, as on every page."""
    given = dict(parameters_of(environ))
    typed = given.get("q", "")
    text = " ".join(typed[:LONGEST_QUERY].encode("utf-8", "replace").decode().replace("\0", " ").split())
    notices = [TOO_LONG] if len(typed) > LONGEST_QUERY else []
    kind = place_of_code(given["type"]) if given.get("type") else None
    if given.get("type") and kind is None:
        notices.append(f"没有“{shown(given['type'])}”这一类，下面是所有类别的结果。")
    if given.get("sort", "") not in {"", "date", "relevance"}:
        notices.append(f"没有“{shown(given['sort'])}”这种排序，下面按相关程度排。")
    page = given.get("page", "") or "1"
    number = int(page) if page.isascii() and page.isdecimal() and len(page) <= MOST_DIGITS else 0
    if number < 1:
        notices.append(f"没有“{shown(page)}”这一页，下面是第 1 页。")
    return _Asked(
        text=text,
        kind=kind,
        by_date=given.get("sort") == "date",
        page=max(number, 1),
        elder=given.get("elder") == "1",
        notices=tuple(notices),
    )


def _empty(edition: ServedEdition, asked: _Asked) -> SearchView:
    """The page without results."""
    return SearchView(
        path=PATH,
        title=f"搜索：{shown(asked.text)}" if asked.text else "搜索",
        description=f"搜索{edition.frame.site_name}公开的所有页面。",
        breadcrumbs=(Link("首页", "/"),),
        column=SEARCH,
        has_twin=False,
        template="pages/search.html",
        query=asked.text,
        kept_query=f"{replace(asked, elder=False).query(page=asked.page)}&" if asked.text else "",
        kind="" if asked.kind is None else KINDS[asked.kind].code,
        sort="date" if asked.by_date else "",
        elder=asked.elder,
        notices=asked.notices,
        sections=tuple(link for link in edition.frame.navigation if link.path != "/"),
    )


def _view(edition: ServedEdition, asked: _Asked) -> SearchView:
    view = _empty(edition, asked)
    sought = question(asked.text)
    if sought is None:
        return replace(view, notices=(*view.notices, NOTHING_TO_FIND)) if asked.text else view
    index = edition.pages
    counts = index.find(sought).counts
    numbers = index.numbers(sought, asked.kind, by_date=asked.by_date)
    last = max(1, -(-len(numbers) // SIZE))
    page, notices = min(asked.page, last), list(view.notices)
    if page != asked.page:
        notices.append(f"没有第 {asked.page} 页，下面是最后一页。")
    if sought.cut:
        notices.append(TOO_LONG)
    start = (page - 1) * SIZE
    return replace(
        view,
        notices=tuple(notices),
        asked=True,
        total=len(numbers),
        first=start + 1,
        last=min(start + SIZE, len(numbers)),
        results=tuple(map(_result, index.hits(numbers[start : start + SIZE], sought))),
        kinds=_kinds(asked, counts) if any(counts) else (),
        sorts=_sorts(asked),
        pages=_pages(asked, page, last),
        smaller=() if numbers else _smaller(asked, sought, index),
    )


def _result(hit: Hit) -> ResultView:
    return ResultView(
        path=hit.path,
        kind=KINDS[hit.kind].label,
        title=hit.title,
        excerpt=hit.excerpt,
        source=hit.source,
        date=hit.published[:10],
        sample=hit.sample,
    )


def _kinds(asked: _Asked, counts: tuple[int, ...]) -> tuple[ChoiceView, ...]:
    """All of them together, and those that have something."""
    found = [(None, "全部", sum(counts))]
    found += [(place, kind.label, counts[place]) for place, kind in enumerate(KINDS)]  # type: ignore[misc]
    return tuple(
        ChoiceView(
            title=label, path=f"{PATH}?{asked.query(kind=place)}", count=count, current=place == asked.kind
        )
        for place, label, count in found
        if count or place in {None, asked.kind}
    )


def _sorts(asked: _Asked) -> tuple[ChoiceView, ...]:
    ways = ((False, "按相关程度"), (True, "按时间，新的在前"))
    return tuple(
        ChoiceView(
            title=label, path=f"{PATH}?{asked.query(by_date=by_date)}", current=by_date == asked.by_date
        )
        for by_date, label in ways
    )


def _pages(asked: _Asked, page: int, last: int) -> tuple[ChoiceView, ...]:
    """The first, the last, those around the present one, and its neighbours by name; none for a single page."""
    if last == 1:
        return ()
    near = sorted({1, last, *range(max(1, page - AROUND), min(last, page + AROUND) + 1)})
    links = [_page(asked, number, f"{number}", current=number == page) for number in near]
    before = [_page(asked, page - 1, "上一页", rel="prev")] if page > 1 else []
    after = [_page(asked, page + 1, "下一页", rel="next")] if page < last else []
    return (*before, *links, *after)


def _page(asked: _Asked, number: int, title: str, *, current: bool = False, rel: str = "") -> ChoiceView:
    return ChoiceView(title=title, path=f"{PATH}?{asked.query(page=number)}", current=current, rel=rel)


def _smaller(asked: _Asked, sought: Question, index: PagesIndex) -> tuple[ChoiceView, ...]:
    """Parts of the question that find something by themselves, of any kind."""
    parts = ((" ".join(part.pieces), index.count(part)) for part in smaller_questions(sought)[:SMALLER])
    return tuple(
        ChoiceView(title=text, path=f"{PATH}?{asked.query(text=text, kind=None)}", count=count)
        for text, count in parts
        if count
    )
