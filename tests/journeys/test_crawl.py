"""Every page and link of the edition, by HTTP, and its HTML by the Nu checker."""

import json
from pathlib import Path

import pytest

from tests.contract.http_server import HttpServer
from tests.inspection import nu_html
from tests.inspection.crawl import crawl, listed_addresses
from tests.inspection.kinds import ERRORS, kinds, page_paths

# The first test waits for the seed with its samples.
pytestmark = [pytest.mark.debian, pytest.mark.timeout(400)]

BASE_URL = "http://127.0.0.1:8000"
"""What the edition calls itself: the default of the setting, whatever the port of the test."""


def test_every_link_leads_somewhere(inspected: HttpServer) -> None:
    """No dead link or anchor, no id twice, no picture without text, no other host, no page over 150 kB, none lost."""
    computed = [path for kind, path in kinds(inspected.get).items() if kind not in ERRORS]
    also = [*computed, *listed_addresses(inspected.get, BASE_URL)]
    found = crawl(inspected.get, page_paths(inspected.get), BASE_URL, also)
    assert found.faults == []
    assert len(found.weights) > 200 and len(found.answers) > 500


def test_the_html_is_without_errors(inspected: HttpServer, tmp_path: Path) -> None:
    """Every page of the edition, those made at the moment of asking, the error pages, and every drawing."""
    files = [entry["path"] for entry in json.loads(inspected.get("/edition/manifest.json").body)["files"]]
    drawings = [path for path in files if path.endswith(".svg")]
    paths = [*page_paths(inspected.get), *kinds(inspected.get).values(), *drawings]
    kept = nu_html.keep(inspected.get, paths, tmp_path / "pages")
    assert len(kept) > 180
    assert nu_html.errors(tmp_path / "pages", kept) == []
