"""A random member of staff, who changes anything that shows in public. Every act is one that the desk allows."""

import io
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from cms.models import (
    AgreementPage,
    Area,
    BrandPage,
    CorrectionEntry,
    CorrectionsPage,
    Dataset,
    DeedPage,
    Evidence,
    HomePage,
    Identity,
    Indicator,
    NewsPage,
    Observation,
    Organisation,
    Picture,
    PlainPage,
    SectionPage,
)
from cms.releases import cut_release
from tests.cms.county_records import make_agreement, make_brand, make_news, make_public_deed
from tests.cms.desk_records import make_area, make_value

PAGES = (DeedPage, BrandPage, AgreementPage, NewsPage, PlainPage, SectionPage)
RECORDS = (Area, Organisation, Indicator, Dataset)
ACTS = (
    "rename", "say", "slug", "move", "unpublish", "publish", "delete", "add", "restrict", "open", "link", "picture",
    "record_name", "record_down", "record_up", "parent", "value", "date", "day", "evidence", "identity", "draft",
    "correct",
)  # fmt: skip

Act = tuple[str, int, int]


class RandomDesk:
    """Acts on whatever a number picks. `today` is what the clock says."""

    def __init__(self, today: datetime) -> None:
        self.today = today
        self.count = 0

    def do(self, act: Act) -> None:
        """One act; nothing where there is nothing to act on, or where the desk refuses."""
        name, first, second = act
        self.count += 1
        with suppress(ValidationError), transaction.atomic():
            getattr(self, f"_{name}")(first, second)

    def _page(self, number: int, kinds: Sequence[Any] = PAGES) -> Any | None:
        found = [page for kind in kinds for page in kind.objects.order_by("pk")]
        return found[number % len(found)] if found else None

    @staticmethod
    def _record(number: int, kinds: Sequence[Any] = RECORDS) -> Any:
        found = [record for kind in kinds for record in kind.objects.order_by("pk")]
        return found[number % len(found)]

    def _rename(self, first: int, second: int) -> None:
        if page := self._page(first):
            page.title = f"{page.title[:20]}{second}"
            page.save_revision().publish()

    def _say(self, first: int, second: int) -> None:
        if page := self._page(first):
            page.summary = f"第 {self.count} 次说明"
            if isinstance(page, AgreementPage):
                page.needs.get_object_list()[0].state = ("done", "dropped", "planned")[second % 3]
            page.save_revision().publish()

    def _slug(self, first: int, second: int) -> None:
        page = self._page(first)
        if page and not isinstance(page, SectionPage):
            page.slug = f"{page.slug[:20]}-{self.count}"
            page.save_revision().publish()

    def _move(self, first: int, second: int) -> None:
        page, section = self._page(first, PAGES[:-1]), self._page(second, (SectionPage,))
        if page and section and page.can_move_to(section) and page.get_parent().pk != section.pk:
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=section.pk), pos="last-child")

    def _unpublish(self, first: int, second: int) -> None:
        if page := self._page(first):
            page.unpublish()

    def _publish(self, first: int, second: int) -> None:
        if page := self._page(first):
            page.save_revision().publish()

    def _delete(self, first: int, second: int) -> None:
        page = self._page(first, (NewsPage, BrandPage, AgreementPage))
        if page:
            page.delete()

    def _add(self, first: int, second: int) -> None:
        section = self._page(first, (SectionPage,))
        unit, area = self._record(second, (Organisation,)), self._record(second, (Area,))
        deed = self._page(second, (DeedPage,))
        if section is None:
            return
        slug = f"new-{self.count}"
        kind = second % 5
        if kind == 0:
            make_area(
                f"230822-{slug}", name=f"社区{self.count}", name_en="New", kind="community", parent=area
            )
        elif kind == 1:
            make_public_deed(section, area, slug=slug, organisation=unit, title=f"好事{self.count}")
        elif kind == 2:
            make_brand(section, slug=slug, area=area, organisation=unit)
        elif kind == 3:
            make_agreement(section, unit, deed, slug=slug, community=area)
        else:
            make_news(section, slug=slug, topic=("service", "governance")[second % 2])

    def _restrict(self, first: int, second: int) -> None:
        if page := self._page(first):
            PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")

    def _open(self, first: int, second: int) -> None:
        PageViewRestriction.objects.all().delete()

    def _link(self, first: int, second: int) -> None:
        """A body that names another page, an indicator and its numbers."""
        page, other = self._page(first, (DeedPage, NewsPage)), self._page(second)
        if page and other:
            text = f'<p><a linktype="page" id="{other.pk}">看这里</a>，<a href="/areas/">区域</a></p>'
            number = {"indicator": self._record(second, (Indicator,)).pk, "form": "number", "caption": ""}
            page.body = json.dumps(
                [{"type": "paragraph", "value": text}, {"type": "indicator", "value": number}]
            )
            page.save_revision().publish()

    def _picture(self, first: int, second: int) -> None:
        """A strip with a picture, or another credit, or another file."""
        picture = Picture.objects.order_by("pk").first()
        if picture is not None and second % 3 == 0:
            picture.credit = f"拍摄 {self.count}"
            picture.save()
            return
        output = io.BytesIO()
        Image.new("RGB", (8, 6), (self.count % 256, 9, 9)).save(output, "PNG")
        file = ImageFile(io.BytesIO(output.getvalue()), f"p{self.count}.png")
        if picture is not None and second % 3 == 1:
            picture.file, picture.file_hash = file, ""
            picture.save()
            return
        picture = picture or Picture.objects.create(title="图", file=file, credit="社区")
        deed = self._page(first, (DeedPage,))
        if deed:
            value = {"image": picture.pk, "alternative": "图上有树", "caption": "", "stage": "after"}
            deed.pictures = json.dumps([{"type": "picture", "value": value}])
            deed.save_revision().publish()

    def _record_name(self, first: int, second: int) -> None:
        record = self._record(first)
        name = "title_zh" if isinstance(record, Dataset) else record.name_field
        setattr(record, name, f"{getattr(record, name)[:20]}{second}")
        record.save_revision().publish()

    def _record_down(self, first: int, second: int) -> None:
        self._record(first).unpublish()

    def _record_up(self, first: int, second: int) -> None:
        for kind in RECORDS:
            for record in kind._default_manager.filter(live=False):
                record.save_revision().publish()

    def _parent(self, first: int, second: int) -> None:
        unit, above = self._record(first, (Organisation,)), self._record(second, (Organisation,))
        unit.parent = above if above.pk != unit.pk and above.parent_id != unit.pk else None
        unit.save_revision().publish()

    def _value(self, first: int, second: int) -> None:
        """Another year, or a revision of one that is there."""
        indicator, area = self._record(first, (Indicator,)), self._record(second, (Area,))
        same = Observation.objects.filter(indicator=indicator, area=area, period="2025")
        facts = {"revision": same.count() + 1, "reason": "核对后更正"}
        make_value(indicator, area, str(1000 + self.count), **facts)

    def _date(self, first: int, second: int) -> None:
        page = self._page(first, (AgreementPage,))
        if page:
            page.valid_until = page.signed_on + timedelta(days=600 + 20 * second)
            page.save_revision().publish()

    def _day(self, first: int, second: int) -> None:
        """Some weeks pass, and with them the states of agreements."""
        self.today += timedelta(days=1 + 20 * (first % 6))

    def _evidence(self, first: int, second: int) -> None:
        Evidence.objects.update(title=f"总结{second}")

    def _identity(self, first: int, second: int) -> None:
        identity = Identity.objects.first() or Identity()
        identity.footer_note = f"说明 {second}"
        identity.save()

    def _correct(self, first: int, second: int) -> None:
        """A line in the log of corrections, or a release that corrects."""
        if second % 2:
            self._value(first, second)
            dataset = Dataset.objects.filter(live=True, code="governance-indicators").first()
            if dataset is not None:
                cut_release(dataset, by=None, kind="correction", note=f"更正 {self.count}", at=self.today)
            return
        log, page = CorrectionsPage.objects.first(), self._page(first)
        if log is None:
            log = HomePage.objects.get().add_child(
                instance=CorrectionsPage(title="更正记录", slug="corrections")
            )
        path = (page.relative_url(None) or "") if page else ""
        log.entries.add(
            CorrectionEntry(day=self.today.date(), what=f"第 {self.count} 处", path=path, now="新的")
        )
        log.save_revision().publish()

    def _draft(self, first: int, second: int) -> None:
        """Nothing of this may show."""
        if page := self._page(first):
            page.title = f"草稿{self.count}"
            page.save_revision()


def first_day() -> date:
    """A day on which the agreement of the small county is in force."""
    return date(2026, 11, 23)
