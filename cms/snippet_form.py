"""The form of every register record."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from cms.slugs import free_code


class RegisterForm(WagtailAdminModelForm):
    """Wagtail's form, in which the code of a new record may be left blank: it is then made from the name's pinyin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields and self.instance.pk is None:
            self.fields["code"].required = False
            self.fields[
                "code"
            ].help_text = "公开地址和数据里用的名字；留空时由名称自动生成，首次发布后不能再改。"

    def clean(self) -> dict[str, Any]:
        """Fill a blank code with one that no other record has."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get(self.instance.name_field)
        if "code" in cleaned and not cleaned["code"] and name:
            prefix = self.instance.code_prefix(cleaned.get("parent"))
            cleaned["code"] = free_code(name, prefix, type(self.instance))
        return cleaned
