"""Choosing a good deed: by words, community and kind, in one list however many there are."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column

from cms.desk.chooser_search import ChooseByName, NameChooserViewSet
from cms.desk.columns import WIDE, TextColumn, choice_column, name_column
from cms.desk.deed_list import step_column, with_step
from cms.models import DeedPage


class ChooseDeed(ChooseByName):
    """The list in the dialog, the newest first."""

    ordering = ["-latest_revision_created_at", "-pk"]

    def get_object_list(self) -> QuerySet[Any]:
        """With the last step, without long texts."""
        deeds: Any = super().get_object_list()
        return with_step(deeds.defer_streamfields())


class DeedChooserViewSet(NameChooserViewSet):
    """Wagtail's chooser of pages goes through the tree, where 10,000 deeds are 400 screens."""

    model = DeedPage
    icon = "pick"
    choose_one_text = "选择好事实事"
    choose_another_text = "换一件好事实事"
    edit_item_text = "修改这件好事实事"
    list_class = ChooseDeed
    names = ("title", "draft_title", "summary", "asked_for", "community__name")
    hint = "标题、摘要、点单或社区里的字"
    related = ("community",)
    shown: ClassVar[tuple[Column, ...]] = (
        name_column("community", "社区", sort_key=None),
        choice_column("kind", "类别", sort_key=None),
        step_column(sort_key=None),
        TextColumn("completed_day", label="完成日期", classname=WIDE),
    )


DEED_CHOOSER = DeedChooserViewSet("deed_chooser")
