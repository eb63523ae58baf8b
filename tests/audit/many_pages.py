"""Thousands of sample deeds in seconds: copies of a few that were made as staff make them.

`seed --demo` publishes each page through Wagtail, which takes minutes for 10 000; what a build costs depends on the
rows alone.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.audit.process_time import own_megabytes
from tests.running_site import ROOT

MODELS = 40
"""Sample deeds that are really made; the rest are copies of them under other names."""

_COPY = """
from itertools import cycle
from uuid import uuid4
from django.db import connection, transaction
from wagtail.models import Page
from cms.models import DeedPage, SectionPage

def columns(model):
    return [field.column for field in model._meta.local_concrete_fields]

def rows(model, key):
    names = columns(model)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {", ".join(names)} FROM {model._meta.db_table} WHERE {names[key]} IN '
                       f'({", ".join(map(str, known))}) ORDER BY {names[key]}')
        return [dict(zip(names, row)) for row in cursor.fetchall()]

def insert(model, made):
    names = columns(model)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO {model._meta.db_table} ({", ".join(names)}) VALUES ({", ".join(["%s"] * len(names))})',
            [[row[name] for name in names] for row in made])

section = SectionPage.objects.get(slug="deeds")
known = list(DeedPage.objects.filter(sample=True).values_list("pk", flat=True))
pages, deeds = rows(Page, 0), {row["page_ptr_id"]: row for row in rows(DeedPage, 0)}
first = Page.objects.order_by("-pk").first().pk + 1
place = section.get_last_child().path
step = Page._str2int(place[-Page.steplen:]) + 1
made, kinds = [], []
for number, page in zip(range(COUNT - len(known)), cycle(pages)):
    slug, title = f"copy-{number:05}", f"{page['title']}（副本 {number}）"
    made.append(page | {
        "id": first + number, "slug": slug, "title": title, "draft_title": title,
        "path": Page._get_path(section.path, section.depth + 1, step + number),
        "url_path": f"{section.url_path}{slug}/", "translation_key": uuid4().hex,
        "latest_revision_id": None, "live_revision_id": None,
    })
    kinds.append(deeds[page["id"]] | {"page_ptr_id": first + number})
with transaction.atomic():
    insert(Page, made)
    insert(DeedPage, kinds)
    Page.objects.filter(pk=section.pk).update(numchild=section.numchild + len(made))
print(DeedPage.objects.count())
"""


def manage(data: Path, *command: str) -> str:
    """What `manage.py` prints for a DATA folder. Raises AssertionError with what it says where it fails."""
    return measured(data, *command)[0]


def measured(data: Path, *command: str, processes: int = 0) -> tuple[str, float]:
    """The same, and the most memory in MB that it and all that it started held at a time.

    `processes` are those that render; 0 is one for each core.
    """
    most = 0.0
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env={**os.environ, "HUANAN_REVIEWS": "0", "DATA_DIR": str(data),
                            "HUANAN_BUILD_PROCESSES": str(processes)},
            stdout=output, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        while process.poll() is None:
            most = max(most, own_megabytes(process.pid))
            time.sleep(0.2)
        output.seek(0)
        said = output.read()
    assert process.returncode == 0, f"{command}: {said[-4000:]}"
    return said, most


def many_deeds(data: Path, count: int) -> None:
    """A seeded DATA folder with `count` sample deeds, and no edition yet."""
    manage(data, "migrate", "-v0")
    manage(data, "seed", "--demo", str(min(MODELS, count)))
    if count > MODELS:
        manage(data, "shell", "-v0", "-c", _COPY.replace("COUNT", str(count)))
