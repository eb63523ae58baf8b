"""The house plan, enforced: what no other tool guards."""

import site
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ["cms", "publishing", "site/config", "tests"]
LONGEST = 250
BANNED = {"utils", "helpers", "core", "services", "misc", "common"}


def python_files() -> list[Path]:
    """Every Python file of ours but migrations."""
    files = [ROOT / "manage.py"]
    for package in PACKAGES:
        files += sorted((ROOT / package).rglob("*.py"))
    return [file for file in files if "migrations" not in file.parts]


def test_site_is_a_folder_and_never_a_package() -> None:
    assert not (ROOT / "site/__init__.py").exists()
    assert not list((ROOT / "site").glob("*.py"))
    assert hasattr(site, "getsitepackages"), "the standard library's module must not be shadowed"


def test_site_is_not_ignored_by_git() -> None:
    answer = subprocess.run(
        ["git", "check-ignore", "site", "site/config/settings.py"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.stdout == ""


def test_files_stay_short() -> None:
    files = python_files()
    assert len(files) > 50
    long = {
        str(file.relative_to(ROOT)): n
        for file in files
        if (n := len(file.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_is_named_for_nothing() -> None:
    assert [file for file in python_files() if file.stem in BANNED] == []


def test_top_level_is_as_planned() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    planned = {
        "site", "cms", "publishing", "templates", "fixtures", "tests", "manage.py", "pyproject.toml", "uv.lock",
        "Makefile", "README.md", "README.zh-CN.md", "CHANGELOG.md", "docs", ".ci", ".gitignore",
    }  # fmt: skip
    assert top <= planned


def test_publishing_starts_without_wagtail_and_without_a_database() -> None:
    script = (
        "import sys, django\n"
        "from django.conf import settings\n"
        "settings.configure(INSTALLED_APPS=['publishing'])\n"
        "django.setup()\n"
        "import importlib, pkgutil, publishing\n"
        "names = [m.name for m in pkgutil.walk_packages(publishing.__path__, 'publishing.')]\n"
        "for name in names:\n"
        "    if not name.endswith(('.settings', '.wsgi')): importlib.import_module(name)\n"
        "assert len(names) > 20, names\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'wagtail', 'cms', 'config', 'modelcluster', 'taggit'}, loaded\n"
        "from django.apps import apps\n"
        "assert not apps.get_models()\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_documents_name_only_commands_that_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    text = (ROOT / name).read_text()
    for word in ("run", "test"):
        assert f"make {word}" in text
        assert f"\n{word}: " in makefile
