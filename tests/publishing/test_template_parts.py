"""Parts of public pages: menus, marks, timelines, tables, notes."""

from dataclasses import replace

from tests.publishing.data_page_samples import CATALOGUE_VIEW, DATASET_VIEW, OBSERVATION_VIEW
from tests.publishing.page_reading import PREFIX, html, one, page
from tests.publishing.page_samples import DEED_VIEW, EMPTY_VIEW, FRAME, HOME_VIEW, PLAIN_VIEW, SECTION_VIEW


def test_superseded_observation() -> None:
    """A replaced value says so, and its seal is in outline."""
    soup = page(OBSERVATION_VIEW)
    assert one(soup, ".notice a")["href"] == f"{PREFIX}/id/obs/deeds/230822/2025/r2"
    one(soup, ".seal.seal-outline")
    current = page(replace(OBSERVATION_VIEW, replaced_by=None))
    assert not current.select(".notice, .seal-outline")


def test_position() -> None:
    """The breadcrumb leads home, and the menu says where the page is."""
    soup = page(DEED_VIEW)
    crumbs = one(soup, "nav[aria-label=当前位置]")
    assert [str(link["href"]) for link in crumbs.select("a")] == [f"{PREFIX}/", f"{PREFIX}/deeds/"]
    assert [link.text for link in soup.select("header nav [aria-current=true]")] == ["好事实事"]
    assert [link.text for link in page(SECTION_VIEW).select("header nav [aria-current=page]")] == ["好事实事"]
    assert not page(HOME_VIEW).select("[aria-current], nav[aria-label=当前位置]")


def test_elder_switch_needs_no_script() -> None:
    """Both ways are plain links; the style sheet shows the one that fits."""
    links = [str(link["href"]) for link in page(HOME_VIEW).select("header .band a")]
    assert links == ["?elder=1", "?elder=0"]


def test_trial_mark() -> None:
    """A trial says so in the masthead and in the footer; a site that reviews does not."""
    trial = page(DEED_VIEW, replace(FRAME, trial=True))
    assert "试用" in one(trial, "header").text and "试用" in one(trial, "footer").text
    assert "试用" not in html(DEED_VIEW)


def test_sample_mark() -> None:
    """Sample records are marked in lists and on their page, real ones are not."""
    assert "演示数据" in one(page(SECTION_VIEW), ".cards > li:first-child").text
    assert "演示数据" in one(page(DEED_VIEW), ".notice").text
    assert "演示数据" not in html(replace(DEED_VIEW, sample=False, brands=()))


def test_deed() -> None:
    """Steps in order, what is not done told in words, a drawing told from a photograph."""
    soup = page(DEED_VIEW)
    assert "承办单位：未公开的单位" in soup.text
    steps = soup.select(".timeline > li")
    assert [step.select_one("time") is not None for step in steps] == [True, False]
    assert "未完成" in steps[1].text and "未完成" not in steps[0].text
    captions = [caption.text for caption in soup.select("figcaption")]
    assert captions[0].startswith("之前") and "示意图" in captions[0]
    assert captions[1].startswith("之后") and "示意图" not in captions[1]


def test_empty_section() -> None:
    """An empty section says what will come; a full one does not."""
    assert "第一个品牌审核通过后列在这里" in one(page(EMPTY_VIEW), ".empty").text
    assert not page(SECTION_VIEW).select(".empty")
    assert page(replace(CATALOGUE_VIEW, datasets=())).select(".empty")


def test_dataset() -> None:
    """Numbers stand to the right under their head; text is escaped; the first rows are called so."""
    soup = page(DATASET_VIEW)
    table = soup.select("table")[0]
    assert [("is-number" in (head.get("class") or [])) for head in table.select("thead th")] == [0, 1, 0]
    assert one(table, "tbody th").text == "<b>a</b>"
    assert "前 1 行" in one(table, "caption").text
    lines = [code.text for code in soup.select(".fetch code")]
    assert lines[0] == "curl -O https://open.example.org:8443/zhili/data/numbers/latest/numbers.csv"


def test_json_ld_cannot_close_its_script() -> None:
    """A description with a script in it stays inside the data block."""
    soup = page(DATASET_VIEW)
    assert len(soup.select("script[type='application/ld+json']")) == 2
    assert "alert(1)" not in "".join(script.text for script in soup.select("script[src]"))
    assert not [
        script for script in soup.select("script") if not script.get("src") and not script.get("type")
    ]


def test_number_notes_are_said_once() -> None:
    """A note that all numbers share stands below them; differing notes stay with their number."""
    assert html(HOME_VIEW).count("来源未载时间") == 1
    first, second = HOME_VIEW.numbers
    assert html(replace(HOME_VIEW, numbers=(first, replace(second, note="另一条")))).count("另一条") == 1


def test_frame_without_organ() -> None:
    """A site that has not named its organ yet shows no empty label, and its source is its own name."""
    soup = page(HOME_VIEW, replace(FRAME, organ="", contact=""))
    assert not [term.text for term in soup.select("footer dd") if not term.text.strip()]
    assert "主办单位" not in soup.text
    assert "来源：示例公开站" in page(PLAIN_VIEW, replace(FRAME, organ="")).text
