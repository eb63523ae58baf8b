"""The fields of a page from its TOML file."""

import json
from collections.abc import Callable
from typing import Any

import nh3

from cms.models import (
    Area,
    BrandDeed,
    BrandIndicator,
    BrandPage,
    CorrectionsPage,
    DeedPage,
    Evidence,
    HomePage,
    Indicator,
    Milestone,
    NewsPage,
    Organisation,
    PlainPage,
    SectionPage,
)
from cms.models.deed import STEPS
from cms.models.page import PublicPage
from cms.richtext import SCHEMES, TAGS
from cms.seeding.fixture_files import Place, TomlFile

TYPES: dict[str, type[PublicPage]] = {
    page.public_type: page
    for page in (HomePage, SectionPage, PlainPage, DeedPage, BrandPage, NewsPage, CorrectionsPage)
}
OF_ALL = {"type", "position", "title", "summary", "source", "keywords", "show_in_menus"}
OF_TYPE = {
    "home": {"intro", "figures"},
    "section": {"intro", "empty_text", "column_type"},
    "page": {"body"},
    "corrections": {"intro"},
    "good-deed": {
        "kind", "community", "organisation", "asked_for", "asked_by", "attested_days", "attested_phase", "steps",
        "pictures", "body", "evidence", "locator",
    },
    "brand": {
        "kind", "organisation", "area", "since", "indicators", "deeds", "milestones", "body", "evidence", "locator"
    },
    "news": {"topic", "reprint", "original_url", "author", "responsible_editor", "body", "evidence", "locator"},
}  # fmt: skip
STEP_FIELDS = {"unit", "day", "undated"}
STEP_PREFIXES = {prefix for prefix, _ in STEPS}


def page_from(file: TomlFile) -> PublicPage:
    """A new page, not stored. Raises FixtureError at the key that is wrong."""
    kind = file.content.get("type")
    if kind not in TYPES:
        raise file.place("type").wrong(f"type 应为 {'、'.join(TYPES)} 之一。")
    for name in file.content.keys() - OF_ALL - OF_TYPE[kind]:
        raise file.place(name).wrong(f"不认识的一项：{name}")
    fields: dict[str, Any] = {}
    for name, value in file.content.items():
        if name not in {"type", "position"}:
            fields |= _read(file, name, value)
    return TYPES[kind](**fields)


def field_place(file: TomlFile, field: str) -> Place:
    """Where a field of the model is set: `asked_unit` is `unit` below `[steps.asked]`."""
    prefix, _, rest = field.partition("_")
    if prefix in STEP_PREFIXES and rest in STEP_FIELDS:
        return file.place(rest, after=file.place(prefix).line)
    return file.place(field)


def _read(file: TomlFile, name: str, value: Any) -> dict[str, Any]:
    """The model's fields that one key of the file sets. Raises FixtureError for a value of another shape."""
    if name not in READERS:
        return {name: value}
    try:
        return READERS[name](file, value)
    except (AttributeError, TypeError) as error:
        raise file.place(name).wrong(f"{name} 的写法不对，请照 fixtures/README.md 写。") from error


def _figures(file: TomlFile, codes: list[str]) -> dict[str, Any]:
    most = HomePage.figures.field.stream_block.meta.max_num
    if len(codes) > most:
        raise file.place("figures").wrong(f"最多 {most} 个指标，现在有 {len(codes)} 个。")
    known = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in codes:
        if code not in known:
            raise file.place("figures").wrong(f"没有代码为“{code}”的指标。")
    return {"figures": json.dumps([{"type": "indicator", "value": known[code]} for code in codes])}


def _named(key: str, model: Any, kind: str) -> Callable[[TomlFile, str], dict[str, Any]]:
    """Reads a key that holds the code of a record."""

    def read(file: TomlFile, code: str) -> dict[str, Any]:
        record = model.objects.filter(code=code).first()
        if record is None:
            raise file.place(key).wrong(f"没有代码为“{code}”的{kind}。")
        return {key: record}

    return read


def _indicators(file: TomlFile, codes: list[str]) -> dict[str, Any]:
    known = {entry.code: entry for entry in Indicator.objects.filter(code__in=codes)}
    for code in codes:
        if code not in known:
            raise file.place("indicators").wrong(f"没有代码为“{code}”的指标。")
    return {"indicator_links": [BrandIndicator(indicator=known[code]) for code in codes]}


def _deeds(file: TomlFile, slugs: list[str]) -> dict[str, Any]:
    known = {deed.slug: deed for deed in DeedPage.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in known:
            raise file.place("deeds").wrong(f"没有地址为“{slug}”的好事实事。")
    return {"deed_links": [BrandDeed(deed=known[slug]) for slug in slugs]}


def _milestones(file: TomlFile, entries: list[dict[str, str]]) -> dict[str, Any]:
    for index, entry in enumerate(entries):
        if entry.keys() != {"period", "text"}:
            raise file.item_place("milestones", index).wrong("每件只写 period 和 text。")
    return {"milestones": [Milestone(**entry) for entry in entries]}


def _steps(file: TomlFile, steps: dict[str, dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for prefix, facts in steps.items():
        if prefix not in STEP_PREFIXES or facts.keys() - STEP_FIELDS:
            raise file.place(prefix).wrong(
                f"一步应为 {'、'.join(p for p, _ in STEPS)} 之一，里面只写 unit、day、undated。"
            )
        fields |= {f"{prefix}_{name}": value for name, value in facts.items()}
    return fields


def _body(file: TomlFile, blocks: list[dict[str, str]]) -> dict[str, Any]:
    return {"body": json.dumps([_body_block(file, index, block) for index, block in enumerate(blocks)])}


def _body_block(file: TomlFile, index: int, block: dict[str, str]) -> dict[str, str]:
    """A heading, or a paragraph whose HTML is cleaned on the way in."""
    if block.keys() == {"heading"}:
        return {"type": "heading", "value": block["heading"]}
    if block.keys() == {"paragraph"}:
        html = nh3.clean(
            block["paragraph"].strip(),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes=SCHEMES,
            link_rel=None,
        )
        return {"type": "paragraph", "value": html}
    raise file.item_place("body", index).wrong("每一块只写 heading 或 paragraph。")


def _pictures(file: TomlFile, pictures: list[dict[str, str]]) -> dict[str, Any]:
    """Drawings that ship with the software; there are no photographs among the fixtures."""
    blocks = []
    for index, picture in enumerate(pictures):
        if not {"drawing", "stage"} <= picture.keys() <= {"drawing", "stage", "caption"}:
            raise file.item_place("pictures", index).wrong("每幅只写 drawing、stage 和 caption。")
        value = {"name": picture["drawing"], "stage": picture["stage"], "caption": picture.get("caption", "")}
        blocks.append({"type": "drawing", "value": value})
    return {"pictures": json.dumps(blocks)}


READERS: dict[str, Callable[[TomlFile, Any], dict[str, Any]]] = {
    "figures": _figures,
    "community": _named("community", Area, "区域"),
    "area": _named("area", Area, "区域"),
    "organisation": _named("organisation", Organisation, "组织"),
    "evidence": _named("evidence", Evidence, "依据"),
    "indicators": _indicators,
    "deeds": _deeds,
    "milestones": _milestones,
    "steps": _steps,
    "body": _body,
    "pictures": _pictures,
}
