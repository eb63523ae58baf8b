"""Control characters from a PDF do not reach a page."""

import pytest

from cms.invisible import without_control_characters
from cms.models import DeedPage
from tests.cms.conftest import publish_page


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("凉\x0b亭", "凉亭"),
        ("a\nb\tc\r\n", "a\nb\tc\r\n"),
        ("\x00\x1f\x7f\ufffe", ""),
        ("桦南 2026", "桦南 2026"),
    ],
)
def test_control_characters_go_and_the_rest_stays(text: str, clean: str) -> None:
    assert without_control_characters(text) == clean


def test_a_pasted_title_is_cleaned(deed: DeedPage) -> None:
    deed.title = "文政\x0b社区\x02凉亭"
    deed.full_clean()
    publish_page(deed)
    assert DeedPage.objects.get().title == "文政社区凉亭"
