"""The shapes that corrections are shown in: on their own page, and the newest of them on the home page."""

from dataclasses import dataclass

from publishing.page_view import PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One value that a release corrected."""

    what: str
    """Which value, in words: 办成的好事实事（桦南县，2025年）."""
    path: str
    """Where the value that holds now is; empty where it has no address of its own."""
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """One correction in the log: of a page, or of data, which may change several values at once."""

    day: str
    what: str
    path: str
    """What was corrected; empty where it is not public any more."""
    was: str
    now: str
    reason: str
    changes: tuple[ChangeView, ...] = ()
    """The first of the values that a release corrected."""
    more: int = 0
    """How many more values the release corrected."""
    more_path: str = ""
    """Where all of them are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportYear:
    """How many reports of readers came in a year, and what became of them."""

    year: int
    received: int
    closed: int
    in_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView(PageView):
    """更正记录: newest first."""

    intro: str
    corrections: tuple[CorrectionView, ...]
    years: tuple[ReportYear, ...] = ()
    """Newest first; empty before the first report."""
