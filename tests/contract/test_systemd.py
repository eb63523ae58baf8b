"""The units that a host runs us with: systemd reads them without a complaint, and they say what `up` says."""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.management.commands import up
from tests.conftest import program

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "site/deploy/systemd"
NGINX = ROOT / "site/deploy/nginx.conf"
APP = "/srv/huanan/app"
DATA = "/srv/huanan/data"
SERVICES = ("reader", "desk", "worker", "scheduler", "watch")
"""What one host runs for the whole site."""
ELSEWHERE = ("follow",)
"""What a host runs that only reads; the target leaves it alone."""
FOLLOWER = "follow"
"""For hosts that only read: the target of the whole site does not start it."""
MOST_EXPOSED = 20
"""In tenths, on systemd's own scale from 0 (shut in) to 100."""

Settings = dict[str, list[str]]


def settings(name: str) -> Settings:
    """Every value of every key, in order; sections do not matter, since no key stands in two."""
    found: Settings = defaultdict(list)
    for line in (UNITS / name).read_text().splitlines():
        if line and not line.startswith(("#", "[")):
            key, sign, value = line.partition("=")
            assert sign and key.isalpha(), line
            found[key].append(value)
    return found


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The units with the checkout where it is on this machine, since systemd looks whether programs exist."""
    for file in UNITS.iterdir():
        (tmp_path / file.name).write_text(file.read_text().replace(APP, str(ROOT)))
    return tmp_path


@pytest.mark.debian
def test_systemd_has_nothing_to_say(here: Path) -> None:
    units = sorted(str(unit) for unit in here.iterdir() if unit.suffix in {".service", ".target"})
    assert len(units) == len((*SERVICES, *ELSEWHERE)) + 1
    answer = subprocess.run(
        [program("systemd-analyze"), "verify", "--man=no", *units], capture_output=True, text=True
    )
    ours = [line for line in (answer.stdout + answer.stderr).splitlines() if "huanan" in line]
    assert (answer.returncode, ours) == (0, [])


@pytest.mark.debian
@pytest.mark.parametrize("name", [*SERVICES, *ELSEWHERE])
def test_a_service_is_shut_in(here: Path, name: str) -> None:
    words = f"security --offline=true --no-pager --threshold={MOST_EXPOSED} {here}/huanan-{name}.service"
    answer = subprocess.run([program("systemd-analyze"), *words.split()], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout[-200:]


def test_the_target_starts_every_service() -> None:
    wanted = settings("huanan.target")["Wants"][0].split()
    assert wanted == [f"huanan-{name}.service" for name in SERVICES]
    others = {f"huanan-{name}.service" for name in ELSEWHERE}
    assert {file.name for file in UNITS.glob("*.service")} == {*wanted, *others}
    for name in wanted:
        said = settings(name)
        assert said["PartOf"] == said["WantedBy"] == ["huanan.target"]
        assert said["Restart"] == ["always"]


def test_the_reader_sees_editions_and_writes_reports_alone() -> None:
    said = settings("huanan-reader.service")
    assert said["User"] == ["huanan-reader"]
    assert said["TemporaryFileSystem"] == [f"{DATA}:ro"]
    assert said["BindReadOnlyPaths"] == [f"{DATA}/editions"]
    assert said["BindPaths"] == [f"{DATA}/spool"]
    assert "ReadWritePaths" not in said
    assert said["ProtectSystem"] == ["strict"]
    assert said["EnvironmentFile"] == ["/etc/huanan/reader.env"]
    made = {
        line.split()[1] for line in (UNITS / "huanan.tmpfiles").read_text().splitlines() if line[0] != "#"
    }
    assert {DATA, f"{DATA}/editions", f"{DATA}/spool"} <= made, "what is bound must be there"
    users = (UNITS / "huanan.sysusers").read_text()
    for name in SERVICES:
        assert f"u {settings(f'huanan-{name}.service')['User'][0]} " in users


def test_who_may_touch_what_below_data() -> None:
    lines = (UNITS / "huanan.tmpfiles").read_text().splitlines()
    made = {line.split()[1].removeprefix(f"{DATA}/"): line.split() for line in lines if line[0] != "#"}
    assert made["spool/ticket"][2:] == ["2770", "huanan-reader", "huanan"], "the scheduler takes reports out"
    assert made["spool"][2:] == ["0755", "huanan", "huanan"], "or tmpfiles makes nothing below"
    # The services' umask lets everybody read what they make, for the sake of editions.
    assert made["db.sqlite3"] == ["f", f"{DATA}/db.sqlite3", "0600", "huanan", "huanan"]
    assert made["keys"][2] == "0700"


@pytest.mark.parametrize("name", SERVICES[1:])
def test_the_other_services_write_below_data_alone(name: str) -> None:
    said = settings(f"huanan-{name}.service")
    assert (said["User"], said["ReadWritePaths"]) == (["huanan"], [DATA])
    assert said["Environment"] == [f"DATA_DIR={DATA}"]


def test_every_program_of_up_is_a_service() -> None:
    """A program that only `up` runs would be missing in production."""
    started = {name: settings(f"huanan-{name}.service")["ExecStart"][0] for name in SERVICES}
    for one in up._programs(8000, 8001, 2):
        options = (
            " ".join(one.command[1:]).replace("-m granian ", "").replace(str(ROOT / "manage.py"), "manage.py")
        )
        assert [name for name, command in started.items() if command.endswith(f" {options}")] != [], options


def test_nginx_asks_the_reader_and_never_the_desk() -> None:
    """Whatever is no file goes there: at the desk's port, the public would get drafts and the login."""
    ports = {
        name: re.findall(r"--port (\d+) ", settings(f"huanan-{name}.service")["ExecStart"][0])
        for name in ("reader", "desk")
    }
    asked = re.findall(r"^upstream .*server 127\.0\.0\.1:(\d+);", NGINX.read_text(), re.MULTILINE)
    assert asked == ports["reader"] != ports["desk"]


def test_every_command_exists() -> None:
    commands = get_commands()
    for name in SERVICES:
        said = settings(f"huanan-{name}.service")
        for line in (*said["ExecStart"], *said["ExecStartPre"]):
            found = re.match(rf"{APP}/\.venv/bin/(?:granian|python manage\.py (\w+))( |$)", line)
            assert found, line
            assert found[1] is None or found[1] in commands, line
