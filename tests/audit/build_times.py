"""What a build costs by what changed, at 100, 1 000 and 10 000 pages: growth follows the change."""

import json
from pathlib import Path

from tests.audit.many_pages import many_deeds, measured

FULL_SECONDS = 180.0
MEGABYTES = 600

_MEASURE = """
import json, time
from cms.build_memory import read_memory
from cms.models import Area, DeedPage, Identity
from cms.publish import publish
from cms.signing import data_folder

def deed():
    page = DeedPage.objects.filter(sample=True).order_by("-pk").first()
    page.summary = f"演示：第 {time.time_ns()} 次说明"
    page.save_revision().publish()

def community():
    area = Area.objects.filter(kind="community", live=True).order_by("code").first()
    area.name = f"演示{time.time_ns() % 1000}社区"
    area.save_revision().publish()

def footer():
    identity = Identity.objects.first() or Identity()
    identity.footer_note = f"演示 {time.time_ns()}"
    identity.save()

def measured(change, full=False):
    change()
    before = read_memory(data_folder()).outcomes
    started, used = time.monotonic(), time.process_time()
    summary = publish(full=full)
    seconds, cpu = time.monotonic() - started, time.process_time() - used
    after = read_memory(data_folder()).outcomes
    pages = sum(found is not before.get(job) for job, found in after.items())
    return {"seconds": round(seconds, 2), "cpu": round(cpu, 2), "pages": pages, "files": summary.files}

found = {"all": measured(lambda: None, full=True)}
for name, change in (("nothing", lambda: None), ("deed", deed), ("deed again", deed), ("community", community),
                     ("footer", footer)):
    found[name] = measured(change)
print("FIGURES" + json.dumps(found))
"""


def build_times(data: Path, quick: bool) -> str:
    """Full builds stay below three minutes and 600 MB, and one deed costs a fraction of everything."""
    lines = []
    for count in (100, 1000) if quick else (100, 1000, 10_000):
        folder = data / f"pages-{count}"
        many_deeds(folder, count)
        _, megabytes = measured(folder, "edition", "build", "--full")
        text, worker = measured(folder, "shell", "-v0", "-c", _MEASURE)
        found = json.loads(text.partition("FIGURES")[2])
        figures = ", ".join(
            f"{name} {facts['seconds']} s ({facts['cpu']} s CPU, {facts['pages']} pages)"
            for name, facts in found.items()
        )
        held = (
            f"a full build holds at most {megabytes:.0f} MB, a worker that does all of these {worker:.0f} MB"
        )
        lines.append(f"{count} deeds, {found['all']['files']} files: {figures}; {held}")
        assert found["all"]["seconds"] < FULL_SECONDS, lines
        assert megabytes < MEGABYTES, lines
        assert found["nothing"]["pages"] == 0 and 0 < found["deed again"]["pages"] <= 40, lines
        assert found["community"]["pages"] < found["footer"]["pages"] == found["all"]["pages"], lines
        same, _ = measured(folder, "edition", "build", "--full", processes=1)
        assert "内容没有变化" in same, f"one process makes another edition than several: {same}"
        assert "一致" in measured(folder, "edition", "build", "--check")[0]
        if count >= 1000:
            assert found["deed again"]["seconds"] < found["all"]["seconds"] / 2, lines
    return "\n      ".join(lines)
