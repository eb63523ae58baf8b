"""站点信息: what every public page says of the site. Until staff change it, what the deployment's settings say."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.models import identity_rules


class Accent(models.TextChoices):
    """The one accent colour of the public pages. Each has tested contrast in light and dark."""

    CINNABAR = "cinnabar", "朱红"
    WATER = "water", "水蓝"
    LEAF = "leaf", "叶绿"
    GOLD = "gold", "赭金"


def shipped_site_name() -> str:
    """The name that the deployment gives."""
    return str(settings.IDENTITY["site_name"])


def shipped_strapline() -> str:
    """The line under the name that the deployment gives."""
    return str(settings.IDENTITY["strapline"])


def shipped_organ() -> str:
    """The organ that the deployment names; empty until it does."""
    return str(settings.IDENTITY["organ"])


def shipped_contact() -> str:
    """The contact that the deployment gives; empty until it does."""
    return str(settings.IDENTITY["contact"])


@register_setting(icon="site")
class Identity(BaseGenericSetting):
    """One row. It enters the frame, so a change re-renders every page."""

    site_name = models.CharField("站名", max_length=40, default=shipped_site_name)
    strapline = models.CharField("站名下的一句话", max_length=80, blank=True, default=shipped_strapline)
    organ = models.CharField(
        "主办单位",
        max_length=100,
        blank=True,
        default=shipped_organ,
        help_text="单位的规范全称；空着就不显示。",
    )
    contact = models.CharField(
        "联系方式",
        max_length=200,
        blank=True,
        default=shipped_contact,
        help_text="办公电话、信箱或地址，不写个人手机；空着就不显示。",
    )
    undertaker = models.CharField(
        "承办单位", max_length=100, blank=True, help_text="具体管这个网站的单位；空着就不显示。"
    )
    address = models.CharField("地址", max_length=200, blank=True, help_text="办公地址；空着就不显示。")
    accent = models.CharField("主色", max_length=20, choices=Accent, default=Accent.CINNABAR)
    emblem = models.ForeignKey(
        "cms.Picture",
        verbose_name="标识",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="方形图片，会缩到 192 像素；空着用自带的印章。党徽、国徽须按规定使用。",
    )
    icp_number = models.CharField(
        "ICP 备案号",
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\S{1,3}ICP备\d{6,12}号(-\d{1,3})?\Z", "应像“黑ICP备12345678号-1”。")],
        help_text="取得以后再填；空着就不显示。",
    )
    police_number = models.CharField(
        "公安备案号",
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\S{1,3}公网安备\s?\d{14}号\Z", "应像“黑公网安备23082202000001号”。")],
        help_text="取得以后再填；空着就不显示。",
    )
    site_code = models.CharField(
        "政府网站标识码",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}\Z", "应为 10 位数字，前六位是行政区划代码。")],
        help_text="政府网站才有；空着就不显示。",
    )
    conac_url = models.URLField(
        "网站标识的查询地址",
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(r"^https://[a-z0-9.-]*\bconac\.cn/", "应以 https:// 开头，网址在 conac.cn 之下。")
        ],
        help_text="党政机关或事业单位网站标识批下来后，标识图片链到的网址；空着就不显示。",
    )
    conac_mark = models.ForeignKey(
        "cms.Picture",
        verbose_name="网站标识图片",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="从标识管理机构下载的图片，上传到本站；空着就用文字。",
    )
    footer_note = models.CharField(
        "页脚说明", max_length=200, blank=True, help_text="例如版权或值守时间；空着就不显示。"
    )

    class Meta:
        verbose_name = "站点信息"
        verbose_name_plural = "站点信息"

    def __str__(self) -> str:
        """The name of the site."""
        return self.site_name

    def clean_fields(self, *args: Any, **kwargs: Any) -> None:
        """Check the fields as they will be stored. Raises ValidationError."""
        identity_rules.tidy(self)
        super().clean_fields(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError, beside each field, for what must not be public."""
        super().clean()
        identity_rules.check(self)
