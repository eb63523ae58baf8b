"""What staff may put into blocks, and what they are told when it is too much or does not fit."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.models import Attachment, HomePage, Picture
from cms.models.blocks import PhotoBlock
from tests.cms.block_world import STREAM, cleaned
from tests.cms.desk_records import make_home


def told(error: Any) -> str:
    """Every message of an error, however deep."""
    if isinstance(error, dict):
        return " ".join(told(part) for part in error.values())
    if isinstance(error, list):
        return " ".join(map(told, error))
    if hasattr(error, "as_json_data"):
        return told(error.as_json_data())
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def refused(kind: str, value: Any) -> str:
    """What is said against the value."""
    with pytest.raises(ValidationError) as caught:
        cleaned(kind, value)
    return told(caught.value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", {"text": "长" * 61, "level": "h2"}),
        ("heading", {"text": "", "level": "h2"}),
        ("heading", {"text": "甲", "level": "h1"}),
        ("paragraph", f"<p>{'长' * 10_001}</p>"),
        ("quotation", {"text": "长" * 501, "source": "甲"}),
        ("quotation", {"text": "话", "source": ""}),
        ("timeline", {"entries": [], "checked": False}),
        ("timeline", {"entries": [{"period": "2024", "text": "事"}] * 41, "checked": False}),
        ("timeline", {"entries": [{"period": "2024", "text": "长" * 301}], "checked": False}),
        ("button", {"label": "长" * 21, "page": None, "url": "https://example.com/"}),
        ("attachment", {"attachment": None, "title": ""}),
        ("indicator", {"indicator": None, "form": "number", "caption": ""}),
    ],
)
def test_limits(kind: str, value: Any, db: None) -> None:
    assert refused(kind, value)


@pytest.mark.parametrize("period", ["2024-13", "2024-02-30", "二〇二四", "24", "2024.6"])
def test_a_period_has_one_of_the_published_forms(period: str) -> None:
    value = {"entries": [{"period": period, "text": "事"}], "checked": False}
    assert "2025-06-01" in refused("timeline", value)


def entries(*periods: str, checked: bool) -> dict[str, Any]:
    """A timeline of these periods."""
    return {"entries": [{"period": period, "text": "事"} for period in periods], "checked": checked}


def test_a_timeline_that_runs_backwards_is_told_where() -> None:
    backwards = entries("2024", "2025-06", "2025-S1", checked=True)
    assert "这一条比上一条早" in refused("timeline", backwards)
    with pytest.raises(ValidationError) as caught:
        cleaned("timeline", backwards)
    assert list(caught.value.block_errors["entries"].block_errors) == [2]  # type: ignore[attr-defined]
    assert cleaned("timeline", entries("2025", "2024", checked=False))
    assert cleaned("timeline", entries("2024", "2024", "2024-06", checked=True)), (
        "equal and finer ones are in order"
    )


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page."""
    return make_home()


def button(page: Any, url: str) -> dict[str, Any]:
    """The value of a button."""
    return {"label": "去看看", "page": page, "url": url}


def test_a_button_has_exactly_one_target(home: HomePage) -> None:
    assert "只能有一个" in refused("button", button(home, "https://example.com/"))
    assert "请选一个本站页面" in refused("button", button(None, ""))
    assert cleaned("button", button(home, ""))["page"].pk == home.pk
    assert cleaned("button", button(None, "https://example.com/a"))["url"] == "https://example.com/a"


@pytest.mark.parametrize(
    "url", ["http://example.com/", "javascript:alert(1)", "//example.com", "example.com", "https://"]
)
def test_a_button_takes_https_alone(url: str, home: HomePage) -> None:
    assert "https://" in refused("button", button(None, url))


def test_a_draft_may_lack_things_but_not_have_too_many(home: HomePage) -> None:
    """Saving by itself, the desk keeps what is half written."""
    stream = STREAM.to_python(
        [
            {"type": "button", "value": button(None, "")},
            {"type": "timeline", "value": entries("", checked=True)},
            {"type": "table", "value": {"data": [["甲"]], "table_header_choice": "", "table_caption": ""}},
            {"type": "picture", "value": {"image": None, "alternative": "", "caption": ""}},
        ]
    )
    with pytest.raises(StreamBlockValidationError) as caught:
        STREAM.clean(stream)
    assert sorted(caught.value.block_errors) == [0, 1, 2, 3]
    assert len(STREAM.clean_deferred(stream)) == 4
    both = STREAM.to_python([{"type": "button", "value": button(home.pk, "https://example.com/")}])
    with pytest.raises(StreamBlockValidationError):
        STREAM.clean_deferred(both)


def test_a_picture_needs_its_words(db: None) -> None:
    picture = Picture.objects.create(title="图", file="x.jpg", width=1, height=1)
    with pytest.raises(ValidationError):
        PhotoBlock().clean(PhotoBlock().normalize({"image": picture, "alternative": "", "caption": ""}))
    one = {"image": picture, "alternative": "树", "caption": ""}
    assert "最小" in refused("gallery", {"pictures": [one], "caption": ""})
    assert "最大" in refused("gallery", {"pictures": [one] * 13, "caption": ""})
    assert cleaned("gallery", {"pictures": [one] * 2, "caption": ""})


def test_a_body_has_limits_for_each_kind_and_for_all(db: None) -> None:
    attachment = Attachment.objects.create(title="表", file="documents/a.pdf")
    value = {"attachment": attachment.pk, "title": ""}
    stream = STREAM.to_python([{"type": "attachment", "value": value}] * 41)
    with pytest.raises(StreamBlockValidationError, match="Validation error") as caught:
        STREAM.clean(stream)
    assert "附件: 条目的最大数是40" in told(caught.value)
    many = STREAM.to_python([{"type": "heading", "value": "甲"}] * 201)
    with pytest.raises(StreamBlockValidationError):
        STREAM.clean(many)


def test_a_heading_stored_as_text_opens_in_the_editor() -> None:
    """Bodies written before headings had a level."""
    stream = STREAM.to_python([{"type": "heading", "value": "旧的"}])
    assert STREAM.get_form_state(stream)[0]["value"] == {"text": "旧的", "level": ["h2"]}
    assert stream.get_prep_value()[0]["value"] == {"text": "旧的", "level": "h2"}
