"""Rows H: for everybody. What a browser must measure is in the audit."""

import re
from itertools import pairwise

from tests.norms.inspected import Inspected


def test_h02_large_print_without_and_with_a_script(site: Inspected) -> None:
    for path in ("/", "/deeds/wenzheng-pavilion/", "/data/", "/no-such-page/", site.observation()):
        plain, elder = site.get(path), site.get(f"{path}?elder=1")
        assert 'data-elder="1"' in elder.text and 'data-elder="1"' not in plain.text, path
    sheets = "".join(path.read_text("utf-8") for path in site.folder.glob("static/css/*.css"))
    root = re.search(r'\[data-elder="1"\] *\{[^}]*--root: *(\d+)%', sheets)
    assert root is not None and 16 * int(root[1]) / 100 >= 24, "extra large is at least 24 px"


def test_h03_the_first_stop_leads_to_the_text_and_focus_is_shown(site: Inspected) -> None:
    for page in site.every():
        first = page.soup.select("body a[href], body button, body input")[0]
        assert first["href"] == "#content" and page.soup.select("main#content[tabindex]"), page.path
        assert not page.soup.select('[tabindex]:not([tabindex="-1"]):not([tabindex="0"])'), page.path
    sheets = "".join(path.read_text("utf-8") for path in site.folder.glob("static/css/*.css"))
    assert ":focus-visible" in sheets and not re.search(
        r"(?<!main):focus\s*{[^}]*outline:\s*(none|0)", sheets
    )


def test_h06_no_advertisement_and_no_inducement(site: Inspected) -> None:
    for page in site.every():
        text = page.soup.select("body")[0].text
        assert not re.search("点击领取|立即抢|赞助商|推广链接", text), page.path


def test_h07_no_public_form_has_a_captcha(site: Inspected) -> None:
    form = site.asked("/report/", "report").soup
    assert not re.search("验证码|captcha", str(form), re.IGNORECASE)


def test_h09_screen_readers_are_told_everything(site: Inspected) -> None:
    for page in site.every():
        soup = page.soup
        assert not soup.select("img:not([alt])"), page.path
        headings = [int(tag.name[1]) for tag in soup.select("h1, h2, h3, h4, h5, h6")]
        assert headings.count(1) == 1, (page.path, headings)
        main = [int(tag.name[1]) for tag in soup.select("main :is(h1, h2, h3, h4, h5, h6)")]
        assert main[0] == 1 and all(b <= a + 1 for a, b in pairwise(main)), (
            page.path,
            main,
        )
        assert not soup.select("table th:not([scope])"), page.path
        for field in soup.select("input:not([type=hidden]):not([type=submit]), select, textarea"):
            labelled = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
            assert labelled or soup.select(f'label[for="{field.get("id")}"]'), (page.path, field)
        names = [str(tag["id"]) for tag in soup.select("[id]")]
        assert len(names) == len(set(names)), page.path
        for link in soup.select("a[href]"):
            assert link.text.strip() or link.select("img[alt]:not([alt=''])") or link.get("aria-label"), (
                page.path
            )


def test_h10_every_chart_has_its_words_and_its_table(site: Inspected) -> None:
    seen = 0
    for page in site.every():
        for figure in page.soup.select("figure.chart"):
            seen += 1
            assert figure.select("svg title") and figure.select("svg desc"), page.path
            assert figure.select(".chart-words") and page.soup.select("main table"), page.path
    assert seen, "no chart was found"


def test_h02_the_switch_is_a_link_that_works_without_a_script(site: Inspected) -> None:
    for page in site.sample():
        assert page.soup.select('header a[href*="elder=1"]'), page.path
