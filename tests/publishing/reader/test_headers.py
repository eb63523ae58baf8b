"""What follows from a path alone."""

import pytest

from publishing.reader.headers import IMMUTABLE, SHORT, cache_control, is_open, safety, speaks_problems


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        ("/", SHORT),
        ("/deeds/2026/", SHORT),
        ("/static/site.1a2b3c4d.css", IMMUTABLE),
        ("/media/0123abcd.jpg", IMMUTABLE),
        ("/files/0123abcd/report.pdf", IMMUTABLE),
        ("/data/", SHORT),
        ("/data/good-deeds/", SHORT),
        ("/data/good-deeds/releases.json", SHORT),
        ("/data/good-deeds/latest/good-deeds.csv", SHORT),
        ("/data/good-deeds/2026-11-23/good-deeds.csv", IMMUTABLE),
        ("/data/good-deeds/2026-11-23.12/rows.json", IMMUTABLE),
        ("/edition.json", SHORT),
        ("/static-page/", SHORT),
    ],
)
def test_cache_classes(path: str, cached: str) -> None:
    assert cache_control(path) == cached


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("/", False),
        ("/deeds/", False),
        ("/static/site.1a2b3c4d.css", False),
        ("/media/0123abcd.jpg", False),
        ("/deeds/index.json", True),
        ("/data/good-deeds/", True),
        ("/data", True),
        ("/database/", False),
        ("/codes/units.json", True),
        ("/id/obs/a/b/2025/r1", True),
        ("/feeds/deeds.atom", True),
        ("/edition/manifest.json.minisig", True),
        ("/edition.json", True),
        ("/content.json", True),
    ],
)
def test_which_paths_scripts_of_other_sites_may_read(path: str, public: bool) -> None:
    assert is_open(path) is public
    assert (("Access-Control-Allow-Origin", "*") in safety(path, "http://a")) is public


@pytest.mark.parametrize(
    ("path", "json"),
    [
        ("/data/x", True),
        ("/id/obs/x", True),
        ("/codes/", True),
        ("/api/x", True),
        ("/database/", False),
        ("/x/", False),
    ],
)
def test_where_errors_are_problems(path: str, json: bool) -> None:
    assert speaks_problems(path) is json


def test_transport_security_only_where_the_site_is_https() -> None:
    assert "Strict-Transport-Security" in dict(safety("/", "https://example.gov.cn"))
    assert "Strict-Transport-Security" not in dict(safety("/", "http://127.0.0.1:8000"))


def test_the_policy_admits_nothing_inline_and_no_frame() -> None:
    policy = dict(safety("/", "http://a"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
