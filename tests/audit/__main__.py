"""Runs every check, prints its figures, and fails when one misses its bound."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.axe_everywhere import axe_everywhere
from tests.audit.build_times import build_times
from tests.audit.every_page_narrow import every_page_narrow
from tests.audit.incremental_long import incremental_long
from tests.audit.kills import kills
from tests.audit.lighthouse_scores import lighthouse_scores
from tests.audit.publish_to_visible import publish_to_visible
from tests.audit.reader_and_nginx import reader_and_nginx
from tests.audit.search_at_scale import search_at_scale
from tests.audit.starts import second_start
from tests.audit.switches_under_load import switches_under_load
from tests.audit.system_calls import system_calls
from tests.audit.tampering import tampering
from tests.audit.tampering_mended import tampering_mended
from tests.audit.visible_at_scale import visible_at_scale

Check = Callable[[Path, bool], str]
CHECKS: tuple[Check, ...] = (
    publish_to_visible,
    second_start,
    tampering,
    tampering_mended,
    reader_and_nginx,
    switches_under_load,
    build_times,
    visible_at_scale,
    search_at_scale,
    incremental_long,
    kills,
    system_calls,
    lighthouse_scores,
    axe_everywhere,
    every_page_narrow,
)


def main() -> int:
    """Run the checks on one DATA folder, one after the other; the number of failures.

    Words after the command name checks, and then only those are run. One whose programs are missing says so.
    """
    quick = os.environ.get("QUICK", "") not in {"", "0"}
    passed = failed = skipped = 0
    wanted = set(sys.argv[1:]) or {check.__name__ for check in CHECKS}
    chosen = [check for check in CHECKS if check.__name__ in wanted]
    assert len(chosen) == len(wanted), f"the checks are {', '.join(check.__name__ for check in CHECKS)}"
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        for check in chosen:
            try:
                print(f"ok    {check.__name__}: {check(Path(folder), quick)}", flush=True)
                passed += 1
            except AssertionError as failure:
                print(f"FAIL  {check.__name__}: {failure}", flush=True)
                failed += 1
            except pytest.skip.Exception as reason:
                print(f"skip  {check.__name__}: {reason}", flush=True)
                skipped += 1
    print(f"audit: {passed} passed, {failed} failed, {skipped} skipped")
    return failed


sys.exit(main())
