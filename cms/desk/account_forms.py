"""Forms of accounts: a family name is enough, and nobody needs a mail address, since the desk sends no mail."""

from typing import Any

from django import forms
from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.models import User

USERNAME_HELP = "登录时用，只能有字母、数字和 @ . + - _，例如 liming。"
FAMILY_NAME_HELP = "公开的记录里不出现，只在编辑台里显示。"
EMAIL_HELP = "可以不填；编辑台不发邮件。"


def _plain_fields(form: forms.BaseForm) -> None:
    """Ask for what is needed, and say what it is for."""
    helps = {"username": USERNAME_HELP, "last_name": FAMILY_NAME_HELP, "email": EMAIL_HELP}
    for name, text in helps.items():
        if name in form.fields:
            form.fields[name].help_text = text
    for name in ("first_name", "email"):
        if name in form.fields:
            form.fields[name].required = False


class NewAccountForm(UserCreationForm):
    """添加用户."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_fields(self)

    class Meta(UserCreationForm.Meta):
        pass


class AccountForm(UserEditForm):
    """Editing somebody's account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_fields(self)

    class Meta(UserEditForm.Meta):
        pass


class OwnNameForm(NameEmailForm):
    """One's own name. Without this the first administrator, who has no given name, could not change a password."""

    field_order = ("last_name", "first_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_fields(self)

    class Meta(NameEmailForm.Meta):
        model = User
