"""`manage.py edition`: what it says, and what it says instead of a trace."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from cms import commanded_build
from cms.models import DeedPage
from cms.signing import data_folder
from publishing.edition.read import current_number
from publishing.minisign import BadKey
from publishing.releases import BadRelease
from publishing.resource import BadSubmission, StaleSubmission
from publishing.static_files import BadStaticFile
from tests.cms.conftest import publish_page


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("edition", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_says_whether_anything_changed(seeded: None, deed: DeedPage) -> None:
    assert run("build").startswith("第 1 版：")
    assert run("build").startswith("内容没有变化，仍是第 1 版：")
    deed.title = "凉亭改名"
    publish_page(deed)
    assert run("build").startswith("第 2 版：")
    assert "核验通过" in run("verify")
    (data_folder().edition(1) / "edition/manifest.json").unlink()
    newest, oldest = run("list").splitlines()
    assert newest.startswith("* 第 2 版") and "个文件" in newest
    assert oldest.startswith("  第 1 版　清单读不出")


def test_a_lost_file_is_named_and_mended(seeded: None) -> None:
    run("build")
    (data_folder().edition(1) / "about/index.html").unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="核验不通过：1 处"):
        call_command("edition", "verify", stdout=out)
    assert out.getvalue() == "about/index.html：缺失。\n"
    assert "注意：第 1 版有 1 个文件缺失或被改动（如 about/index.html），已重新生成。" in run("build")


@pytest.mark.parametrize("error", [BadSubmission, StaleSubmission, BadStaticFile, BadRelease, BadKey])
def test_what_somebody_can_put_right_is_one_line(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(**_: object) -> None:
        raise error("某处不对。")

    monkeypatch.setattr(commanded_build, "publish", refuse)
    with pytest.raises(CommandError, match=r"^没有生成新版.*：某处不对。$"):
        run("build")


def test_a_fault_of_ours_keeps_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(commanded_build, "publish", fail)
    with pytest.raises(RuntimeError, match="a fault"):
        run("build")


def test_a_page_in_the_way_is_refused_in_words(
    seeded: None, deed: DeedPage, settings: Settings, edition: Callable[[], object]
) -> None:
    """For real: the base URL is what the submission is checked for."""
    edition()
    settings.BASE_URL = "http://127.0.0.1:8000/"
    with pytest.raises(CommandError, match="BASE_URL 末尾不要斜线"):
        run("build")
    assert current_number(data_folder()) == 1
