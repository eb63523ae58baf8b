"""The Nu HTML checker, in one run over many pages."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.conftest import program
from tests.inspection.checkers import checker, run
from tests.publishing.reader.wsgi_client import Reply

JAR = "vnu-jar/build/dist/vnu.jar"
KINDS = {"text/html": ".html", "image/svg+xml": ".svg"}


def keep(get: Callable[..., Reply], paths: Iterable[str], folder: Path) -> dict[str, str]:
    """Fetches pages and drawings as files that the checker can read; which file has which path."""
    folder.mkdir(parents=True)
    files: dict[str, str] = {}
    for number, path in enumerate(dict.fromkeys(paths)):
        reply = get(path, accept="text/html")
        ending = KINDS.get(reply.headers.get("content-type", "").partition(";")[0])
        if ending:
            name = f"{number:05}{ending}"
            (folder / name).write_bytes(reply.body)
            files[name] = path
    return files


def errors(folder: Path, files: dict[str, str]) -> list[str]:
    """Each kind of error once, with how often it is and where it is first. Warnings are not errors."""
    java, jar = program("java"), checker(JAR)
    command: list[str | Path] = [
        java,
        "-Xmx512m",
        "-jar",
        jar,
        "--also-check-svg",
        "--stdout",
        "--format",
        "json",
        folder,
    ]
    found: dict[str, list[str]] = {}
    for message in json.loads(run(command)[0])["messages"]:
        if message["type"] != "info":
            path = files[message["url"].rpartition("/")[2]]
            place = f"{path}:{message.get('lastLine', 0)} {message.get('extract', '').strip()}"
            found.setdefault(message["message"], []).append(place)
    return [f"{text} ({len(places)} times, first {places[0]})" for text, places in found.items()]
