"""Screens of grants: who holds which role over which unit, giving one, taking one back."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import (
    ROLES,
    Grant,
    grant_matrix_for,
    grant_role,
    list_grants_for,
    may_grant,
    may_read_grants,
    revoke_grant,
)
from mingzheng.platform.accounts.public import list_accounts_for
from mingzheng.platform.administration.forms import GrantForm, ReasonForm
from mingzheng.platform.administration.screens.base import AdminFormView, AdminView
from mingzheng.platform.administration.selectors import tree_lines_for
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import get_unit


class GrantMatrixView(AdminView):
    """Units down, roles across, names in between."""

    duty = staticmethod(may_read_grants)  # type: ignore[assignment]
    template_name = "administration/grants.html"
    page_title = "授权"
    purpose = "按单位和角色查看谁有权办理；每项授权有起止日期、理由和授权人。"
    basis = "GB/T 22239-2019 8.1.4.2"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the matrix; units without any grant are left out unless asked for."""
        matrix = grant_matrix_for(self.actor, on=today())
        used = {role for held in matrix.values() for role in held}
        roles = [spec for spec in ROLES.values() if spec.code in used]
        show_all = self.request.GET.get("all") == "1"
        rows = [("全部单位", [matrix[None].get(spec.code, []) for spec in roles])] if None in matrix else []
        for line in tree_lines_for(self.actor, at=today()):
            held = matrix.get(line.unit.pk, {})
            if held or show_all:
                rows.append((f"{line.indent}{line.unit.name}", [held.get(spec.code, []) for spec in roles]))
        return super().get_context_data(
            rows=rows, roles=roles, show_all=show_all, may_grant=may_grant(self.actor), **kwargs
        )


class NewGrantView(AdminFormView):
    """Give a role."""

    duty = staticmethod(may_grant)  # type: ignore[assignment]
    crumb = ("授权", "grants")
    page_title = "授予角色"
    form_class = GrantForm
    submit_label = "授予角色"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the accounts that can receive a role."""
        accounts = list_accounts_for(self.actor).filter(is_active=True).exclude(kind="administrator")
        choices = [(account.pk, f"{account.label}（{account.username}）") for account in accounts]
        return {"accounts": choices, "initial": {"account": self.request.GET.get("account")}}

    def get_consequences(self) -> list[str]:
        """Say from when it counts."""
        return ["自起始日起生效，写入授权记录。", "不能给自己授权；审计人员不能兼任办理角色。"]

    def get_cancel_url(self) -> str:
        """Lead back to the matrix."""
        return reverse("administration:grants")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Grant it."""
        data = dict(form.cleaned_data)
        unit = data.pop("unit")
        account = get_object_or_404(list_accounts_for(self.actor), pk=data.pop("account"))
        grant = grant_role(account=account, unit=get_unit(unit) if unit else None, actor=self.actor, **data)
        text = f"已授予{account.label}“{ROLES[grant.role].title}”角色。"
        return Outcome(text, reverse("administration:account", args=[account.pk]))


class RevokeGrantView(AdminFormView):
    """Take a role back."""

    duty = staticmethod(may_grant)  # type: ignore[assignment]
    crumb = ("授权", "grants")
    form_class = ReasonForm
    submit_label = "收回角色"
    submit_kind = "danger"

    @cached_property
    def grant(self) -> Grant:
        """Return the grant of the address."""
        return get_object_or_404(list_grants_for(self.actor, on=today()), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Name role and holder."""
        role = ROLES.get(self.grant.role)
        return f"收回角色：{self.grant.account}的“{role.title if role else self.grant.role}”"

    def get_consequences(self) -> list[str]:
        """Say that it is at once."""
        return ["立即生效；已办理的记录不受影响。"]

    def get_cancel_url(self) -> str:
        """Lead back to the account."""
        return reverse("administration:account", args=[self.grant.account_id])

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Revoke it."""
        revoke_grant(grant=self.grant, reason=form.cleaned_data["reason"], actor=self.actor)
        return Outcome("角色已收回。", reverse("administration:account", args=[self.grant.account_id]))
