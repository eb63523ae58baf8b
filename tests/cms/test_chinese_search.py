"""Every search of the desk finds Chinese words of two characters and of one, and survives what people paste."""

import gc
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Boost, Not, Or, Phrase, PlainText

from cms.models import Area, Attachment, HomePage, Picture, PlainPage, User
from tests.cms.desk_records import make_area, make_home

# Wagtail leaves the temporary file of a thumbnail to the garbage collector: see `home`.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

TITLE = "文政社区《红色驿站》凉亭：2026年用时１５天"
QUERIES = [
    "凉亭", "文政", "社区", "红色", "2026年", "亭", "15天", "１５天", "２０２６", "驿站》凉", "政社区", TITLE,
    "《红色驿站》", "“红色驿站”", "社区 凉亭", "凉亭,社区", "2026年用时15天", "202",
]  # fmt: skip
ABSENT = ["亭凉", "党建", "站红", "1天", "社区 党建", "2025年"]
ODD = [
    '"', "'", '""', '"凉亭', "凉亭\x00", "亭" * 10_000, "a " * 5_000, '"亭"' * 3_000, "AND", "凉亭 AND", "NOT 凉亭",
    "OR OR", "NEAR(凉 亭)", "*", "凉*", "^凉亭", "(", "())", ":", "title:凉亭", "{title}: 凉", "live:true", "+-", "\\",
    "%", "%s", "%(a)s", "_", "😀", "亭😀", "   ", "\u3000", "\ufeff", "\ud7ff", "1e5", "<b>", "🇨🇳", "a'b''c", ";--",
]  # fmt: skip


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin"))
    return client


@pytest.fixture
def home(db: None) -> Iterator[HomePage]:
    """A page, a picture and a file of the title above, beside others of other titles."""
    home, drawn = make_home(), BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    for number, title in enumerate([TITLE, "办事指南", "关于我们"]):
        file = ContentFile(drawn.getvalue(), name=f"{number}.png")
        home.add_child(instance=PlainPage(title=title, slug=f"page-{number}"))
        Picture.objects.create(title=title, file=file)
        Attachment.objects.create(title=title, file=file)
    yield home
    gc.collect()


def addresses(home: HomePage) -> dict[str, str]:
    """Where the desk searches by its index: screens, and the parts of them that a script fetches."""
    names = [
        "wagtailadmin_pages:search", "wagtailadmin_pages:search_results", "wagtailadmin_choose_page_search",
        "wagtailimages:index", "wagtailimages:index_results", "wagtailimages_chooser:choose_results",
        "wagtaildocs:index", "wagtaildocs:index_results", "wagtaildocs_chooser:choose_results",
    ]  # fmt: skip
    explorer = ["wagtailadmin_explore", "wagtailadmin_explore_results"]
    return {name: reverse(name) for name in names} | {n: reverse(n, args=[home.pk]) for n in explorer}


def fetched(home: HomePage) -> dict[str, str]:
    """Those that answer with the results alone, which is most of the work."""
    parts = ("_results", "choose_page_search")
    return {name: address for name, address in addresses(home).items() if name.endswith(parts)}


def titles(desk: Client, address: str, query: str, **more: str) -> list[str]:
    """The titles that a screen of results lists."""
    answer = desk.get(address, {"q": query, **more})
    assert answer.status_code == 200
    listed = next(answer.context[key] for key in LISTED if key in answer.context)
    return [each.get_full_name() if isinstance(each, User) else each.title for each in listed]


LISTED = ("results", "pages", "images", "users", "object_list")


def test_every_search_finds_every_word(desk: Client, home: HomePage) -> None:
    for name, address in addresses(home).items():
        for query in QUERIES if name in fetched(home) else ["凉亭", "亭"]:
            assert titles(desk, address, query) == [TITLE], (name, query)


def test_no_search_finds_what_is_not_there(desk: Client, home: HomePage) -> None:
    for name, address in fetched(home).items():
        for query in ABSENT:
            assert titles(desk, address, query) == [], (name, query)


def test_odd_queries_never_break_a_search(desk: Client, home: HomePage) -> None:
    """Quotes, operators of full-text search, NUL, emoji, and far too much."""
    accounts = {"accounts": reverse("wagtailusers_users:index_results")}
    for name, address in (fetched(home) | accounts).items():
        for query in ODD:
            assert desk.get(address, {"q": query}).status_code == 200, (name, query[:20])


@pytest.mark.parametrize("ordering", ["title", "-latest_revision_created_at"])
def test_results_can_be_ordered(desk: Client, home: HomePage, ordering: str) -> None:
    for name in ("wagtailadmin_pages:search", "wagtailadmin_explore"):
        assert titles(desk, addresses(home)[name], "凉亭", ordering=ordering) == [TITLE]


def test_an_account_is_found_by_the_whole_name(desk: Client) -> None:
    """Family and given name are two fields; the login name counts too."""
    User.objects.create_user("liming", last_name="李", first_name="明")
    User.objects.create_user("lifang", last_name="李", first_name="芳")
    address = reverse("wagtailusers_users:index")
    assert titles(desk, address, "李明") == ["李明"] == titles(desk, address, "ｌiming 李")
    assert len(titles(desk, address, "李")) == 2


def test_snippets_are_found(desk: Client) -> None:
    make_area()
    make_area("230822-wenzheng", name="文政社区", kind="community")
    lists = (
        reverse("wagtailsnippets_cms_area:list"),
        reverse("wagtailsnippetchoosers_cms_area:choose_results"),
    )
    for address in lists:
        for query in ("文政", "社区", "政"):
            answer = desk.get(address, {"q": query}).content.decode()
            assert "文政社区" in answer and "桦南县" not in answer, (address, query)


def page_with_body(home: HomePage, slug: str, title: str, **blocks: str) -> PlainPage:
    """A page of paragraphs, published through a revision."""
    page = PlainPage(
        title=title, slug=slug, body=[("paragraph", f"<p>{text}</p>") for text in blocks.values()]
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_word_of_the_body_is_found_after_titles(desk: Client, home: HomePage) -> None:
    """Titles first, then the body; among equals the newest first. One block does not run into the next."""
    page_with_body(home, "old", "樟树")
    page_with_body(home, "body", "修了什么", a="门前种了<b>樟</b>树，樟树，樟树", b="成荫", c="树下")
    page_with_body(home, "new", "又一棵樟树", a="十年" * 500)
    for name in ("wagtailadmin_pages:search", "wagtailadmin_explore", "wagtailadmin_choose_page_search"):
        assert titles(desk, addresses(home)[name], "樟树") == ["又一棵樟树", "樟树", "修了什么"], name
        assert titles(desk, addresses(home)[name], "成荫") == ["修了什么"], name
        assert titles(desk, addresses(home)[name], "荫树") == [], name


def test_a_change_is_found_at_once_and_the_old_words_are_not(home: HomePage) -> None:
    page = page_with_body(home, "a", "石桥", a="流水")
    page.title, page.body = "木桥", page.body.stream_block.to_python([])
    page.save()
    assert not list(Page.objects.search("石桥")) and not list(Page.objects.search("流水"))
    assert [found.pk for found in Page.objects.search("木桥")] == [page.pk]
    page.delete()
    assert not list(Page.objects.search("木桥"))


def ask(query: Any, **options: Any) -> list[str]:
    """The names of areas that are found."""
    return sorted(area.name for area in get_search_backend().search(query, Area, **options))


def test_queries_of_programs(db: None) -> None:
    """What Wagtail's own query classes promise holds for Chinese words."""
    for code, name in (("1", "文政社区"), ("2", "铁西社区"), ("3", "文政小区")):
        Area.objects.create(code=code, name=name, name_en="x", kind="county")
    assert ask("文政 铁西") == [] and ask("文政 铁西", operator="or") == ["文政小区", "文政社区", "铁西社区"]
    assert ask(And([PlainText("社区"), Not(PlainText("铁西"))])) == ["文政社区"]
    assert ask(Not(PlainText("社区"))) == ["文政小区"]
    assert ask(Or([Phrase("铁西社区"), Boost(PlainText("小区"), 2)])) == ["文政小区", "铁西社区"]
    assert ask(And([PlainText("！"), PlainText("铁西")])) == ["铁西社区"]
    assert ask("社区", fields=["name"]) == ["文政社区", "铁西社区"]
    assert ask("社区", order_by_relevance=False) == ["文政社区", "铁西社区"]


def test_a_search_asks_the_database_as_often_for_many_as_for_few(home: HomePage) -> None:
    """And the subqueries are answered once for all records, not once for each: that took 40 seconds at 10 000."""
    with CaptureQueriesContext(connection) as asked:
        assert len(Page.objects.autocomplete("凉亭")) == 1
    assert len(asked) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]
    assert not [step for step in plan if "CORRELATED" in step]
