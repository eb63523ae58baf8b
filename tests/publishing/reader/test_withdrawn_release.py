"""What the reader answers about a release whose data were withdrawn for privacy."""

import json
from http import HTTPStatus

import pytest

from publishing.reader.current import current_edition
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import DATASET, NEIGHBOURS, EditionsOnDisk
from tests.publishing.reader.wsgi_client import WsgiClient

HOME = f"/data/{DATASET}"
FIRST, SECOND = "2026-11-20", "2026-11-23"


@pytest.fixture
def withdrawn(reader: WsgiClient, editions: EditionsOnDisk) -> WsgiClient:
    """The reader over an edition made after the second release was withdrawn."""
    assert reader.get(f"{HOME}/{SECOND}/rows.json").status == HTTPStatus.OK
    (editions.folder.releases / DATASET / SECOND / f"{DATASET}.json").unlink()
    editions.publish(2, FILES)
    return reader


@pytest.mark.parametrize(
    "target", [f"{SECOND}/rows.json", f"{SECOND}/rows.csv", "latest/rows.json?as_of=2026-11-23"]
)
def test_its_rows_are_gone(withdrawn: WsgiClient, target: str) -> None:
    reply = withdrawn.get(f"{HOME}/{target}")
    document = json.loads(reply.body)
    assert (reply.status, document["status"]) == (HTTPStatus.GONE, HTTPStatus.GONE)
    assert document["type"].endswith("/codes/problems.json#release-withdrawn")
    assert document["errors"][0]["allowed"] == [FIRST]
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert "immutable" not in reply.headers.get("cache-control", "")
    assert withdrawn.head(f"{HOME}/{target}").headers == reply.headers


def test_latest_is_the_release_before(withdrawn: WsgiClient) -> None:
    reply = withdrawn.get(f"{HOME}/latest/rows.json")
    assert json.loads(reply.body)["release"] == FIRST
    assert reply.headers["content-location"] == f"{HOME}/{FIRST}/rows.json"


def test_its_observations_are_gone(withdrawn: WsgiClient) -> None:
    path = f"/id/obs/{NEIGHBOURS}/230822/2025/r"
    first = json.loads(withdrawn.get(f"{path}1", accept="application/json").body)
    assert (first["current"], first["replaced_by"]) == (True, None)
    assert withdrawn.get(f"{path}2", accept="application/json").status == HTTPStatus.NOT_FOUND


def test_an_edition_has_one_index_of_each_dataset(reader: WsgiClient) -> None:
    edition = current_edition().get()
    assert edition is not None
    assert edition.index(DATASET) is edition.index(DATASET)
    assert [dataset.code for dataset in edition.catalogue.datasets] == [DATASET]
