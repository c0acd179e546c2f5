"""Open, reset and close administrators' accounts, on the server itself: no administrator can do this to another."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.accounts.models import Account, AccountKind, AdminDuty
from mingzheng.platform.accounts.services import Credential, close_account, open_account, reset_password
from mingzheng.platform.accounts.services import reset_second_factor as reset_factor
from mingzheng.platform.org.public import AdministrationError

_TITLES = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


class Command(BaseCommand):
    """The command `administrator`."""

    help = "在服务器上开设、重置或停用管理员账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be asked."""
        parser.add_argument("act", choices=("open", "reset", "close"))
        parser.add_argument("username")
        parser.add_argument("--duty", choices=tuple(_TITLES))
        parser.add_argument("--reason", default="服务器命令行办理")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            getattr(self, f"_{options['act']}")(options)
        except AdministrationError as error:
            raise CommandError(str(error)) from error

    def _open(self, options: dict[str, Any]) -> None:
        duty = options["duty"]
        if not duty:
            raise CommandError("请用 --duty 写明职责：system、security 或 audit。")
        made = open_account(
            username=options["username"],
            kind=AccountKind.ADMINISTRATOR,
            admin_duty=AdminDuty(duty),
            label=_TITLES[duty],
            actor=SYSTEM,
        )
        self._show(made)

    def _reset(self, options: dict[str, Any]) -> None:
        account = self._find(options)
        reset_factor(account=account, reason=options["reason"], actor=SYSTEM)
        self._show(reset_password(account=account, reason=options["reason"], actor=SYSTEM))

    def _close(self, options: dict[str, Any]) -> None:
        account = self._find(options)
        same_duty = Account.objects.filter(admin_duty=account.admin_duty, is_active=True).exclude(pk=account.pk)
        if not same_duty.exists():
            raise CommandError("这是该职责唯一的管理员，请先开设接任者的账号。")
        close_account(account=account, reason=options["reason"], actor=SYSTEM)
        self.stdout.write(f"{account.username} 已停用。")

    def _find(self, options: dict[str, Any]) -> Account:
        account = Account.objects.filter(username=options["username"], kind=AccountKind.ADMINISTRATOR).first()
        if account is None:
            raise CommandError(f"没有登录名为 {options['username']} 的管理员。")
        return account

    def _show(self, made: Credential) -> None:
        self.stdout.write(f"{made.account.label} {made.account.username} 的初始密码（只显示这一次）：{made.password}")
