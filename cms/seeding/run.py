"""The first content of an empty desk: everything in `fixtures/`, in one transaction, once."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.models import Area, Batch, Dataset, Evidence, HomePage, Indicator, Organisation
from cms.models.batch import BatchKind
from cms.seeding.areas import add_areas
from cms.seeding.datasets import add_datasets
from cms.seeding.evidence import add_evidence
from cms.seeding.fixture_files import fingerprint, fixture_names
from cms.seeding.honours import add_honours
from cms.seeding.indicators import add_indicators
from cms.seeding.observations import add_observations
from cms.seeding.organisations import add_organisations
from cms.seeding.pages import add_pages


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What a run added, by the Chinese name of each kind. `batch` is None when it added nothing."""

    added: dict[str, int]
    batch: Batch | None

    def total(self) -> int:
        """How many records in all."""
        return sum(self.added.values())


def is_empty() -> bool:
    """True when the desk holds nothing that a seed could disturb: no page of ours and no register entry."""
    return not any(
        model.objects.exists() for model in (HomePage, Indicator, Area, Dataset, Evidence, Organisation)
    )


def seed(folder: Path | None = None) -> SeedReport:
    """Add what the fixtures hold and the desk has not; publish it; remember it as one batch.

    Fixtures that were seeded before (the same bytes) change nothing, so what staff deleted since stays deleted.
    Of changed fixtures, codes and addresses that are there already are left alone. All or nothing: raises
    FixtureError, naming file and line, with nothing stored. `folder` is the project's `fixtures/` unless given.
    """
    folder = folder or settings.BASE_DIR / "fixtures"
    digest = fingerprint(folder)
    with transaction.atomic():
        if Batch.objects.filter(kind=BatchKind.SEED, sha256=digest).exists():
            return SeedReport({}, None)
        batch = Batch.objects.create(
            kind=BatchKind.SEED,
            title="初始资料",
            made_by_name="初始资料",
            source=f"fixtures/（{len(fixture_names(folder))} 个文件）",
            sha256=digest,
        )
        report = SeedReport(_add_all(folder, batch), batch)
        if not report.total():
            batch.delete()
            return SeedReport(report.added, None)
        batch.row_count = report.total()
        batch.save(update_fields=["row_count"])
    return report


def _add_all(folder: Path, batch: Batch) -> dict[str, int]:
    """Everything, each kind after those that it names."""
    return {
        "依据": add_evidence(folder),
        "区域": add_areas(folder),
        "组织": add_organisations(folder),
        "指标": add_indicators(folder),
        "观测值": add_observations(folder, batch),
        "数据集": add_datasets(folder),
        "页面": add_pages(folder),
        "荣誉": add_honours(folder),
    }
