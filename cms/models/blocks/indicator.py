"""Published numbers of an indicator. Nobody types a number into a page."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.models.blocks.samples import sample_indicator

FORMS = [("number", "大数字（最近一期）"), ("table", "小表（全部时期）"), ("trend", "走势图")]


class IndicatorBlock(blocks.StructBlock):
    """An indicator in one of three forms, with the values of the latest release."""

    indicator = SnippetChooserBlock("cms.Indicator", label="指标")
    form = blocks.ChoiceBlock(
        label="样式", choices=FORMS, default="number", help_text="走势图要两期以上的数；不够时显示小表。"
    )
    caption = blocks.CharBlock(label="说明", max_length=200, required=False)

    class Meta:
        icon = "order"
        label = "指标"
        label_format = "{indicator}"
        description = "已发布的数：大数字、小表或走势图。随数据发布自动更新，不用手填。"
        preview_value = staticmethod(sample_indicator)
