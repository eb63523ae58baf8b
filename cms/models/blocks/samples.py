"""Stand-ins for the previews in the picker: made up, marked 演示数据, and the same on every desk.

They are never saved. `cms.templatetags.block_preview` knows where their files and numbers come from.
"""

from typing import Any

from django.apps import apps

SAMPLE_CODE = "sample"
"""The code of the indicator that only previews show; no record can be in its place, since it is never saved."""
SAMPLE = "演示数据"


def sample_picture() -> Any:
    """A picture without a file."""
    return apps.get_model("cms", "Picture")(title=SAMPLE, width=640, height=480)


def sample_photo() -> dict[str, Any]:
    """The value of a picture block."""
    return {"image": sample_picture(), "alternative": "几棵白桦", "caption": f"图注写在这里（{SAMPLE}）"}


def sample_gallery() -> dict[str, Any]:
    """The value of a gallery."""
    photos = [sample_photo() | {"caption": f"第 {number} 张（{SAMPLE}）"} for number in (1, 2, 3)]
    return {"pictures": photos, "caption": "几张图的总说明"}


def sample_attachment() -> dict[str, Any]:
    """The value of an attachment block."""
    return {"attachment": apps.get_model("cms", "Attachment")(title=f"报名表（{SAMPLE}）"), "title": ""}


def sample_indicator() -> dict[str, Any]:
    """The value of an indicator block."""
    indicator = apps.get_model("cms", "Indicator")(code=SAMPLE_CODE, name_zh="样例指标")
    return {"indicator": indicator, "form": "trend", "caption": SAMPLE}
