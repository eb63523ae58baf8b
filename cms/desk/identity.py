"""站点信息 at the desk: one form, from 设置."""

from typing import Any

from django.conf import settings
from django.forms import RadioSelect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.views import EditView

from cms.emblem import EDGE
from cms.models import Identity


class AccentSelect(RadioSelect):
    """The accents, each with a picture of it: the band and a link, by day on the left and at night on the right."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `RadioSelect.create_option`."""
        swatch = static(f"desk/accent-{value}.svg")
        shown = format_html(
            '<img class="accent-swatch" src="{}" alt="" width="120" height="40"> {}', swatch, label
        )
        return super().create_option(name, value, shown, *args, **kwargs)


PANELS = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel(
                    "site_name",
                    help_text="单位的规范名称，或“区域名+职责名”。改名时，首页的标题请到首页里一并改。",
                ),
                FieldPanel("strapline", help_text="一句话说清这个网站公开什么；空着就不显示。"),
                FieldPanel("organ"),
                FieldPanel("undertaker"),
                FieldPanel(
                    "contact",
                    help_text="办公电话或信箱，不写个人手机。空着时页脚写“在线留言”，链到找错的表单。",
                ),
                FieldPanel("address"),
            ],
            "名称",
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "accent",
                    widget=AccentSelect,
                    help_text="链接、当前栏目和页首色带的颜色；左半边是白天，右半边是夜间。页尾的印章总是朱红。",
                ),
                FieldPanel(
                    "emblem",
                    help_text=f"站名左边的图。用方形图片，边长最好在 {EDGE} 像素以上，公开时会缩小；空着用自带的印章。"
                    "党徽、国徽须按规定使用。",
                ),
            ],
            "外观",
        ),
        MultiFieldPanel(
            [
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
                FieldPanel("site_code"),
                FieldPanel("conac_url"),
                FieldPanel("conac_mark"),
            ],
            "备案与标识码",
            help_text="示例、待定的号码不要填。公开站会把备案号连到工信部和公安机关的备案网站。",
        ),
        MultiFieldPanel([FieldPanel("footer_note")], "页脚"),
    ]
)


class IdentityEdit(EditView):
    """Wagtail's form for settings. Looking at it stores nothing: until somebody saves, the deployment's values hold."""

    template_name = "desk/identity.html"
    error_message = "没有保存。请改正下面标出的几处，再保存一次。"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """One form at either address of Wagtail's; the number of the row in the second says nothing."""
        super().setup(request, Identity._meta.app_label, Identity._meta.model_name)

    def get_object(self, queryset: Any = None) -> Identity:
        """The row, or a new one with the deployment's values."""
        return Identity.objects.order_by("pk").first() or Identity()

    def get_panel(self) -> Any:
        """名称, 外观, 备案与标识码, 页脚."""
        return PANELS.bind_to_model(Identity)

    def get_edit_url(self) -> str:
        """The address that the menu has."""
        return reverse("wagtailsettings:edit", args=(self.app_name, self.model_name))

    def get_success_message(self) -> str:
        """Saving is not yet public."""
        return "站点信息已保存。公开站的每一页随后更新，进度看编辑台首页的“公开站”。"

    def get_success_buttons(self) -> list[Any]:
        """To the public site."""
        return [messages.button(public_home(), "看公开站首页", new_window=True)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the address of the public site."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"public_home": public_home()}


def public_home() -> str:
    """The home page that readers see."""
    return f"{settings.BASE_URL}/"
