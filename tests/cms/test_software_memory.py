"""New software that says the same as the old one renders everything once, not at every build."""

import pytest

from cms.build_memory import read_memory
from cms.publish import publish
from cms.signing import data_folder
from tests.cms.county_records import make_county


def test_what_new_software_rendered_is_remembered_though_nothing_is_new(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_county()
    publish()
    publish()
    old = read_memory(data_folder())
    monkeypatch.setattr("cms.build_memory.software_digest", lambda: "another")
    monkeypatch.setattr("cms.releases.software_digest", lambda: "another")
    assert not publish().changed
    new = read_memory(data_folder())
    assert new.common != old.common
    assert {code: known.made_by for code, known in new.cut.items()} != {
        code: known.made_by for code, known in old.cut.items()
    }
