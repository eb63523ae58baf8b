"""Which section holds which type of page, so that a new page is put where its like are."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.forms.pages import ParentChooserForm
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Page

from cms.models import AgreementPage, BrandPage, DeedPage, HomePage, NewsPage, PlainPage, SectionPage

USUAL_ADDRESS: dict[type[Page], str] = {
    NewsPage: "news",
    BrandPage: "brands",
    AgreementPage: "agreements",
    DeedPage: "deeds",
}
"""Types that have a section of their own, and its address while it is still empty."""


def held_types(section: Page) -> list[type[Page]]:
    """The record types of a section, the most frequent first; of an empty one, what its address promises."""
    counted = section.get_children().order_by().values("content_type").annotate(number=Count("pk"))
    kinds = ContentType.objects.get_for_models(*USUAL_ADDRESS)
    by_key = {kind.pk: model for model, kind in kinds.items()}
    often = sorted(counted, key=lambda row: -row["number"])
    held = [by_key[row["content_type"]] for row in often if row["content_type"] in by_key]
    return held or [model for model, address in USUAL_ADDRESS.items() if address == section.slug]


def holding(model: type[Page], sections: Any) -> list[Page]:
    """Those of some sections that hold a type, in the order of the tree."""
    return [section for section in sections.order_by("path") if model in held_types(section)]


class SectionForm(ParentChooserForm):
    """Where to put a new page, in the words of the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent_page"]
        field.label, field.help_text = "放在哪个栏目", "新建的会列在这个栏目里。"
        field.error_messages["required"] = "请选择栏目。"
        field.error_messages["invalid_choice"] = "这个栏目已经没有了，请另选一个。"


class ChooseSection(ChooseParentView):
    """The right section by itself where there is one; a choice where there are several."""

    page_title = "选择栏目"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to the form of the new page, to the choice, or back to the list with what to do first."""
        allowed = self.get_valid_parent_pages(request.user)
        fitting = holding(self.model, allowed)
        if not allowed.exists():
            return self._no_section(request)
        if len(fitting) == 1:
            options = self.model._meta
            return redirect("wagtailadmin_pages:add", options.app_label, options.model_name, fitting[0].pk)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_form(self) -> SectionForm:
        """The form above."""
        given = [self.request.POST] if self.request.method == "POST" else []
        return SectionForm(self.model, self.request.user, *given)

    @cached_property
    def submit_button_label(self) -> str:
        """新建好事实事."""
        return f"新建{self.model._meta.verbose_name}"

    def _no_section(self, request: HttpRequest) -> HttpResponse:
        """Say that a section comes first, with the way to make one for those who may."""
        name = self.model._meta.verbose_name
        home = HomePage.objects.first()
        may = home is not None and home.permissions_for_user(request.user).can_add_subpage()
        if home is not None and may:
            address = reverse("wagtailadmin_pages:add", args=["cms", "sectionpage", home.pk])
            buttons = [messages.button(address, "新建栏目")]
            text = f"还没有放{name}的栏目。请先新建一个栏目，再来新建{name}。"
        elif SectionPage.objects.exists():
            text, buttons = f"您不能在任何栏目里新建{name}，请联系管理员。", []
        else:
            text, buttons = f"还没有放{name}的栏目，请联系管理员先新建一个。", []
        messages.warning(request, text, buttons=buttons)
        return redirect(self.get_index_url() or "wagtailadmin_home")


class FittingTypes(AddSubpageView):
    """The types that can be made in a section: what it holds first, then a plain page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The types, the fitting ones only."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"page_types": fitting_types(context["page_types"], held_types(self.parent_page))}


def fitting_types(offered: Sequence[Any], held: Sequence[Any]) -> list[Any]:
    """Of the types that Wagtail offers, those that go with what a section holds; all of them where it holds none."""
    if not held:
        return list(offered)
    names = [model._meta.model_name for model in (*held, PlainPage)]
    return sorted((row for row in offered if row[2] in names), key=lambda row: names.index(row[2]))


class SectionExplorer(ExplorableIndexView):
    """What is in a section, with a button for what it holds: 在这里新建好事实事."""

    paginate_by = 30

    @cached_property
    def own_type(self) -> type[Page] | None:
        """The type that the section holds, where somebody may add one."""
        held = held_types(self.parent_page)
        return held[0] if held and held[0].can_create_at(self.parent_page) else None

    @cached_property
    def add_item_label(self) -> str:
        """What the button says."""
        return f"在这里新建{self.own_type._meta.verbose_name}" if self.own_type else "在这里新建"

    @cached_property
    def add_button(self) -> HeaderButton | None:
        """With its words, not only a sign."""
        return HeaderButton(self.add_item_label, url=self.add_url, icon_name="plus") if self.add_url else None

    def get_add_url(self) -> str | None:
        """Straight to the form."""
        address: str | None = super().get_add_url()
        if address is None or self.own_type is None:
            return address
        options = self.own_type._meta
        return reverse(
            "wagtailadmin_pages:add", args=[options.app_label, options.model_name, self.parent_page.pk]
        )

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Also the way to a page of another type."""
        buttons: list[Button] = super().header_more_buttons
        if self.own_type is None or not self.permissions.can_add_subpage():
            return buttons
        address = reverse(self.add_url_name, args=[self.parent_page.pk])
        return [*buttons, Button("新建别的页面", url=address, icon_name="circle-plus", priority=15)]


class SectionViewSet(PageViewSet):
    """The screens below a section. They list pages of any type, so the model is Wagtail's own."""

    model = Page
    parent_models = [SectionPage]
    index_view_class = SectionExplorer
    add_subpage_view_class = FittingTypes
