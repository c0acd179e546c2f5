"""Tokens of accounts through which programs call: issue one, shown once, and take one back (system administrator)."""

from collections.abc import Callable
from typing import ClassVar

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.accounts.public import (
    Account,
    AccountKind,
    ApiToken,
    TokenForm,
    issue_token,
    list_accounts_for,
    list_tokens_for,
    revoke_token,
)
from mingzheng.platform.administration.screens.account_screens import OfAccount, account_address
from mingzheng.platform.administration.screens.base import AdminFormView
from mingzheng.platform.desk.public import Outcome, ShownOnce


class _OfService(OfAccount):
    @cached_property
    def account(self) -> Account:
        """Return the account of the address; only a program's has its tokens here."""
        return get_object_or_404(list_accounts_for(self.actor), pk=self.kwargs["pk"], kind=AccountKind.SERVICE)


class NewTokenView(_OfService, AdminFormView):
    """Issue a token; its text is the outcome and shown instead of a redirect."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_manage_accounts)
    form_class = TokenForm
    submit_label = "建立令牌"

    def get_page_title(self) -> str:
        """Name the account."""
        return f"建立令牌：{self.account.label or self.account.username}"

    def get_consequences(self) -> list[str]:
        """Say what a token is."""
        return ["令牌只显示一次，持有者以本账号的授权调用接口。", "遗失或泄露的，立即收回后另建。"]

    def get_cancel_url(self) -> str:
        """Lead back to the account."""
        return account_address(self.account)

    def act(self, form: forms.BaseForm, *, key: str) -> ShownOnce:
        """Issue it."""
        data = form.cleaned_data
        token, raw = issue_token(
            account=self.account,
            title=data["title"],
            scopes=frozenset(data["scopes"]),
            days=data["days"],
            actor=self.actor,
        )
        return ShownOnce(
            {"token": token, "raw": raw, "back": account_address(self.account)}, "administration/token.html"
        )


class RevokeTokenView(_OfService, AdminFormView):
    """Take a token back."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_manage_accounts)
    form_class = forms.Form
    submit_label = "收回令牌"
    submit_kind = "danger"

    @cached_property
    def token(self) -> ApiToken:
        """Return the token of the address."""
        tokens = list_tokens_for(self.actor, account=self.account)
        return get_object_or_404(tokens, pk=self.kwargs["token"], revoked_at=None)

    def get_page_title(self) -> str:
        """Name the token."""
        return f"收回令牌：{self.token.title}"

    def get_consequences(self) -> list[str]:
        """Say what ends."""
        return ["使用该令牌的系统立即不能调用接口，不能恢复。"]

    def get_cancel_url(self) -> str:
        """Lead back to the account."""
        return reverse("administration:account", args=[self.account.pk])

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Take it back."""
        revoke_token(token=self.token, actor=self.actor)
        return Outcome(f"令牌“{self.token.title}”已收回。", account_address(self.account))
