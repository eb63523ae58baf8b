"""The views of corrections: the whole log, and what the home page shows of it."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.correction_types import CorrectionsView, CorrectionView, ReportYear
from publishing.columns import CORRECTIONS

if TYPE_CHECKING:
    from cms.models import CorrectionEntry, CorrectionsPage


def corrections_view(page: "CorrectionsPage", rendering: Rendering) -> CorrectionsView:
    """Every correction, newest first, and how readers' reports were dealt with."""
    return CorrectionsView(
        template="pages/corrections.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=CORRECTIONS,
        intro=page.intro,
        corrections=corrections_of(page, rendering),
        years=_years(rendering),
    )


def corrections_of(page: "CorrectionsPage | None", rendering: Rendering) -> tuple[CorrectionView, ...]:
    """What staff wrote down and what releases of data corrected, newest first."""
    of_data: tuple[CorrectionView, ...] = rendering.ask("data_corrections")
    entries = list(page.entries.all()) if page else []
    # Entries of one day stand in the order that staff gave them, the last of them being the newest.
    written = tuple(_correction(entry, rendering) for entry in reversed(entries))
    return tuple(sorted((*written, *of_data), key=lambda correction: correction.day, reverse=True))


def _correction(entry: "CorrectionEntry", rendering: Rendering) -> CorrectionView:
    return CorrectionView(
        day=entry.day.isoformat(),
        what=entry.what,
        path=rendering.if_public(entry.path) if entry.path else "",
        was=entry.was,
        now=entry.now,
        reason=entry.reason,
    )


def _years(rendering: Rendering) -> tuple[ReportYear, ...]:
    """The newest year first; nothing while reports are not counted."""
    counts: tuple[tuple[int, int, int, int], ...] = rendering.ask("ticket_counts")
    return tuple(
        ReportYear(year=year, received=received, closed=closed, in_time=in_time)
        for year, received, closed, in_time in counts
    )
