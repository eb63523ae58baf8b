"""The page of an agreement and its card: its state on a day, what was promised, how far it is, who chairs."""

from dataclasses import replace

from bs4 import Tag

from tests.publishing.list_samples import AGREEMENTS_VIEW
from tests.publishing.page_reading import PREFIX, one, page
from tests.publishing.record_samples import AGREEMENT_VIEW, BARE_AGREEMENT_VIEW, TERMINATED_VIEW


def steps(standing: Tag) -> list[tuple[str, bool]]:
    """The days of an agreement: label and day in words, and whether it is past."""
    return [
        ("".join(part.text for part in step.select("p")[:2]), "step-done" in step["class"])
        for step in standing.select("li")
    ]


def test_state_is_of_a_day() -> None:
    """The state in words with its mark, the day that it is of, and the days that decide it."""
    standing = one(page(AGREEMENT_VIEW), ".standing")
    assert one(standing, ".standing-word").text == "履行中"
    assert one(standing, ".standing-now time")["datetime"] == "2026-11-23"
    assert "最近一次变化：2026年11月23日" in standing.text
    assert steps(standing) == [
        ("签订2026年2月20日", True),
        ("生效2026年3月1日", True),
        ("到期（未到）2027年2月28日", False),
    ]


def test_state_of_the_last_day() -> None:
    """A day that is the day of the state is past."""
    last = replace(AGREEMENT_VIEW, as_of="2027-02-28")
    assert steps(one(page(last), ".standing"))[-1] == ("到期2027年2月28日", True)


def test_termination_has_its_day_and_reason() -> None:
    standing = one(page(TERMINATED_VIEW), ".standing")
    assert one(standing, ".standing-word").text == "已终止"
    assert steps(standing)[2:] == [("终止2026年10月1日", True), ("原定到期2027年2月28日", False)]
    assert "原因：单位撤并。" in standing.select("li")[2].text
    later = replace(TERMINATED_VIEW, as_of="2027-03-01")
    assert steps(one(page(later), ".standing"))[3] == ("原定到期2027年2月28日", False), (
        "it never came to that"
    )
    open_end = replace(TERMINATED_VIEW, valid_until="")
    assert steps(one(page(open_end), ".standing"))[-1] == ("终止2026年10月1日", True)


def test_one_day_for_both_and_no_end() -> None:
    standing = one(page(BARE_AGREEMENT_VIEW), ".standing")
    assert steps(standing) == [("签订并生效（未到）2026年12月1日", False), ("到期没有约定日期", False)]


def test_progress_is_told_in_words() -> None:
    """Each item says how far it is beside its mark; what is dropped is in no total."""
    soup = page(AGREEMENT_VIEW)
    needs, resources, projects = soup.select(".commitment-lists > section")
    assert [one(part, "h3").text for part in (needs, resources, projects)] == [
        "需求清单",
        "资源清单",
        "项目清单",
    ]
    assert one(needs, ".commitments-count").text == "1/3 已完成"
    words = [one(item, "b").text for item in needs.select("li")]
    assert words == ["已完成", "办理中", "待办", "不再办"]
    shapes = [str(one(item, "svg.state-mark")) for item in needs.select("li")]
    assert len({shape.partition(">")[2] for shape in shapes}) == 4, "a mark is told by its shape"
    assert "还没有登记事项" in resources.text and not resources.select("ul, svg")
    assert "各项都不再办" in projects.text and "0/0" not in projects.text


def test_who_does_it_and_what_came_of_it() -> None:
    first, second = page(AGREEMENT_VIEW).select(".commitment")[:2]
    links = [str(link["href"]) for link in first.select("a")]
    assert links == [f"{PREFIX}/organisations/unit-a/", f"{PREFIX}/deeds/shili/"]
    assert "责任单位" not in second.text and "办成的事" not in second.text


def test_chairs() -> None:
    """A term without an end lasts; the current one is marked in words; a unit that is not public has no link."""
    former, current = one(page(AGREEMENT_VIEW), "ol.chairs").select("li")
    assert "现任" not in former.text and "2026年8月31日" in former.text and not former.select("a")
    assert "现任" in current.text and "至今" in current.text and len(current.select("a")) == 1
    assert not page(BARE_AGREEMENT_VIEW).select(".chairs")


def test_units() -> None:
    """Every unit that signed is named, linked where it is public."""
    facts = one(page(AGREEMENT_VIEW), "dl.facts")
    assert one(facts, "dd").text == "示例单位甲、未公开的单位"
    assert len(facts.select("a")) == 1


def test_card() -> None:
    """State and progress in words; without lists there is no progress to show."""
    first, second = page(AGREEMENTS_VIEW).select(".cards > li")
    progress = one(first, ".progress")
    assert one(progress, ".progress-state").text == "履行中"
    assert "已完成 1 项，共 3 项" in progress.text and "2026年2月20日签订" in progress.text
    assert one(progress, ".tally")["viewbox"] == "0 0 3 1"
    assert not second.select(".tally") and "已完成" not in second.text
