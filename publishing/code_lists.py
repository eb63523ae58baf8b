"""Code lists that belong to the method, not to the county: qualifiers, status, rhythms, kinds of release.

Lists that staff keep (indicators, areas, units, evidence) come with the catalogue.
"""

from publishing.contract import Code, CodeList

QUALIFIERS = CodeList(
    name="qualifiers",
    label_zh="限定",
    label_en="Qualifiers",
    codes=(
        Code("exact", "确数", "Exact", "来源给出的确切数字。"),
        Code("more_than", "余", "More than", "实际略多于所列数字。"),
        Code("nearly", "近", "Nearly", "实际略少于所列数字。"),
        Code("up_to", "最高", "Up to", "所列数字是上限。"),
        Code("target", "目标", "Target", "所列数字是要求或目标，不是已达到的数。"),
    ),
)
"""How exactly a value is meant."""

OBS_STATUS = CodeList(
    name="obs-status",
    label_zh="观测状态",
    label_en="Observation status",
    codes=(
        Code("A", "正常", "Normal value", "来源给出的数字，没有特别情况。"),
        Code("B", "口径中断", "Time series break", "口径有变，与更早的数字不可直接比较。"),
        Code("E", "估计", "Estimated value", "由估算得到。"),
        Code("L", "存在但未采集", "Missing value; data exist but were not collected", "有此数，没有采集。"),
        Code("M", "不可能存在", "Missing value; data cannot exist", "按定义没有此数。"),
        Code("O", "缺失", "Missing value", "没有数字，原因见说明。"),
        Code("P", "初步", "Provisional value", "以后可能修订。"),
        Code("Q", "不予公布", "Missing value; suppressed", "有此数，依规定不公布。"),
    ),
)
"""The letters of SDMX CL_OBS_STATUS that are in use here."""

RHYTHMS = CodeList(
    name="rhythms",
    label_zh="更新周期",
    label_en="Update rhythms",
    codes=(
        Code("on-change", "有变即发", "On every change"),
        Code("daily", "每日", "Daily"),
        Code("weekly", "每周", "Weekly"),
        Code("monthly", "每月", "Monthly"),
        Code("quarterly", "每季度", "Quarterly"),
        Code("half-yearly", "每半年", "Half-yearly"),
        Code("yearly", "每年", "Yearly"),
        Code("by-hand", "人工发布", "By hand"),
    ),
)
"""How often a dataset is released."""

RELEASE_KINDS = CodeList(
    name="release-kinds",
    label_zh="发布类别",
    label_en="Kinds of release",
    codes=(
        Code("first", "首次发布", "First release"),
        Code("update", "更新", "Update"),
        Code("correction", "更正", "Correction", "改正此前发布中的差错。"),
        Code("withdrawal", "隐私撤除", "Withdrawal", "为保护隐私撤除内容，不再说明撤除前的样子。"),
    ),
)
"""What a release is for; a correction is told by this and never by its id."""

METHOD_LISTS = (QUALIFIERS, OBS_STATUS, RHYTHMS, RELEASE_KINDS)
"""The lists above, to be put beside the catalogue's own."""


def label_zh(codes: CodeList, code: str) -> str:
    """The Chinese label of a code, or the code itself where the list does not have it."""
    entry = codes.find(code)
    return entry.label_zh if entry else code
