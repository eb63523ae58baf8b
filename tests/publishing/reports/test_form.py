"""The parts of a report by themselves: addresses, foreign text, the file in the box, and the page of the form."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from publishing.folder import DataFolder
from publishing.reports.foreign_text import is_plain, plain_line, plain_text
from publishing.reports.form import Form, NotOfThisSite, sent, site_path
from publishing.reports.report import KINDS, MOST_BYTES, Report, read_report
from publishing.reports.report_view import report_view, sent_view
from publishing.reports.spool import box, put
from tests.publishing.page_reading import PREFIX, html

BASE = "https://www.example.gov.cn/zhili"
ANYTHING = st.text(st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", ""),
        ("  ", ""),
        ("/deeds/", "/deeds/"),
        ("/zhili/deeds/", "/deeds/"),
        ("/zhili", "/"),
        ("/zhilizhe/", "/zhilizhe/"),
        ("/deeds/?from=timeline#top", "/deeds/"),
        ("https://www.example.gov.cn/zhili/deeds/?a=1", "/deeds/"),
        ("http://WWW.EXAMPLE.GOV.CN/zhili/", "/"),
        ("https://www.example.gov.cn", "/"),
        ("www.example.gov.cn/zhili/deeds/", "/deeds/"),
        ("/好事/", "/好事/"),
    ],
)
def test_an_address_of_this_site_becomes_a_path(address: str, path: str) -> None:
    assert site_path(address, BASE) == path


@pytest.mark.parametrize(
    "address",
    [
        "https://foreign.example/deeds/", "//foreign.example/", "deeds", "javascript:alert(1)",
        "data:text/html,x", "https://www.example.gov.cn@foreign.example/", "http://[::1/",
        "/" + "a" * 500, "/zhili//foreign.example/",
    ],
)  # fmt: skip
def test_any_other_address_is_refused_in_words(address: str) -> None:
    with pytest.raises(NotOfThisSite, match=r"[\u4e00-\u9fff]"):
        site_path(address, BASE)


@given(ANYTHING)
def test_an_address_never_leads_away(address: str) -> None:
    try:
        path = site_path(address, BASE)
    except NotOfThisSite:
        return
    assert path == "" or (path.startswith("/") and not path.startswith("//"))
    assert plain_line(path) == path


@given(ANYTHING)
def test_foreign_text_becomes_plain_once_and_for_all(text: str) -> None:
    plain = plain_text(text)
    assert is_plain(plain) and plain.encode() is not None
    assert "\x00" not in plain and "\r" not in plain and "\n" not in plain_line(text)


@given(
    st.sampled_from([code for code, _ in KINDS]),
    ANYTHING,
    ANYTHING,
    st.one_of(st.none(), st.integers(1, 2**31 - 1)),
)
def test_what_the_form_takes_the_desk_can_read(
    kind: str, message: str, quote: str, edition: int | None
) -> None:
    fields = {"kind": kind, "message": message, "quote": quote, "page": "/x/", "edition": str(edition)}
    made = sent(urlencode(fields, errors="surrogatepass").encode(), BASE, 2**31 - 1)
    if made.errors:
        assert set(made.errors) == {"message"} and not made.message
        return
    report = Report(
        UUID(int=1), datetime.now(UTC), made.kind, made.page, made.edition, made.quote, made.message, ""
    )
    assert read_report(report.as_json()) == report


def test_the_longest_report_fits_into_the_box(tmp_path: Path) -> None:
    for sign in ("😀", '"', "\\", "\n字"):
        message = plain_text(sign * 2000)[:2000].strip()
        texts = (message[:500].strip(), message, "字" * 100)
        report = Report(UUID(int=1), datetime.now(UTC), "number", "/" + "字" * 499, 2**31 - 1, *texts)
        assert len(report.as_json()) <= MOST_BYTES and read_report(report.as_json()) == report
        put(DataFolder(tmp_path), replace(report, uuid=UUID(int=ord(sign[0]))))
    assert len(list(box(DataFolder(tmp_path)).iterdir())) == 4


@pytest.mark.parametrize("wrong", [False, True])
def test_every_field_has_its_label_and_its_help(wrong: bool) -> None:
    errors = dict.fromkeys(("kind", "page", "quote", "message", "contact"), "请改。") if wrong else {}
    form = Form(kind="x", page="/a/", quote="“引”", message="<b>", contact="c", errors=errors)
    soup = BeautifulSoup(html(report_view(form, 7, refused="没有收下。" if wrong else "")), "html.parser")
    main = soup.select("main")[0]
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(set(ids)) == len(ids)
    for field in main.select("input:not([type=hidden]), textarea"):
        assert len(main.select(f"label[for='{field['id']}']")) == 1
        for helped in str(field.get("aria-describedby", "")).split():
            assert helped in ids
    invalid = {str(tag["name"]) for tag in main.select("[aria-invalid=true]")}
    assert invalid == ({"page", "quote", "message", "contact"} if wrong else set())
    assert len(main.select("[role=alert]")) == wrong
    assert main.select("form.report-form")[0]["action"] == f"{PREFIX}/report/"
    assert main.select("input[name=edition]")[0]["value"] == "7" and "第 7 版" in main.text
    assert main.select("textarea[name=message]")[0].text == "<b>"
    assert not soup.select("style, [style], script:not([src]):not([type='application/ld+json'])")
    assert not soup.select(".seal"), "in no edition, so there is no signature to show"


def test_the_number_is_on_its_page() -> None:
    soup = BeautifulSoup(html(sent_view("1A2B3C4D")), "html.parser")
    assert soup.select(".report-number")[0].text == "1A2B3C4D"
    robots = soup.select("meta[name=robots]")
    assert [tag["content"] for tag in robots] == ["noindex"]
