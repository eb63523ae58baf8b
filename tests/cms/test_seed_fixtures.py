"""Changed and faulty fixtures: what is new is added, what is wrong is refused with its place."""

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.models import Area, Batch, DeedPage, Indicator, Observation, PlainPage
from cms.seeding import FixtureError, is_empty, seed
from cms.seeding.fixture_files import read_toml

pytestmark = pytest.mark.django_db

DEED = "pages/deeds/wenzheng-pavilion.toml"
BRAND = "pages/brands/one-metre-desk.toml"
NEWS = "pages/news/what-this-site-holds.toml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may spoil, with the indicators of the home page alone, for speed."""
    folder = Path(shutil.copytree(project.BASE_DIR / "fixtures", tmp_path / "fixtures"))
    kept = set(read_toml(folder, "pages/home.toml").content["figures"])
    for name in ("indicators.csv", "observations.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        chosen = [line for line in lines[1:] if next(csv.reader([line]))[0] in kept]
        assert len(chosen) == 6
        (folder / name).write_text("".join([lines[0], *chosen]), encoding="utf-8")
    # Brands name more indicators than those; one that names none of the others is kept.
    for file in (folder / "pages/brands").glob("*.toml"):
        if file.name != "one-metre-desk.toml":
            file.unlink()
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_changed_fixtures_add_what_is_new_and_leave_the_rest_to_staff(small: Path) -> None:
    seed(small)
    deed = DeedPage.objects.get()
    deed.title = "编辑改过的标题"
    deed.save_revision().publish()
    indicator = Indicator.objects.get(code="good-deeds-completed")
    indicator.definition = "编辑改过的口径。"
    indicator.save_revision().publish()
    change(small / DEED, '"文政社区凉亭"', '"另一个标题"')
    change(small / "observations.csv", "2025,230,exact", "2025,1,exact")
    with (small / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("230822-xincun,新村社区,Xincun Community,community,230822,,\n")
    report = seed(small)
    assert report.total() == report.added["区域"] == 1
    assert Batch.objects.count() == 2
    assert Area.objects.get(code="230822-xincun").live
    assert DeedPage.objects.get().title == "编辑改过的标题"
    assert Indicator.objects.get(code="good-deeds-completed").definition == "编辑改过的口径。"
    assert Observation.objects.get(indicator__code="good-deeds-completed").value == 230


def test_fixtures_that_differ_in_words_alone_leave_no_batch(small: Path) -> None:
    seed(small)
    change(small / "pages/terms.toml", "数据使用条款", "使用条款")
    assert seed(small).batch is None
    assert Batch.objects.count() == 1


def test_the_site_stands_at_the_public_address(small: Path, settings: Settings) -> None:
    settings.BASE_URL = "https://gov.example/open"
    seed(small)
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("gov.example", 443)


def test_scripts_in_a_paragraph_are_cleaned_on_the_way_in(small: Path) -> None:
    change(small / "pages/terms.toml", "<p>写法举例", "<p onclick='x()'><script>y()</script>写法举例")
    seed(small)
    stored = str(PlainPage.objects.get(slug="terms").body.get_prep_value())
    assert "写法举例" in stored
    assert "script" not in stored
    assert "onclick" not in stored


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        ("areas.csv", "code,name,", "code,nam,", 1, "表头"),
        (
            "areas.csv",
            "Fuqing Community,community,230822,",
            "Fuqing Community,community,999999,",
            4,
            "999999",
        ),
        ("areas.csv", "桦南县,", '"桦南县"x,', 2, "CSV"),
        ("evidence.csv", "e0a4000f", "E0A4", 2, "sha256"),
        ("indicators.csv", ",家,organisation,count,", ",家,organisation,amount,", 2, "measure"),
        ("indicators.csv", "deed,count,deeds,completed-deeds\n", "deed,count,deeds\n", 3, "8 格"),
        ("observations.csv", "2025,230,exact", "2025,二百三,exact", 3, "二百三"),
        ("observations.csv", "2025,230,exact", "2025-13,230,exact", 3, "period"),
        ("observations.csv", "good-deeds-completed,", "good-deed-completed,", 3, "good-deed-completed"),
        ("observations.csv", "2025,230,exact", "2025,,exact", 3, "value"),
        ("datasets.toml", 'rhythm = "on-change"', 'rhythm = "sometimes"', 13, "rhythm"),
        ("datasets.toml", 'rhythm = "on-change"', 'rythm = "on-change"', 20, "rythm"),
        ("pages/about.toml", 'type = "page"', 'type = "leaf"', 2, "type"),
        ("pages/about.toml", "position = 5", "position = 5 3", 3, "TOML"),
        ("pages/about.toml", "position = 5", 'position = "5"', 3, "position"),
        ("pages/about.toml", 'heading = "数字与依据"', 'headline = "数字与依据"', 25, "heading"),
        ("pages/home.toml", '"assisted-errands"', '"assisted-errand"', 7, "assisted-errand"),
        (DEED, 'kind = "leisure"', 'kind = "fun"', 7, "kind"),
        (DEED, "230822-wenzheng", "230822-wen", 8, "230822-wen"),
        (DEED, "[steps.accepted]", "[steps.acepted]", 24, "accepted"),
        (DEED, "[steps.assigned]\nundated = true\n", "", 23, "accepted_undated"),
        (DEED, "attested_days = 15\n", "\n", 1, "attested_days"),
        (DEED, "wenzheng-building-team", "wenzheng-team", 9, "wenzheng-team"),
        ("organisations.csv", "team,wenzheng-community", "team,wenzheng", 7, "wenzheng"),
        ("organisations.csv", "mass-organisation", "mass", 3, "kind"),
        ("honours.csv", "/areas/230822/", "/areas/230823/", 3, "/areas/230823/"),
        ("honours.csv", "第三部分第二段", "第三部分第二段" * 20, 2, "locator"),
        (BRAND, 'kind = "mechanism"', 'kind = "habit"', 6, "kind"),
        (BRAND, "[[body]]", 'deeds = ["nothing"]\n\n[[body]]', 12, "nothing"),
        (BRAND, "[[body]]", '[[milestones]]\nperiod = "2024"\n\n[[body]]', 12, "period 和 text"),
        (NEWS, "reprint = false", "reprint = true", 1, "original_url"),
        (DEED, '"wenzheng-after"', '"wenzheng-later"', 36, "wenzheng-later"),
    ],
)
def test_a_bad_fixture_is_refused_with_its_file_and_line(
    small: Path, file: str, old: str, new: str, line: int, what: str
) -> None:
    change(small / file, old, new)
    with pytest.raises(FixtureError) as refusal:
        seed(small)
    assert str(refusal.value).startswith(f"fixtures/{file} 第 {line} 行：")
    assert what in str(refusal.value)
    assert is_empty()
    assert not Batch.objects.exists()


def test_a_file_that_is_missing_or_not_utf8_is_named(small: Path) -> None:
    (small / "evidence.csv").write_bytes("代码,种类\n".encode("gbk"))
    with pytest.raises(FixtureError, match=r"evidence\.csv 第 1 行：不是 UTF-8"):
        seed(small)
    (small / "evidence.csv").unlink()
    with pytest.raises(FixtureError, match=r"evidence\.csv 第 1 行：没有这个文件"):
        seed(small)


def test_a_page_without_its_parent_is_refused(small: Path) -> None:
    (small / "pages/deeds.toml").unlink()
    with pytest.raises(FixtureError, match=r"上级页面 deeds\.toml 不在"):
        seed(small)


def test_the_command_says_what_it_added_and_where_a_fault_is(small: Path, settings: Settings) -> None:
    settings.BASE_DIR = small.parent
    change(small / "areas.csv", "county", "country")
    with pytest.raises(CommandError, match=r"fixtures/areas\.csv 第 2 行：kind"):
        call_command("seed")
    change(small / "areas.csv", "country", "county")
    said = StringIO()
    call_command("seed", stdout=said)
    assert "指标 6，观测值 6" in said.getvalue()
