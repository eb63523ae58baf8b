"""Wrong settings stop the start with words that say what to do."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost/zhili", "http://[::1]:8000"])
def test_a_trial_stays_on_this_machine(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUANAN_REVIEWS", "0")
    assert environment.reviews(url) == 0
    with pytest.raises(ImproperlyConfigured, match="本机"):
        environment.reviews("https://www.example.gov.cn")


def test_reviews_are_three_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUANAN_REVIEWS", raising=False)
    assert environment.reviews("https://www.example.gov.cn") == 3
    monkeypatch.setenv("HUANAN_REVIEWS", "1")
    with pytest.raises(ImproperlyConfigured, match="HUANAN_REVIEWS"):
        environment.reviews("http://127.0.0.1")


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "www.example.gov.cn", "http://", "https://x/?a=1", "https://x/#a"]
)
def test_a_base_url_is_an_address(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="BASE_URL"):
        environment.base_url()


def test_a_trailing_slash_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", "https://www.example.gov.cn/zhili/")
    assert environment.base_url() == "https://www.example.gov.cn/zhili"


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert len(first) > 50
    assert environment.secret_key(tmp_path) == first
    path = tmp_path / "keys/django-secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [child.name for child in path.parent.iterdir()] == [path.name]
