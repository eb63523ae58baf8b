"""How long from 发布 at the desk until the public has it, over HTTP from end to end."""

import re
import statistics
import time
from pathlib import Path

from tests.audit.desk_client import DeskClient
from tests.running_site import running_site

MEDIAN_SECONDS = 2.0


def section_form(client: DeskClient) -> str:
    """Path of the edit form of the section of good deeds."""
    for link in client.soup("pages/").select("td.children a"):
        home = str(link["href"]).split("/desk/")[1]
        for title in client.soup(home).select("td.title a"):
            if title.get_text(strip=True) == "好事实事" and str(title["href"]).endswith("/edit/"):
                return str(title["href"]).split("/desk/")[1]
    raise AssertionError("the section is not in the list of pages")


def publish_to_visible(data: Path, quick: bool) -> str:
    """Publish a changed section many times; the median must stay below two seconds."""
    rounds = 5 if quick else 30
    seconds = []
    with running_site(data) as site:
        client = DeskClient(site)
        form = section_form(client)
        for number in range(rounds):
            words = f"第 {number} 次改动 {time.time_ns()}"
            started = time.monotonic()
            client.post(form, {"intro": words, "action-publish": "action-publish"}, "form#page-edit-form")
            site.wait_until("/deeds/", words)
            seconds.append(time.monotonic() - started)
        edition = re.search(r'"edition":\s*(\d+)', site.get("/edition.json")[1].decode())
    assert edition and int(edition[1]) > rounds, "each publication made an edition"
    median = statistics.median(seconds)
    figures = f"{rounds} rounds, median {median:.2f} s, {min(seconds):.2f} to {max(seconds):.2f} s"
    assert median < MEDIAN_SECONDS, figures
    return figures
