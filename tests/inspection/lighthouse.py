"""Lighthouse on one page, as a cheap phone on a slow line sees it."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import program
from tests.inspection.checkers import checker, run

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST_SCORE = 98
MOST_SHIFT = 0.01
MOST_PAINT = 1500.0
"""Milliseconds until the largest part is painted, on Lighthouse's throttled profile (1.6 Mbit/s, 150 ms, CPU ÷ 4)."""
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What Lighthouse measured; scores of 100, times in milliseconds."""

    scores: dict[str, int]
    shift: float
    paint: float
    broken: tuple[str, ...]
    """Audits that cost points, or that could not be made."""

    def faults(self) -> list[str]:
        """Which bounds are missed."""
        found = [f"{name} {score}" for name, score in self.scores.items() if score < LEAST_SCORE]
        found += [f"shift {self.shift:.3f}"] if self.shift >= MOST_SHIFT else []
        found += [f"largest paint {self.paint:.0f} ms"] if self.paint >= MOST_PAINT else []
        return [f"{'; '.join(found)} ({', '.join(self.broken)})"] if found else []

    def __str__(self) -> str:
        """The figures in one line."""
        return f"{'/'.join(map(str, self.scores.values()))}, {self.paint:.0f} ms, shift {self.shift:.3f}"


def measure(url: str) -> Report:
    """Run it once. It says nothing of HTTP, HTTPS and HTTP/2 on this machine's own address: those need a real host."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        # Into a file: the program ends before a pipe has taken all of it.
        written = Path(folder) / "report.json"
        command: list[str | Path] = [
            program("node"), checker("lighthouse/cli/index.js"), url, "--quiet", "--output=json",
            f"--output-path={written}", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        ]  # fmt: skip
        said = run(command, {**os.environ, "CHROME_PATH": program("chromium")})
        assert written.exists(), "".join(said)[-2000:]
        return read(json.loads(written.read_text()))


def read(report: dict[str, Any]) -> Report:
    """The figures of a report."""
    audits: dict[str, dict[str, Any]] = report["audits"]
    weighty = {
        each["id"]
        for part in report["categories"].values()
        for each in part["auditRefs"]
        if each["weight"] > 0
    }
    broken = [
        name
        for name, audit in audits.items()
        if audit["scoreDisplayMode"] == "error" or (name in weighty and (audit["score"] or 0) < 0.9)
        if audit["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    ]
    return Report(
        # A category that could not be measured has no score; rounding down, 97.9 is not 98.
        scores={name: int((report["categories"][name]["score"] or 0) * 100 + 1e-6) for name in CATEGORIES},
        shift=audits["cumulative-layout-shift"].get("numericValue", 1.0),
        paint=audits["largest-contentful-paint"].get("numericValue", 60_000.0),
        broken=tuple(broken),
    )
