"""What is taken back, or was stored past the desk, leaves no dead link and does not stop publication for long."""

from collections.abc import Iterable

import pytest
from django.utils import timezone

from cms.identity import home_page
from cms.models import Area, BrandIndicator, BrandPage, Dataset, Indicator, NewsPage, Organisation
from cms.public_content import PublicContent
from cms.publish import publish, submission
from cms.registers import REGISTERS
from cms.releases import cut_due
from cms.signing import data_folder
from publishing.contract import StoredObject, Submission
from publishing.edition.store import Store
from publishing.resource import BadSubmission
from tests.cms.county_records import make_county, make_organisation


@pytest.fixture(autouse=True)
def county(db: None) -> None:
    """A record of every type."""
    make_county()


def built() -> Submission:
    """The releases that are due, and every page."""
    cut_due(PublicContent(home_page(), timezone.localdate()), {})
    return submission(timezone.now())


def naming(submitted: Submission, words: str) -> list[str]:
    """The paths of what holds these words."""
    store = Store(data_folder().objects)
    return [
        item.path
        for item in submitted.items
        if isinstance(item.body, StoredObject)
        and words.encode() in store.path(item.body.plain.sha256).read_bytes()
    ]


def unpublish(records: Iterable[Dataset]) -> None:
    """Take them back as the desk does."""
    for record in records:
        record.unpublish()


@pytest.mark.parametrize("code", REGISTERS)
def test_nothing_links_to_a_dataset_that_was_taken_back(code: str) -> None:
    Indicator.objects.update(count={"good-deeds": "completed-deeds"}.get(code, "agreements"))
    assert naming(built(), f"/data/{code}/")
    unpublish(Dataset.objects.filter(code=code))
    assert naming(built(), f"/data/{code}/") == []


@pytest.mark.parametrize("model", [Indicator, Area])
def test_a_number_goes_with_its_indicator_and_its_area_before_the_next_release(
    model: type[Indicator | Area],
) -> None:
    Dataset.objects.filter(code="governance-indicators").update(rhythm="by-hand")
    brand = BrandPage.objects.get()
    brand.indicator_links = [BrandIndicator(indicator=Indicator.objects.get())]
    brand.save_revision().publish()
    observation = "/id/obs/wishes/230822/2025/r1"
    page = f"/brands/{brand.slug}/"
    assert {page, f"{page}index.json"} <= set(naming(built(), observation))
    model.objects.get(code="wishes" if model is Indicator else "230822").unpublish()
    assert naming(built(), observation) == []


def test_a_tree_that_runs_in_a_circle_is_shown_all_the_same() -> None:
    first = Organisation.objects.get(kind="work-committee")
    second = make_organisation("second", name="另一个", kind="team", parent=first)
    # As two scheduled publications can leave it, each of which was in order when it was written.
    Organisation.objects.filter(pk=first.pk).update(parent=second)
    paths = {item.path for item in built().items}
    assert {first.public_path(), second.public_path(), "/organisations/wenzheng-branch/"} <= paths


@pytest.mark.parametrize("model", [NewsPage, Area])
def test_what_was_never_published_is_named(model: type[NewsPage | Area]) -> None:
    record = model.objects.order_by("pk").last()
    assert record is not None
    model.objects.filter(pk=record.pk).update(first_published_at=None)
    with pytest.raises(BadSubmission, match=f"“{record}”没有首次发布的时间"):
        publish()
    record.refresh_from_db()
    record.save_revision().publish()
    publish()
