"""组织 at the desk."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet

from cms.desk.chooser_search import chooser_by
from cms.desk.columns import WIDE, LinkColumn, TextColumn, choice_column, name_column
from cms.desk.counting import number_of
from cms.desk.inspection import RegisterInspect
from cms.desk.page_filters import ChosenRecord, OneOf, YesNo
from cms.desk.register_lists import RegisterViewSet, standing
from cms.desk.snippet_state import with_state
from cms.desk.tree_order import in_tree
from cms.models import AgreementUnit, Area, DeedPage, Organisation
from cms.models.organisation import OrganisationKind


class OrganisationFilters(WagtailFilterSet):
    """By kind, area, superior and state."""

    kind = OneOf(label="类别", choices=OrganisationKind.choices)
    area = ChosenRecord(Area, "所在区域")
    parent = ChosenRecord(Organisation, "上级")
    live = YesNo(label="已发布")
    sample = YesNo(label="演示数据")

    class Meta:
        model = Organisation
        fields: list[str] = []


def _deeds(organisation: Any) -> str:
    return f"{reverse('deeds:index')}?organisation={organisation.pk}"


def _agreements(organisation: Any) -> str:
    return f"{reverse('agreements:index')}?unit={organisation.pk}"


class OrganisationViewSet(RegisterViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    menu_label = "组织"
    url_prefix = "organisations"
    inspect_view_class = RegisterInspect
    ordering = "tree"
    chooser_viewset_class = chooser_by(
        "name",
        "name_en",
        "code",
        "area__name",
        related=("area", "parent"),
        shown=(
            choice_column("kind", "类别", sort_key=None),
            name_column("area", "所在区域", sort_key=None),
            name_column("parent", "上级", sort_key=None, classname=WIDE),
            TextColumn("code", label="代码", classname=WIDE),
        ),
    )
    search_fields = ["name", "name_en", "code"]
    filterset_class = OrganisationFilters
    list_display = [
        "name",
        choice_column("kind", "类别"),
        name_column("parent", "上级"),
        name_column("area", "所在区域"),
        TextColumn("party_groups", label="网格党小组", sort_key="party_groups"),
        TextColumn("member_households", label="党员中心户", sort_key="member_households"),
        LinkColumn("deed_count", label="好事实事", sort_key="deed_count", get_url=_deeds),
        LinkColumn("agreement_count", label="签约", sort_key="agreement_count", get_url=_agreements),
        *standing(),
    ]
    more_exported = ("code", "name_en")
    export_filename = "organisations"
    inspect_view_fields = [
        "code", "name", "name_en", "kind", "parent", "area", "party_groups", "member_households", "honours",
        "evidence", "locator", "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """In the order of the tree, with superiors, areas, and what each did and signed."""
        counted = Organisation.objects.select_related("parent", "area").annotate(
            deed_count=number_of(DeedPage, "organisation"),
            agreement_count=number_of(AgreementUnit, "organisation"),
        )
        return with_state(in_tree(counted))
