"""数据集 at the desk."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from cms.desk.chooser_search import chooser_by
from cms.desk.columns import WIDE, TextColumn, choice_column
from cms.desk.register_lists import RegisterViewSet, standing
from cms.desk.snippet_state import with_state
from cms.models import Dataset, ReleaseCut


class DatasetViewSet(RegisterViewSet):
    """Datasets."""

    model = Dataset
    icon = "table"
    menu_label = "数据集"
    url_prefix = "datasets"
    chooser_viewset_class = chooser_by(
        "title_zh",
        "title_en",
        "code",
        shown=(
            TextColumn("code", label="代码", classname=WIDE),
            choice_column("rhythm", "更新周期", sort_key=None),
        ),
    )
    search_fields = ["title_zh", "title_en", "code", "description", "keywords", "domain", "usage"]
    list_filter = ["rhythm", "open_type", "share_type", "live"]
    list_display = [
        "title_zh",
        TextColumn("code", label="代码", sort_key="code"),
        TextColumn("domain", label="数据领域", sort_key="domain"),
        choice_column("rhythm", "更新周期"),
        choice_column("open_type", "开放属性"),
        TextColumn(
            "released", label="数据发布", accessor=lambda dataset: "有" if dataset.released else "还没有"
        ),
        *standing(),
    ]
    more_exported = (
        "title_en", "description", "method", "publisher", "contact", "keywords", "usage", "spatial", "temporal",
        "open_condition", "share_type", "sensitivity", "deidentification", "resource_code", "provider_code",
    )  # fmt: skip
    export_filename = "datasets"
    inspect_view_fields = [
        "code", "title_zh", "title_en", "description", "method", "publisher", "contact", "rhythm", "keywords",
        "domain", "usage", "spatial", "temporal", "open_type", "open_condition", "share_type", "sensitivity",
        "deidentification", "resource_code", "provider_code", "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dataset]:
        """With whether a release has been cut."""
        cuts = ReleaseCut.objects.filter(dataset=OuterRef("code"))
        return with_state(Dataset.objects.annotate(released=Exists(cuts)))
