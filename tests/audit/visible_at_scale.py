"""How long from the publication of one deed until readers have it, on a site of 1 000 and of 10 000 pages."""

import statistics
import time
from pathlib import Path

from tests.audit.many_pages import manage, many_deeds
from tests.running_site import running_site

BOUNDS = {1000: 2.0, 10_000: 5.0}

_PUBLISH = """
import time
from cms.models import DeedPage
page = DeedPage.objects.filter(sample=True).order_by("-pk")[NUMBER]
page.summary = "WORDS"
page.save_revision().publish()
print("AT", page.slug, time.time())
"""


def visible_at_scale(data: Path, quick: bool) -> str:
    """The median must stay below the bound of the size."""
    figures = []
    for count in (1000,) if quick else (1000, 10_000):
        folder = data / f"visible-{count}"
        many_deeds(folder, count)
        manage(folder, "edition", "build")
        seconds = []
        with running_site(folder) as site:
            for number in range(3 if quick else 10):
                words = f"演示：看得见了 {time.time_ns()}"
                text = _PUBLISH.replace("NUMBER", str(number * 7)).replace("WORDS", words)
                slug, moment = manage(folder, "shell", "-v0", "-c", text).partition("AT ")[2].split()
                site.wait_until(f"/deeds/{slug}/", words)
                seconds.append(time.time() - float(moment))
        median = statistics.median(seconds)
        figures.append(f"{count} deeds: median {median:.2f} s, {min(seconds):.2f} to {max(seconds):.2f} s")
        assert median < BOUNDS[count], figures
    return "; ".join(figures)
