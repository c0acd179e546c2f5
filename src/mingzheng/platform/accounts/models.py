"""Tables of accounts, password history, recovery codes, sessions, the sign-in log and API tokens.

There is no superuser and no permission bit here: what an account may do is a grant (`access`) or its duty.
Writes live in `services`, `signing_in` and `second_factor`. The sign-in log is only ever appended to.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mingzheng.platform.accounts.browser_names import name_browser

TOKEN_SCOPES = {"read": "读取", "write": "办理", "webhooks": "管理回调"}


class AccountKind(models.TextChoices):
    """Who stands behind an account."""

    STAFF = "staff", "工作人员"
    ADMINISTRATOR = "administrator", "管理员"
    SERVICE = "service", "系统对接"


class AdminDuty(models.TextChoices):
    """The three separated duties of administration (三权分立)."""

    NONE = "", "无"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计管理员"


class AccountManager(BaseUserManager["Account"]):
    """Find accounts by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this sign-in name."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A way to sign in. The person behind it holds posts; the account holds grants."""

    last_login = None  # the sign-in log says it; `last_signed_in_at` is its cache

    username = models.CharField("登录名", max_length=40, unique=True)
    label = models.CharField("显示名称", max_length=60, blank=True, default="")
    person = models.ForeignKey("org.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    kind = models.CharField("类别", max_length=16, choices=AccountKind.choices, default=AccountKind.STAFF)
    admin_duty = models.CharField(
        "管理职责", max_length=12, choices=AdminDuty.choices, blank=True, default=AdminDuty.NONE
    )
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("建立时间")
    must_change_password = models.BooleanField("须改密码", default=True)
    password_changed_at = models.DateTimeField("密码设置时间", null=True, blank=True)
    failed_attempts = models.PositiveSmallIntegerField("连续失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    last_signed_in_at = models.DateTimeField("上次登录", null=True, blank=True)
    totp_secret = models.CharField(max_length=255, blank=True, default="")
    totp_confirmed_at = models.DateTimeField("动态口令启用时间", null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="accounts_account_kind"),
            models.CheckConstraint(condition=Q(admin_duty__in=AdminDuty.values), name="accounts_account_duty"),
            models.CheckConstraint(
                condition=(Q(kind=AccountKind.ADMINISTRATOR) & ~Q(admin_duty=""))
                | (~Q(kind=AccountKind.ADMINISTRATOR) & Q(admin_duty="")),
                name="accounts_account_administrator_has_duty",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AccountKind.STAFF) | Q(person__isnull=False), name="accounts_account_staff_has_person"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_active=True, kind=AccountKind.STAFF),
                name="accounts_account_one_active_per_person",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.username


class PasswordHistory(models.Model):
    """An earlier password's hash, so that it is not used again soon."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="earlier_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class RecoveryCode(models.Model):
    """A one-time substitute for the second factor, stored as a digest."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="accounts_recovery_unique")]


class AccountSession(models.Model):
    """A sign-in that is or was open, as its owner and the security administrator see it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True, default="")
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        ordering = ["-last_seen_at"]
        indexes = [models.Index(fields=["account", "ended_at"], name="accounts_session_open")]

    @property
    def browser(self) -> str:
        """Return the browser in words."""
        return name_browser(self.agent)

    @property
    def end_words(self) -> str:
        """Name the act that ends it."""
        return "退出该登录"


class SignInEvent(models.Model):
    """One line of the sign-in log. A name that belongs to no account is not kept: people type passwords there."""

    class What(models.TextChoices):
        """What happened at the door."""

        SIGNED_IN = "signed_in", "登录"
        SIGNED_OUT = "signed_out", "退出"
        WRONG_PASSWORD = "wrong_password", "密码错误"
        UNKNOWN_NAME = "unknown_name", "无此账号"
        LOCKED = "locked", "账号锁定"
        STILL_LOCKED = "still_locked", "锁定期内尝试"
        INACTIVE = "inactive", "账号已停用"
        THROTTLED = "throttled", "同一地址尝试过多"
        WRONG_CODE = "wrong_code", "动态口令错误"
        RECOVERY_CODE = "recovery_code", "使用恢复码"
        TIMED_OUT = "timed_out", "超时退出"
        ENDED_REMOTELY = "ended_remotely", "被远程退出"
        PASSWORD_CHANGED = "password_changed", "修改密码"

    at = models.DateTimeField("时间", db_index=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="sign_in_events")
    what = models.CharField("事项", max_length=20, choices=What.choices)
    ip = models.GenericIPAddressField("地址", null=True)
    agent = models.CharField("浏览器", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "登录日志"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["ip", "at"], name="accounts_signin_ip"),
            models.Index(fields=["account", "-id"], name="accounts_signin_account"),
        ]

    @property
    def browser(self) -> str:
        """Return the browser in words."""
        return name_browser(self.agent)


class ApiToken(models.Model):
    """A key for programs: only its digest is stored; it has scopes and an end."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="api_tokens")
    title = models.CharField("用途", max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("范围", default=list)
    created_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("到期时间")
    last_used_on = models.DateField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        ordering = ["-id"]

    @property
    def scope_titles(self) -> str:
        """Return the scopes in words."""
        return "、".join(TOKEN_SCOPES.get(scope, scope) for scope in self.scopes)
