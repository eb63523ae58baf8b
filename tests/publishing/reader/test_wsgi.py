"""The reader as a process: it starts with nothing of the desk."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from publishing.reader.wsgi import application
from django.conf import settings
started = []
body = application({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: started.append(status))
assert started == ["503 Service Unavailable"], started
assert not settings.DATABASES and not settings.MIDDLEWARE and not settings.SECRET_KEY_FALLBACKS
heavy = {"wagtail", "cms", "config", "taggit", "modelcluster", "PIL"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def test_the_reader_needs_no_part_of_the_desk(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={**environment, "DATA_DIR": str(tmp_path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
