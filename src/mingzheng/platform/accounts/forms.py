"""Forms of signing in and of one's own account. They read what was typed; judging it is `services` and `rules`."""

from typing import Any

from django import forms

from mingzheng.platform.accounts.models import TOKEN_SCOPES
from mingzheng.platform.accounts.services import FIRST_ADMINISTRATORS
from mingzheng.platform.design.public import DayInput
from mingzheng.platform.org.public import Refused

_DEFAULT_NAMES = {"system": "xitong", "security": "anquan", "audit": "shenji"}


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put every reason of a refusal at its field, or at the head of the form."""
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.message)


def _password(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=256, widget=widget, **more)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="登录名",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = _password("密码", "current-password")


class CodeForm(forms.Form):
    """The second factor."""

    code = forms.CharField(
        label="动态口令",
        max_length=20,
        help_text="输入手机令牌当前显示的 6 位数字；手机不在身边时可输入恢复码。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class EnrolForm(forms.Form):
    """The first code of a new generator."""

    code = forms.CharField(
        label="动态口令",
        max_length=10,
        help_text="扫描后，输入手机令牌当前显示的 6 位数字。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ChangePasswordForm(forms.Form):
    """The password in use and the new one, twice."""

    current_password = _password("现用密码", "current-password")
    new_password = _password("新密码", "new-password")
    repeated = _password("再次输入新密码", "new-password")

    def clean(self) -> dict[str, Any]:
        """Compare the two new passwords."""
        data = super().clean() or {}
        if data.get("new_password") and data.get("repeated") and data["new_password"] != data["repeated"]:
            self.add_error("repeated", "两次输入的新密码不一致。")
        return data


class FirstRunForm(forms.Form):
    """The one-time token and the three sign-in names."""

    token = forms.CharField(label="一次性口令", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for duty, title in FIRST_ADMINISTRATORS:
            self.fields[str(duty)] = forms.CharField(
                label=f"{title}登录名", max_length=40, initial=_DEFAULT_NAMES[str(duty)]
            )


class TokenForm(forms.Form):
    """A new API token."""

    title = forms.CharField(label="用途", max_length=80)
    scopes = forms.MultipleChoiceField(
        label="范围", choices=list(TOKEN_SCOPES.items()), widget=forms.CheckboxSelectMultiple, initial=["read"]
    )
    days = forms.IntegerField(label="有效天数", min_value=1, max_value=730, initial=90)


class AbsenceForm(forms.Form):
    """Who covers while one is away (A/B 角)."""

    deputy = forms.TypedChoiceField(label="代办人", coerce=int)
    starts_on = forms.DateField(label="起", widget=DayInput())
    ends_on = forms.DateField(label="止", widget=DayInput())
    reason = forms.CharField(label="事由", max_length=120, required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = [("", "请选择"), *colleagues]  # type: ignore[attr-defined]
