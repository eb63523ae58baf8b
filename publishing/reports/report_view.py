"""The pages of 找错: the form, and the number that a reader is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from publishing.contract import Link
from publishing.page_view import Column, PageView
from publishing.reports.form import TRAP, Form
from publishing.reports.report import KINDS, MOST_CONTACT, MOST_MESSAGE, MOST_PATH, MOST_QUOTATION

PATH, SENT_PATH = "/report/", "/report/sent/"
TITLE = "我要找错"
_HOME = Link("首页", "/")
_COLUMN = Column(
    name=TITLE,
    description="页面上有错字、数字不对、链接打不开，请在这里告诉编辑部，三个工作日内处理。",
    keywords=("找错", "更正", "数据纠错"),
    type="互动交流",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One kind of fault."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView(PageView):
    """`/report/`: the form, empty or as it was sent, with what to do about it."""

    kinds: tuple[Choice, ...]
    page: str
    quote: str
    message: str
    contact: str
    edition: int
    trap: str
    errors: Mapping[str, str]
    refused: str = ""
    """Why it was not taken, and what to do, where that is no matter of a field."""
    elder: bool = False
    kept_query: str = ""
    """What the links to the elder mode and back must keep of the address, with its `&`."""
    most_page: int = MOST_PATH
    most_quote: int = MOST_QUOTATION
    most_message: int = MOST_MESSAGE
    most_contact: int = MOST_CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class SentView(PageView):
    """`/report/sent/`: the report was taken, under this number."""

    number: str
    kept_query: str
    """As above: without the number there is no such page."""


def report_view(form: Form, edition: int, *, refused: str = "", elder: bool = False) -> ReportView:
    """The form; `edition` is the one in force."""
    asked = (("page", form.page), ("quote", form.quote))
    return ReportView(
        template="pages/report.html",
        path=PATH,
        title=TITLE,
        description=_COLUMN.description,
        column=_COLUMN,
        breadcrumbs=(_HOME,),
        has_twin=False,
        kinds=tuple(Choice(code=code, label=label, chosen=code == form.kind) for code, label in KINDS),
        page=form.page,
        quote=form.quote,
        message=form.message,
        contact=form.contact,
        edition=form.edition or edition,
        trap=TRAP,
        errors=form.errors,
        refused=refused,
        elder=elder,
        kept_query="".join(f"{urlencode({name: text})}&" for name, text in asked if text),
    )


def sent_view(number: str) -> SentView:
    """The page with the number."""
    return SentView(
        template="pages/report_sent.html",
        path=SENT_PATH,
        title="已收到",
        breadcrumbs=(_HOME, Link(TITLE, PATH)),
        has_twin=False,
        number=number,
        kept_query=f"{urlencode({'n': number})}&",
    )
