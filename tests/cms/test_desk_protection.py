"""Deleting at the desk: what is used is kept, in words that say where; what nobody uses goes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.desk.usage import usage
from cms.models import (
    AgreementPage,
    Area,
    Batch,
    BrandDeed,
    BrandIndicator,
    BrandPage,
    DeedPage,
    Evidence,
    HomePage,
    Indicator,
    NeedItem,
    NewsPage,
    Organisation,
    PlainPage,
    SectionPage,
    User,
)
from tests.cms.county_records import COMMUNITY, UNIT, make_county, make_organisation
from tests.cms.desk_content import add, add_deed, grow, queries
from tests.cms.desk_records import make_clerk, make_indicator
from tests.cms.test_desk_screens import english

CODES = {"wishes", "counted", "shown", "report-2025", "new"}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def address(record: Any) -> str:
    """Where a record is deleted."""
    if hasattr(record, "snippet_viewset"):
        return reverse(record.snippet_viewset.get_url_name("delete"), args=[record.pk])
    name = "evidence:delete" if isinstance(record, Evidence) else "wagtailadmin_pages:delete"
    return reverse(name, args=[record.pk])


def refused(desk: Client, record: Any) -> str:
    """Why a record was not deleted, neither by looking nor by confirming."""
    for send in (desk.get, desk.post):
        answer = send(address(record), follow=True)
        assert type(record).objects.filter(pk=record.pk).exists()
        assert set(english(answer.content.decode())) <= {"None", *CODES}
    html: str = answer.content.decode()
    end = html.index("不能删除")
    return html[html.rindex("<li", 0, end) : end + 60]


@pytest.mark.parametrize(
    ("model", "code", "users"),
    [
        (Area, COMMUNITY, ["文政社区党工委"]),
        (Organisation, UNIT, ["不能删除；不再公开的，请取消发布"]),
        (Indicator, "wishes", ["微心愿"]),
        (Evidence, "report-2025", ["文政社区"]),
    ],
)
def test_a_register_entry_in_use_is_kept(desk: Client, model: Any, code: str, users: list[str]) -> None:
    told = refused(desk, model.objects.get(code=code))
    assert all(user in told for user in users)


def test_the_refusal_leads_to_where_it_is_used(desk: Client) -> None:
    area = Area.objects.get(code=COMMUNITY)
    html = desk.post(address(area), follow=True).content.decode()
    assert "看用在哪里" in html and reverse("wagtailsnippets_cms_area:usage", args=[area.pk]) in html


def test_a_deed_that_met_a_promise_is_kept(desk: Client) -> None:
    """The agreement would say that something was done, and not what."""
    told = refused(desk, DeedPage.objects.get())
    assert "共驻共建协议“文政社区协议”" in told and "请先到那里去掉" in told


def test_a_deed_of_a_brand_is_kept_and_so_is_what_a_text_links_to(desk: Client) -> None:
    deed = add_deed(1, community=Area.objects.get(code=COMMUNITY))
    BrandDeed.objects.create(page=BrandPage.objects.get(), deed=deed)
    assert "党建品牌“议事亭”" in refused(desk, deed)
    brand, home = BrandPage.objects.get(), HomePage.objects.get()
    link = f'<p><a linktype="page" id="{brand.pk}">议事亭</a></p>'
    body = [("paragraph", link)]
    home.add_child(instance=PlainPage(title="一篇介绍", slug="intro", body=body))
    assert "普通页面“一篇介绍”" in refused(desk, brand)


def test_an_indicator_of_a_brand_or_of_the_home_page_is_kept(desk: Client) -> None:
    counted, shown = make_indicator("counted", name_zh="数着的"), make_indicator("shown", name_zh="首页上的")
    BrandIndicator.objects.create(page=BrandPage.objects.get(), indicator=counted)
    home = HomePage.objects.get()
    home.figures = [("indicator", shown)]
    home.save()
    assert "党建品牌“议事亭”" in refused(desk, counted)
    assert "首页“首页”" in refused(desk, shown)


def test_a_section_is_kept_while_something_outside_uses_what_is_below_it(desk: Client) -> None:
    section = SectionPage.objects.get(slug="deeds")
    assert "或它下面的页面正被共驻共建协议" in refused(desk, section)


def test_uses_within_a_section_do_not_keep_it(desk: Client) -> None:
    """A deed that links to another keeps it, but goes together with it."""
    NeedItem.objects.update(deed=None)
    first, community = DeedPage.objects.get(), Area.objects.get(code=COMMUNITY)
    body = [("paragraph", f'<p><a linktype="page" id="{first.pk}">凉亭</a></p>')]
    add("deeds", DeedPage(title="另一件", kind="roads", community=community, asked_for="路", body=body))
    assert "好事实事“另一件”" in refused(desk, first)
    assert desk.post(address(SectionPage.objects.get(slug="deeds"))).status_code == 302
    assert not DeedPage.objects.exists()


@pytest.mark.parametrize("name", ["units", "needs", "evidence"])
def test_what_a_draft_names_is_kept(desk: Client, name: str) -> None:
    """Nothing in the database refers to it yet; its deletion would tear a hole into the draft."""
    agreement, spare = AgreementPage.objects.get(), make_organisation("spare", name="新来的单位")
    record: Any = spare
    if name == "evidence":
        record = Evidence.objects.create(code="new", title="新文件")
        agreement.evidence = record
    else:
        part = getattr(agreement, name).model(organisation=spare)
        part.text = "一件新事"
        setattr(agreement, name, [*getattr(agreement, name).all(), part])
    agreement.save_revision()
    assert "共驻共建协议“文政社区协议”的草稿" in refused(desk, record)
    agreement.get_latest_revision().publish()
    assert "协议“文政社区协议”" in refused(desk, record)


def test_what_only_an_old_revision_names_can_go(desk: Client) -> None:
    agreement, spare = AgreementPage.objects.get(), make_organisation("spare", name="写错的单位")
    agreement.needs = [NeedItem(text="一件事", organisation=spare)]
    agreement.save_revision()
    agreement.needs = [NeedItem(text="一件事")]
    agreement.save_revision()
    assert desk.post(address(spare)).status_code == 302
    assert not Organisation.objects.filter(pk=spare.pk).exists()
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[agreement.pk])).status_code == 200


def test_what_nobody_uses_goes(desk: Client) -> None:
    unused = [
        make_organisation("spare"),
        make_indicator("spare"),
        Area.objects.create(code="230822-spare", name="多建的", name_en="Spare", kind="grid"),
        Evidence.objects.create(code="spare", title="多写的"),
        add_deed(1, community=Area.objects.get(code=COMMUNITY)),
        NewsPage.objects.get(),
    ]
    for record in unused:
        assert desk.post(address(record)).status_code == 302
        assert not type(record).objects.filter(pk=record.pk).exists(), record


@pytest.mark.parametrize("model", ["organisation", "area", "page"])
def test_several_at_once_are_refused_together(desk: Client, model: str) -> None:
    """Nothing is deleted when one of them is used, and the used one is named."""
    spare, deed = make_organisation("spare", name="没人用的"), DeedPage.objects.get()
    records: list[Any] = {
        "organisation": [Organisation.objects.get(code=UNIT), spare],
        "area": list(Area.objects.all()),
        "page": [deed, NewsPage.objects.get()],
    }[model]
    app = "wagtailcore" if model == "page" else "cms"
    bulk = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    keys = "&".join(f"id={record.pk}" for record in records)
    assert desk.get(f"{bulk}?{keys}").status_code == (200 if model == "page" else 302)
    html = desk.post(f"{bulk}?{keys}", follow=True).content.decode()
    assert "不能删除" in html and "没人用的”正被" not in html
    assert all(type(record).objects.filter(pk=record.pk).exists() for record in records)


def test_everything_at_once_is_refused(desk: Client) -> None:
    """The request names no record, so a list's filters would be left out."""
    for app, model, action in (("wagtailcore", "page", "unpublish"), ("cms", "organisation", "delete")):
        bulk = reverse("wagtail_bulk_action", args=[app, model, action])
        html = desk.post(f"{bulk}?id=all", follow=True).content.decode()
        assert "一次只能处理这一页上勾选的条目" in html
    assert DeedPage.objects.get().live and Organisation.objects.count() == 2
    for name in ("deeds:index", "wagtailsnippets_cms_organisation:list"):
        assert "data-bulk-action-num-objects-in-listing" not in desk.get(reverse(name)).content.decode()


def test_the_refusal_costs_the_same_for_many_uses(desk: Client) -> None:
    """The first three are named, the others counted."""
    grow(0, 3)
    area = Area.objects.get(code=COMMUNITY)
    screen = reverse("wagtailsnippets_cms_area:unpublish", args=[area.pk])
    few = queries(desk, screen)
    grow(3, 30)
    assert queries(desk, screen) == few
    used = usage(area)
    # Areas below it, the two organisations, the brand, the agreement, and the deeds.
    assert used is not None and used.number == 30 + 2 + 1 + 1 + 31 and len(used.named) == 3
    assert f"等 {used.number} 处" in str(used)


def test_an_account_that_brought_something_in_is_kept(desk: Client) -> None:
    """Wagtail's own screen knows nothing of batches; the database's refusal becomes a message."""
    clerk = make_clerk("add_observation")
    Batch.objects.create(kind="form", title="录入：微心愿", made_by=clerk, made_by_name=str(clerk))
    screen = reverse("wagtailusers_users:delete", args=[clerk.pk])
    html = desk.post(screen, follow=True).content.decode()
    assert "不能删除：正被批次“录入：微心愿”使用。" in html and english(html) == []
    assert User.objects.filter(pk=clerk.pk).exists()


def test_evidence_in_use_keeps_its_code(desk: Client) -> None:
    """Also where no value rests on it, but a page does."""
    evidence = Evidence.objects.create(code="page-only", title="一份文件")
    NewsPage.objects.update(evidence=evidence)
    form = {"title": "一份文件", "code": "other", "kind": "document", "issuer": "", "sha256": ""}
    answer = desk.post(reverse("evidence:edit", args=[evidence.pk]), form)
    assert "请改回 page-only" in answer.context["form"].errors["code"][0]
