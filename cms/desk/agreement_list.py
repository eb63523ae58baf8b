"""共驻共建协议 at the desk: the list of all of them."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from cms.desk.columns import TextColumn, name_column, page_columns
from cms.desk.counting import number_of
from cms.desk.page_filters import ChosenRecord, OneOf, PageFilters, YearFilter
from cms.desk.page_lists import PageList, PageListViewSet
from cms.models import AgreementPage, AgreementUnit, Area, Organisation
from cms.models.agreement import AgreementStatus
from cms.models.agreement_parts import COMMITMENT_LISTS, CommitmentState


def with_status(agreements: QuerySet[Any], day: date) -> QuerySet[Any]:
    """The agreements with `status`, as `AgreementPage.status_on` gives it for the day."""
    status = Case(
        When(terminated_on__lte=day, then=Value(AgreementStatus.TERMINATED.value)),
        When(start__gt=day, then=Value(AgreementStatus.UPCOMING.value)),
        When(valid_until__lt=day, then=Value(AgreementStatus.EXPIRED.value)),
        default=Value(AgreementStatus.IN_FORCE.value),
        output_field=CharField(),
    )
    return agreements.annotate(start=Coalesce("valid_from", "signed_on")).annotate(status=status)


def with_counts(agreements: QuerySet[Any]) -> QuerySet[Any]:
    """With `unit_count`, and with `done` and `promised` over the three lists, without what was dropped."""
    kept, done = ~Q(state=CommitmentState.DROPPED), Q(state=CommitmentState.DONE)
    models = [model for _, _, model in COMMITMENT_LISTS]
    zero = Value(0)
    return agreements.annotate(
        unit_count=number_of(AgreementUnit, "page"),
        promised=sum((number_of(model, "page", kept) for model in models), start=zero),
        done=sum((number_of(model, "page", done) for model in models), start=zero),
    )


def _status(agreement: Any) -> str:
    return str(AgreementStatus(agreement.status).label)


def _progress(agreement: Any) -> str | None:
    return f"{agreement.done}/{agreement.promised} 项" if agreement.promised else None


class StatusFilter(OneOf):
    """By where an agreement is today."""

    def __init__(self) -> None:
        super().__init__(label="履行", choices=AgreementStatus.choices)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The agreements that are there."""
        return with_status(qs, timezone.localdate()).filter(status=value) if value else qs


class AgreementFilters(PageFilters):
    """By where it is, community, unit and year."""

    status = StatusFilter()
    community = ChosenRecord(Area, "社区")
    unit = ChosenRecord(Organisation, "签约单位", field_name="units__organisation")
    year = YearFilter(AgreementPage, "signed_on", "签订年份")

    class Meta(PageFilters.Meta):
        model = AgreementPage


class AgreementList(PageList):
    """Every agreement."""

    related = ("community",)
    searched = ("community__name",)
    filterset_class = AgreementFilters
    columns: list[Column] = page_columns(
        name_column("community", "社区"),
        TextColumn("unit_count", label="单位数", sort_key="unit_count"),
        TextColumn("signed_on", label="签订", sort_key="signed_on"),
        TextColumn("valid_until", label="到期", sort_key="valid_until"),
        TextColumn("today", label="履行", accessor=_status, sort_key="status"),
        TextColumn("progress", label="办成", accessor=_progress),
    )

    def with_columns(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """With status and counts."""
        return with_counts(with_status(pages, timezone.localdate()))


class AgreementListViewSet(PageListViewSet):
    """共驻共建协议 in the menu."""

    model = AgreementPage
    name = "agreements"
    url_prefix = "content/agreements"
    icon = "form"
    menu_label = "共驻共建协议"
    index_view_class = AgreementList
    export_filename = "agreements"
