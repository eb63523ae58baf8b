"""The form of an old address: a target that readers reach, or a reason that they are told."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.addresses.standing import Standing
from cms.desk.withdrawing import EXAMPLES
from cms.editions import paths_in_force
from cms.invisible import without_control_characters
from cms.models import PublicAddress


class AddressForm(forms.ModelForm):
    """Target and reason. The reason is asked for only where readers would be told one."""

    class Meta:
        model = PublicAddress
        fields = ["target", "reason"]
        widgets = {"target": forms.TextInput, "reason": AdminAutoHeightTextInput(attrs={"rows": 2})}
        help_texts = {"reason": EXAMPLES}

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        """`standing` is how all addresses stand now."""
        super().__init__(*args, **kwargs)
        self._standing = standing
        field = self.fields["target"]
        if standing.follows_subject(self.instance):
            del self.fields["reason"]
            field.help_text = "空着就跟随原来的页面。要转到别处，请填以 / 开头的本站地址，例如 /about/。"
        else:
            field.help_text = (
                "有内容可以代替的，填它的地址，以 / 开头，例如 /about/；空着，读者会看到下面的原因。"
            )

    def clean_target(self) -> str:
        """The path of the target. Raises ValidationError for one where readers would not find anything."""
        target = without_control_characters(self.cleaned_data["target"]).strip()
        target = target.removeprefix(settings.BASE_URL) if target.startswith("http") else target
        if not target:
            return ""
        if not target.startswith("/") or target.startswith("//"):
            raise ValidationError("请填以 / 开头的本站地址，例如 /about/。别的网站的地址不能填。")
        if "?" in target or "#" in target:
            raise ValidationError("请去掉 ? 或 # 和它后面的部分。")
        if not target.endswith("/") and f"{target}/" in self._standing.leading.paths:
            target = f"{target}/"
        self._check_end(target)
        return target

    def clean_reason(self) -> str:
        """In one line."""
        return " ".join(without_control_characters(self.cleaned_data["reason"]).split())

    def _check_end(self, target: str) -> None:
        standing = self._standing
        if target == self.instance.path:
            raise ValidationError("不能转到它自己，请填别的地址。")
        if target in standing.leading.paths:
            return
        if standing.comes_back(self.instance, target):
            raise ValidationError(f"“{target}”又会转回这个地址，请填别的地址。")
        if standing.leads(target) or (standing.leading.answers(target) and target in paths_in_force()):
            return
        raise ValidationError(f"公开站上现在没有“{target}”。请打开要转到的页面，把浏览器里的地址复制过来。")
