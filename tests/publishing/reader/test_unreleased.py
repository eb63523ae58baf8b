"""A dataset that is described but has no release answers nothing, and breaks nothing."""

import json
from http import HTTPStatus
from pathlib import Path

import pytest
from pytest_django import Settings

from publishing.folder import DataFolder
from tests.publishing.reader.conftest import FILES, client_of
from tests.publishing.reader.edition_on_disk import DATASET, NEIGHBOURS, EditionsOnDisk


@pytest.mark.parametrize(
    "path", [f"/data/{DATASET}/latest/rows.json", f"/id/obs/{NEIGHBOURS}/230822/2025/r1"]
)
def test_a_dataset_without_a_release(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    editions = EditionsOnDisk(DataFolder(tmp_path / "data"))
    editions.publish(1, FILES)
    reply = client_of(editions.folder.root, settings, monkeypatch).get(path)
    assert reply.status == HTTPStatus.NOT_FOUND
    assert json.loads(reply.body)["status"] == HTTPStatus.NOT_FOUND
