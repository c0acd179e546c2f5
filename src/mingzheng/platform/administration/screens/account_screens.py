"""Screens of accounts: list, one account, open, close, new password (system); unlock, second factor (security)."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import (
    list_grant_history_for,
    may_manage_accounts,
    may_read_grants,
    may_secure_accounts,
)
from mingzheng.platform.accounts.public import (
    Account,
    Credential,
    close_account,
    list_accounts_for,
    list_tokens_for,
    open_account,
    reset_password,
    reset_second_factor,
    unlock_account,
    visitor_of,
)
from mingzheng.platform.administration.forms import AccountForm, ReasonForm
from mingzheng.platform.administration.screens.base import AdminFormView, AdminListView, AdminView
from mingzheng.platform.design.public import format_moment
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskFilterSet,
    DeskTable,
    LinkColumn,
    Outcome,
    ShownOnce,
)
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import get_person


def account_address(account: Account) -> str:
    """Return where an account's page is."""
    return reverse("administration:account", args=[account.pk])


def state_of(account: Account) -> str:
    """Return the account's state in a word."""
    if not account.is_active:
        return "已停用"
    locked = account.locked_until is not None and account.locked_until > now()
    return "已锁定" if locked else "正常"


class AccountsTable(DeskTable):
    """Accounts."""

    caption = "账号"
    username = LinkColumn(verbose_name="登录名", url=account_address)
    label = DeskColumn(verbose_name="使用人")
    kind = DeskColumn(verbose_name="类别", accessor="get_kind_display", order_by="kind", priority=2)
    state = DeskColumn(verbose_name="状态", accessor="is_active", order_by="is_active")
    totp = DeskColumn(verbose_name="动态口令", accessor="totp_confirmed_at", priority=3, empty_values=())
    last_signed_in_at = DateColumn(verbose_name="上次登录", with_time=True, priority=3)

    def render_state(self, record: Account) -> str:
        """Write the state as a word."""
        return state_of(record)

    def render_totp(self, record: Account) -> str:
        """Write whether the second factor is there."""
        return "已启用" if record.totp_confirmed_at else "未启用"


class AccountFilters(DeskFilterSet):
    """By name, kind and state."""

    sentence = "登录名或姓名含 {q}，类别 {kind}，状态 {is_active}"
    q = django_filters.CharFilter(method="search", label="登录名或姓名")
    kind = django_filters.ChoiceFilter(
        label="类别",
        choices=(("staff", "工作人员"), ("administrator", "管理员"), ("service", "系统对接")),
        empty_label="全部",
    )
    is_active = django_filters.ChoiceFilter(label="状态", choices=(("1", "启用"), ("0", "停用")), empty_label="全部")

    def search(self, rows: QuerySet[Account], name: str, value: str) -> QuerySet[Account]:
        """Look in sign-in names and labels."""
        return rows.filter(username__icontains=value) | rows.filter(label__icontains=value)


class AccountsView(AdminListView):
    """All accounts."""

    template_name = "administration/accounts.html"
    page_title = "账号"
    purpose = "系统管理员开设和停用账号，安全管理员解锁和授权，互不兼任。"
    basis = "GB/T 22239-2019 8.1.4.2"
    list_key = "administration.accounts"
    table_class = AccountsTable
    filterset_class = AccountFilters

    def get_rows(self) -> QuerySet[Account]:
        """Return everything this duty sees."""
        return list_accounts_for(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether this duty opens accounts."""
        return super().get_context_data(may_open=may_manage_accounts(self.actor), **kwargs)


class OfAccount:
    """A screen about one account."""

    kwargs: dict[str, Any]
    actor: Any
    crumb = ("账号", "accounts")

    @cached_property
    def account(self) -> Account:
        """Return the account of the address."""
        return get_object_or_404(list_accounts_for(self.actor), pk=self.kwargs["pk"])


class AccountView(OfAccount, AdminView):
    """One account: state, and the grants it has and had."""

    template_name = "administration/account.html"

    def get_page_title(self) -> str:
        """Return the sign-in name."""
        return f"{self.account.label or self.account.username}（{self.account.username}）"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add state and grants."""
        account = self.account
        facts = [
            ("类别", account.get_admin_duty_display() if account.admin_duty else account.get_kind_display()),
            ("状态", state_of(account)),
            ("动态口令", "已启用" if account.totp_confirmed_at else "未启用"),
            ("上次登录", format_moment(account.last_signed_in_at) if account.last_signed_in_at else "从未登录"),
            ("密码", "下次登录须修改" if account.must_change_password else "正常"),
        ]
        if account.kind == "service":
            facts = facts[:2]
        is_ordinary = account.kind != "administrator" and account.is_active
        return super().get_context_data(
            account=account,
            facts=facts,
            may_read_grants=may_read_grants(self.actor),
            grants=list(list_grant_history_for(self.actor, account_id=account.pk)[:200]),
            may_manage=is_ordinary and may_manage_accounts(self.actor),
            may_secure=account.is_active and may_secure_accounts(self.actor),
            is_ordinary=is_ordinary,
            is_service=account.kind == "service",
            sees_tokens=may_manage_accounts(self.actor),
            tokens=list(list_tokens_for(self.actor, account=account).order_by("-created_at")[:100]),
            at=now(),
            is_locked=state_of(account) == "已锁定",
            **kwargs,
        )


def shown_once(credential: Credential) -> ShownOnce:
    """Return the page on which a first password is read once."""
    return ShownOnce({"credential": credential}, "administration/credential.html")


class NewAccountView(AdminFormView):
    """Open an account."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_manage_accounts)
    crumb = ("账号", "accounts")
    page_title = "开设账号"
    form_class = AccountForm
    submit_label = "开设账号"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the person one came from."""
        return {"initial": {"person": self.request.GET.get("person")}}

    def get_consequences(self) -> list[str]:
        """Say what comes with it and what not."""
        return ["生成初始密码，只显示一次，首次登录必须修改。", "新账号没有任何办理权限，由安全管理员另行授权。"]

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:accounts")

    def act(self, form: forms.BaseForm, *, key: str) -> ShownOnce:
        """Open it."""
        data = dict(form.cleaned_data)
        person = data.pop("person")
        is_staff = data["kind"] == "staff"
        label = "" if is_staff else data["label"]
        credential = open_account(
            username=data["username"],
            kind=data["kind"],
            label=label,
            person=get_person(person) if person and is_staff else None,
            actor=self.actor,
        )
        return shown_once(credential)


class ResetPasswordView(OfAccount, AdminFormView):
    """Give a new initial password."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_manage_accounts)
    form_class = ReasonForm
    submit_label = "重置密码"
    submit_kind = "danger"

    def get_page_title(self) -> str:
        """Name the account."""
        return f"重置密码：{self.account.username}"

    def get_consequences(self) -> list[str]:
        """Say what ends."""
        return ["原密码立即失效，该账号在所有设备上退出。", "新密码只显示一次，下次登录必须修改。"]

    def get_cancel_url(self) -> str:
        """Lead back to the account."""
        return account_address(self.account)

    def act(self, form: forms.BaseForm, *, key: str) -> ShownOnce:
        """Reset it."""
        reason = form.cleaned_data["reason"]
        visitor = visitor_of(self.request)
        return shown_once(reset_password(account=self.account, reason=reason, actor=self.actor, visitor=visitor))


class _AccountAct(OfAccount, AdminFormView):
    """One act on one account, with a reason."""

    form_class = ReasonForm
    follows: ClassVar[tuple[str, ...]] = ()

    def get_page_title(self) -> str:
        """Name the act and the account."""
        return f"{self.submit_label}：{self.account.username}"

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return list(self.follows)

    def get_cancel_url(self) -> str:
        """Lead back to the account."""
        return account_address(self.account)

    def done(self, text: str) -> Outcome:
        """Say what is now true."""
        return Outcome(f"{self.account.username}{text}", account_address(self.account))


class CloseAccountView(_AccountAct):
    """Close an account."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_manage_accounts)
    submit_label = "停用账号"
    submit_kind = "danger"
    follows = ("立即退出所有登录，收回全部授权和令牌。", "账号和历史记录保留，登录名不再分配给他人。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Close it."""
        close_account(
            account=self.account,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            visitor=visitor_of(self.request),
        )
        return self.done("已停用。")


class UnlockAccountView(_AccountAct):
    """Lift a lock."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_secure_accounts)
    submit_label = "解锁账号"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Unlock it."""
        unlock_account(account=self.account, reason=form.cleaned_data["reason"], actor=self.actor)
        return self.done("已解锁。")


class ResetSecondFactorView(_AccountAct):
    """Let somebody enrol again."""

    duty: ClassVar[Callable[..., bool]] = staticmethod(may_secure_accounts)
    submit_label = "重置动态口令"
    submit_kind = "danger"
    follows = ("原动态口令和恢复码立即失效，该账号在所有设备上退出。", "请先核实本人身份。")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Reset it."""
        reset_second_factor(
            account=self.account,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
            visitor=visitor_of(self.request),
        )
        return self.done("的动态口令已重置。")
