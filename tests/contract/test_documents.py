"""What the documents say is true: every command's address answers, every variable is described."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cms.publish import publish
from cms.seeding import seed

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
CURL = re.compile(r"curl -sO? '?http://127\.0\.0\.1:8000([^\s']+)")
VARIABLE = re.compile(r"(?:environ\.get|environ|flag|words)\(?\[?\s*\"([A-Z_]+)\"")
SOURCES = ("site/config/environment.py", "site/config/settings.py", "site/config/management/commands/up.py")


@pytest.fixture
def public(db: None, client: Client) -> Callable[[str], int]:
    """The status of a public path, as the desk answers it from the edition in force."""
    seed()
    publish()
    return lambda path: client.get(path).status_code


def test_the_commands_of_the_readmes_answer(public: Callable[[str], int]) -> None:
    for name in READMES:
        paths = CURL.findall((ROOT / name).read_text())
        assert len(paths) >= 7, name
        assert {path: public(path) for path in paths} == dict.fromkeys(paths, 200)


def test_every_variable_is_described() -> None:
    names = {name for source in SOURCES for name in VARIABLE.findall((ROOT / source).read_text())}
    names -= {"DJANGO_SETTINGS_MODULE"}
    assert len(names) >= 10
    text = (ROOT / "README.md").read_text()
    assert {name for name in names if f"`{name}`" not in text} == set()


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (set(CURL.findall((ROOT / name).read_text())) for name in READMES)
    assert english == chinese


def test_every_dependency_states_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [")
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if line == "]":
            break
        if line.lstrip().startswith('"'):
            assert lines[number - 1].lstrip().startswith(("#", '"')), f"no reason above {line.strip()}"
