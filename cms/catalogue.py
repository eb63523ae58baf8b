"""The catalogue of this moment: live dataset descriptions, and the code lists that their columns name."""

from collections.abc import Iterable, Sequence

from cms.models import Area, Dataset, Evidence, Indicator, Organisation
from cms.registers import REGISTERS
from cms.released import released_rows
from cms.signing import data_folder
from publishing import contract
from publishing.code_lists import OBS_STATUS, QUALIFIERS
from publishing.contract import Catalogue, Code, CodeList
from publishing.releases import latest_release
from publishing.structure import Value


def current_catalogue() -> Catalogue:
    """Live datasets that have a register, with every code list. Unpublished snippets are not in it."""
    live = Dataset.objects.filter(live=True, code__in=REGISTERS)
    return Catalogue(datasets=tuple(dataset_facts(dataset) for dataset in live), code_lists=code_lists())


def dataset_facts(dataset: Dataset) -> contract.Dataset:
    """A dataset snippet as plain values. Raises KeyError for one without a register."""
    register = REGISTERS[dataset.code]
    return contract.Dataset(
        code=dataset.code,
        title_zh=dataset.title_zh,
        title_en=dataset.title_en,
        description=dataset.description,
        publisher=dataset.publisher,
        contact=dataset.contact,
        method=dataset.method,
        rhythm=dataset.rhythm,
        keywords=dataset.keyword_list(),
        structure=register.structure(),
        attested=register.attested,
        domain=dataset.domain,
        usage=dataset.usage,
        spatial=dataset.spatial,
        temporal=dataset.temporal,
        resource_code=dataset.resource_code,
        provider_code=dataset.provider_code,
        open_type=dataset.open_type,
        open_condition=dataset.open_condition,
        share_type=dataset.share_type,
        sensitivity=dataset.sensitivity,
        deidentification=dataset.deidentification,
    )


def code_lists() -> tuple[CodeList, ...]:
    """Indicators, areas, units, evidence, the fixed lists of observations, and those that registers declare."""
    indicators = list(Indicator.objects.filter(live=True))
    # Registers share lists, such as yes and no.
    declared = {codes.name: codes for register in REGISTERS.values() for codes in register.code_lists}
    return (
        CodeList("indicators", "指标", "Indicators", tuple(_indicator_code(entry) for entry in indicators)),
        CodeList("areas", "区域", "Areas", tuple(_area_code(area) for area in _live_areas())),
        CodeList("organisations", "组织", "Organisations", tuple(_organisation_codes())),
        CodeList("units", "单位", "Units", tuple(_unit_codes(indicators))),
        CodeList(
            "evidence", "依据", "Evidence", tuple(_evidence_code(entry) for entry in _public_evidence())
        ),
        QUALIFIERS,
        OBS_STATUS,
        *declared.values(),
    )


def _indicator_code(indicator: Indicator) -> Code:
    return Code(
        code=indicator.code,
        label_zh=indicator.name_zh,
        label_en=indicator.name_en,
        description=indicator.definition,
        attributes=(
            ("unit", indicator.unit_code),
            ("unit_zh", indicator.unit_zh),
            ("measure", indicator.measure),
            ("system", indicator.system),
        ),
    )


def _live_areas() -> Iterable[Area]:
    return Area.objects.filter(live=True).select_related("parent")


def _area_code(area: Area) -> Code:
    parent = area.parent.code if area.parent and area.parent.live else None
    return Code(area.code, area.name, area.name_en, parent=parent, attributes=(("kind", area.kind),))


def _organisation_codes() -> Iterable[Code]:
    for unit in Organisation.objects.filter(live=True).select_related("parent"):
        parent = unit.parent.code if unit.parent and unit.parent.live else None
        yield Code(
            unit.code, unit.name, unit.name_en or unit.name, parent=parent, attributes=(("kind", unit.kind),)
        )


def _unit_codes(indicators: list[Indicator]) -> Iterable[Code]:
    """One code per English unit; where several Chinese measure words share it, they are listed together."""
    words: dict[str, tuple[str, list[str]]] = {}
    for indicator in indicators:
        _, chinese = words.setdefault(indicator.unit_code, (indicator.unit_en, []))
        if indicator.unit_zh not in chinese:
            chinese.append(indicator.unit_zh)
    for code, (english, chinese) in sorted(words.items()):
        yield Code(code, "、".join(sorted(chinese)), english)


def _public_evidence() -> Iterable[Evidence]:
    """What released observations and public records rest on; evidence that only a draft names is not public."""
    used = {str(row["evidence"]) for code in REGISTERS for row in _released_rows(code) if row.get("evidence")}
    return Evidence.objects.filter(code__in=used).order_by("code")


def _released_rows(dataset: str) -> Sequence[dict[str, Value]]:
    release = latest_release(data_folder(), dataset)
    return released_rows(release) if release else ()


def _evidence_code(evidence: Evidence) -> Code:
    attributes = (("kind", evidence.kind), ("issuer", evidence.issuer), ("sha256", evidence.sha256))
    return Code(
        evidence.code,
        evidence.title,
        evidence.title,
        attributes=tuple(pair for pair in attributes if pair[1]),
    )
