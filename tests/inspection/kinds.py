"""One page of every kind that the public can meet, found on the site itself."""

import json
from collections.abc import Callable

from tests.inspection.inspected_site import WITHDRAWN
from tests.publishing.reader.wsgi_client import Reply

Get = Callable[[str], Reply]

TYPES = frozenset({
    "home", "page", "section", "list", "agreement", "area", "brand", "catalogue", "dataset", "good-deed", "indicator",
    "news", "organisation", "corrections", "site-map",
})  # fmt: skip
"""What content.json calls the kinds of pages of an edition."""
COMPUTED = {
    "search": "/search/?q=%E7%A4%BE%E5%8C%BA",
    "search-nothing": "/search/?q=%E6%97%A0%E4%BA%BA%E6%9C%BA%E8%B5%9B%E9%81%93",
    "search-empty": "/search/",
    "report": "/report/?page=/about/",
    "report-sent": "/report/sent/?n=ABCD2345",
}
"""Pages that the reader makes at the moment of asking."""
ERRORS = {"not-found": "/nothing-here/", "gone": WITHDRAWN}
"""Pages that do not answer 200."""
PRINCIPAL = ("home", "good-deed", "dataset", "search", "report")
"""The kinds for which somebody in a hurry asks."""


def page_paths(get: Get) -> list[str]:
    """The path of every HTML file of the edition in force."""
    listed = [entry["path"] for entry in json.loads(get("/edition/manifest.json").body)["files"]]
    return [path for path in listed if path.endswith(("/", ".html"))]


def kinds(get: Get) -> dict[str, str]:
    """The path of one page for each kind. Of several of a kind it is the largest: it has most that can be wrong."""
    sizes = {
        entry["path"]: entry["size"] for entry in json.loads(get("/edition/manifest.json").body)["files"]
    }
    found: dict[str, str] = {}
    for page in json.loads(get("/content.json").body)["pages"]:
        path = "/" + page["url"].split("/", 3)[3]
        kind = page["type"]
        if kind not in found or sizes[path] > sizes[found[kind]]:
            found[kind] = path
    rows = json.loads(get("/data/governance-indicators/latest/rows.json").body)["items"]
    return found | {"observation": rows[0]["id"]} | COMPUTED | ERRORS
