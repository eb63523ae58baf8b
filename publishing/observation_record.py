"""One observation at its own address: the row, every published revision of it, and what replaced it."""

import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publishing.code_lists import METHOD_LISTS, label_zh
from publishing.columns import DATA
from publishing.contract import Catalogue, Dataset, Link
from publishing.difference import Record
from publishing.index import DatasetIndex, IndexedRelease
from publishing.json_text import json_text, read_json
from publishing.observations import number_view, observation_path
from publishing.page_view import EvidenceView, NumberView, ObservationView, RevisionView, Thing
from publishing.period import FORMS, is_period
from publishing.problems import ParameterError, Problem, problem, refused, shown, unknown_code
from publishing.quantity import quantity_text

_PATH = re.compile(
    r"/id/obs/(?P<indicator>[^/]+)/(?P<area>[^/]+)/(?P<period>[^/]+)/r(?P<revision>[1-9][0-9]{0,5})"
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as published: the row, and the first release that holds it."""

    row: Record
    release: IndexedRelease
    current: bool
    """True where the latest release holds it."""


@dataclass(frozen=True, slots=True)
class ObservationRecord:
    """The revision asked for, among all published ones of its key, in the order of publication."""

    dataset: Dataset
    asked: Revision
    revisions: tuple[Revision, ...]

    @property
    def replaced_by(self) -> Revision | None:
        """The revision in force, where that is another one."""
        return next((known for known in self.revisions if known.current and known is not self.asked), None)


def find_observation(index: DatasetIndex, dataset: Dataset, path: str) -> ObservationRecord | None:
    """The observation at a path `/id/obs/…` in an attested dataset, or None. Withdrawn releases do not count."""
    if not _PATH.fullmatch(path) or "\0" in path or not path.isprintable():
        return None
    revisions = _revisions(index, path[: path.rindex("/r") + 2])
    asked = next((known for known in revisions if known.row["id"] == path), None)
    return ObservationRecord(dataset, asked, revisions) if asked else None


def observation_problem(path: str, catalogue: Catalogue) -> Problem:
    """The answer where a path below /id/obs/ holds nothing: 400 for a bad code or period, else 404."""
    found = _PATH.fullmatch(path)
    if found is None:
        form = observation_path("{indicator}", "{area}", "{period}", 1)
        return problem("observation-not-found", 404, f"观测值的地址应写成 {form}。")
    errors = [error for name in ("indicator", "area") if (error := _bad_code(name, found[name], catalogue))]
    if not is_period(found["period"]):
        detail = f"“{shown(found['period'])}”不是时期，写法例如 {'、'.join(FORMS)}。"
        errors.append(ParameterError("period", "bad-period", detail))
    if errors:
        return refused(errors).problem
    return problem("observation-not-found", 404, "没有公布过这个观测值，或没有这一次修订。")


def observation_view(record: ObservationRecord, catalogue: Catalogue) -> ObservationView:
    """What `pages/observation.html` shows."""
    row, dataset = record.asked.row, record.dataset
    number = number_view(row, catalogue)
    heading = f"{number.label}：{quantity_text(number.quantity)}"
    home = f"/data/{dataset.code}/"
    return ObservationView(
        path=str(row["id"]),
        title=heading,
        description=f"{number.area}，{number.period}。{heading}。",
        breadcrumbs=(Link("首页", "/"), Link("开放数据", "/data/"), Link(dataset.title_zh, home)),
        published=record.asked.release.published,
        modified=max(known.release.published for known in record.revisions),
        column=DATA,
        keywords=(number.label, number.area, number.period),
        thing=_thing(number, row),
        has_twin=False,
        template="pages/observation.html",
        number=number,
        unit_code=str(row["unit"]),
        qualifier=_label(catalogue, "qualifiers", str(row["qualifier"])),
        status=_label(catalogue, "obs-status", str(row["status"])),
        note=number.note,
        evidence=_evidence(row, catalogue),
        release=Link(record.asked.release.id, home),
        revisions=tuple(_revision_view(known, catalogue) for known in record.revisions),
        replaced_by=_replacement(record, catalogue),
    )


def _thing(number: NumberView, row: Record) -> Thing:
    """The value, what it counts, where and when."""
    machine = number.quantity.machine
    value = (("value", Decimal(machine)),) if machine else ()
    return Thing(
        type="Observation",
        facts=(
            ("variableMeasured", Link(number.label, number.indicator_path)),
            ("observationAbout", Link(number.area, f"/areas/{row['area']}/")),
            ("observationDate", str(row["period"])),
            *value,
            ("unitText", number.quantity.unit),
            ("measurementQualifier", number.quantity.before or number.quantity.after),
        ),
    )


def observation_json(record: ObservationRecord, catalogue: Catalogue) -> bytes:
    """The same for machines: the row as released, its evidence, every revision, and what replaced it."""
    asked, newer = record.asked, record.replaced_by
    evidence = _evidence(asked.row, catalogue)
    document: dict[str, Any] = {
        "id": asked.row["id"],
        "dataset": record.dataset.code,
        "release": asked.release.id,
        "published": asked.release.published.isoformat(timespec="seconds"),
        "licence": asked.release.licence,
        "cite": asked.release.cite,
        "current": asked.current,
        "replaced_by": newer.row["id"] if newer else None,
        "item": asked.row,
        "evidence": _evidence_fields(evidence) if evidence else None,
        "revisions": [_revision_fields(known) for known in record.revisions],
    }
    return f"{json_text(document)}\n".encode()


def _revisions(index: DatasetIndex, stem: str) -> tuple[Revision, ...]:
    """All revisions of one key: their ids differ only in the digits after the stem. Each counts where it is first."""
    first: dict[str, tuple[str, IndexedRelease]] = {}
    in_force: set[str] = set()
    for release in index.releases_with(stem):
        with closing(index.open(release)) as connection:
            # ":" follows "9".
            found = connection.execute(
                "SELECT v_id, item FROM rows WHERE v_id >= ? AND v_id < ?", [stem, stem + ":"]
            ).fetchall()
        for name, item in found:
            first.setdefault(name, (item, release))
        in_force = {name for name, _ in found}  # in the end those of the newest release
    return tuple(
        Revision(read_json(item), release, name in in_force) for name, (item, release) in first.items()
    )


def _bad_code(name: str, code: str, catalogue: Catalogue) -> ParameterError | None:
    codes = catalogue.code_list(f"{name}s")
    if codes is None or codes.find(code):
        return None
    return unknown_code(name, code, codes)


def _label(catalogue: Catalogue, name: str, code: str) -> str:
    codes = catalogue.code_list(name) or next(codes for codes in METHOD_LISTS if codes.name == name)
    return label_zh(codes, code)


def _evidence(row: Record, catalogue: Catalogue) -> EvidenceView | None:
    codes = catalogue.code_list("evidence")
    entry = codes.find(str(row["evidence"])) if codes and row["evidence"] else None
    if entry is None:
        return None
    facts: Mapping[str, str] = dict(entry.attributes)
    return EvidenceView(
        kind=facts.get("kind", ""),
        title=entry.label_zh,
        issuer=facts.get("issuer", ""),
        locator=str(row["locator"] or ""),
        sha256=facts.get("sha256", ""),
    )


def _evidence_fields(evidence: EvidenceView) -> dict[str, str]:
    return {name: getattr(evidence, name) for name in ("kind", "title", "issuer", "locator", "sha256")}


def _revision_view(known: Revision, catalogue: Catalogue) -> RevisionView:
    revision = known.row["revision"]
    if not isinstance(revision, int | Decimal):
        raise TypeError(f"the revision of {known.row['id']} is not a number")
    return RevisionView(
        revision=int(revision),
        quantity=number_view(known.row, catalogue).quantity,
        release=known.release.id,
        published=known.release.published,
        address=str(known.row["id"]),
        current=known.current,
        note=str(known.row["note"] or known.release.note),
    )


def _revision_fields(known: Revision) -> dict[str, Any]:
    row = known.row
    return {
        "id": row["id"],
        "revision": row["revision"],
        "value": row["value"],
        "qualifier": row["qualifier"],
        "status": row["status"],
        "note": row["note"],
        "release": known.release.id,
        "published": known.release.published.isoformat(timespec="seconds"),
        "current": known.current,
    }


def _replacement(record: ObservationRecord, catalogue: Catalogue) -> Link | None:
    newer = record.replaced_by
    if newer is None:
        return None
    return Link(quantity_text(number_view(newer.row, catalogue).quantity), str(newer.row["id"]))
