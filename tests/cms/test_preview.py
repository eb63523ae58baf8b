"""What the desk shows is what the edition will hold; only addresses differ."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cms.models import Dataset, DeedPage, HomePage, Indicator, User

HASHED = re.compile(r"(/static/[\w/-]+)\.[0-9a-f]{8}(\.\w+)")
RIBBON = re.compile(r"<(aside|div)[^>]*preview-ribbon.*?</\1>", re.DOTALL)


def same(html: str) -> str:
    """HTML with what may differ taken out: hashes of static files, and the ribbon."""
    return HASHED.sub(r"\1\2", html).strip()


@pytest.mark.parametrize("path", ["/", "/deeds/", "/deeds/wenzheng-pavilion/", "/about/"])
def test_the_desk_shows_the_edition(path: str, client: Client, edition: Callable[[], Path]) -> None:
    published = (edition() / path.strip("/") / "index.html").read_text()
    assert same(client.get(path).content.decode()) == same(published)


@pytest.mark.parametrize(
    ("subject", "path"),
    [
        (lambda: DeedPage.objects.get(), "deeds/wenzheng-pavilion"),
        (lambda: HomePage.objects.get(), "."),
        (lambda: Indicator.objects.get(code="service-items"), "indicators/service-items"),
        (lambda: Dataset.objects.get(code="good-deeds"), "data/good-deeds"),
    ],
)
def test_preview_has_the_body_of_the_published_page(
    subject: Callable[[], DeedPage], path: str, edition: Callable[[], Path], editor: User
) -> None:
    published = (edition() / path / "index.html").read_text()
    previewed = subject().make_preview_request().content.decode()
    main = re.compile(r"<main.*?</main>", re.DOTALL)
    ours, theirs = main.search(published), main.search(previewed)
    assert ours and theirs
    assert same(theirs[0]) == same(ours[0])
    assert "预览" in previewed
    assert "预览" not in published


def test_data_at_the_desk_is_that_of_the_edition(client: Client, edition: Callable[[], Path]) -> None:
    folder = edition()
    name = "data/governance-indicators/latest/governance-indicators.csv"
    answer = client.get(f"/{name}")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert body == (folder / name).read_bytes()
    assert client.get("/data/governance-indicators/latest/rows.json?limit=1").json()["count"] == 35
    assert client.get("/id/obs/service-items/230822/2025/r1").status_code == 200
