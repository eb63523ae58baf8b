"""Link headers of data."""

from publishing.reader.links import links_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def links(path: str, *known: str) -> dict[str, str]:
    return dict(links_of(path, "/zhili", LICENCE, set(known).__contains__))


def test_a_file_of_a_release_names_its_schema_its_licence_and_the_newest() -> None:
    found = links("/data/x/2026-11-23/x.csv", "/data/x/2026-11-23/schema.json", "/data/x/latest/x.csv")
    assert found["Link"] == (
        '</zhili/data/x/2026-11-23/schema.json>; rel="describedby", '
        f'</zhili/data/x/latest/x.csv>; rel="latest-version", <{LICENCE}>; rel="license"'
    )


def test_no_link_leads_nowhere() -> None:
    assert links("/data/x/2026-11-23/x.csv") == {"Link": f'<{LICENCE}>; rel="license"'}


def test_latest_is_not_its_own_newest_version() -> None:
    found = links("/data/x/latest/x.csv", "/data/x/latest/x.csv", "/data/x/latest/schema.json")
    assert "latest-version" not in found["Link"]
    assert '</zhili/data/x/latest/schema.json>; rel="describedby"' in found["Link"]


def test_other_paths_have_no_links() -> None:
    assert links("/data/x/") == {}
    assert links("/deeds/") == {}
