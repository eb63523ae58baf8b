"""A build asks the database as often for many records as for few."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import AgreementPage, Area, BrandPage, DeedPage, NewsPage, Organisation, SectionPage
from cms.publish import submission
from cms.registers import REGISTERS
from tests.cms.county_records import (
    COMMUNITY,
    UNIT,
    make_agreement,
    make_brand,
    make_county,
    make_news,
    make_organisation,
    make_public_deed,
)
from tests.cms.desk_records import make_area


def more(number: int) -> None:
    """One more of everything, each with its relations."""
    sections = {section.slug: section for section in SectionPage.objects.all()}
    facts = {"name": f"社区{number}", "name_en": f"Area {number}", "kind": "community"}
    make_area(f"230822-{number}", **facts)
    # All in one area: each page of a list asks for its entries, so another list would ask again.
    area = Area.objects.get(code=COMMUNITY)
    above = Organisation.objects.get(code=UNIT)
    unit = make_organisation(f"unit-{number}", kind="team", parent=above, area=area)
    deed = make_public_deed(sections["deeds"], area, slug=f"deed-{number}", organisation=unit)
    make_brand(sections["brands"], slug=f"brand-{number}", area=area, organisation=unit)
    make_agreement(sections["agreements"], unit, deed, slug=f"agreement-{number}", community=area)
    make_news(sections["news"], slug=f"news-{number}")


def queries() -> int:
    """How many one build takes, with the rows of every register."""
    with CaptureQueriesContext(connection) as asked:
        submission(timezone.now())
        for register in REGISTERS.values():
            register.rows()
    return len(asked)


def test_the_number_of_queries_stays_the_same(db: None) -> None:
    make_county()
    for number in range(1, 7):
        more(number)
    few = queries()
    for number in range(7, 13):
        more(number)
    pages = (DeedPage, BrandPage, AgreementPage, NewsPage)
    assert {model.objects.live().count() for model in pages} == {13}
    assert queries() <= few
