"""The table of grants. What a role is stands in `roles`; who may grant in `rules`; granting in `services`."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mingzheng.platform.access.roles import ROLES, Visibility


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants by day."""

    def on(self, day: date) -> Self:
        """Return the grants that hold on `day` and were not revoked."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, revoked_at__isnull=True)

    def open_at(self, moment: datetime) -> Self:
        """Return the grants not revoked at `moment`, whatever their dates."""
        return self.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=moment))


class Grant(models.Model):
    """A role given to an account, over a unit (or all), for one procedure (or all), for a time, for a reason."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=40)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    include_subtree = models.BooleanField("含下属", default=True)
    procedure = models.CharField("事项", max_length=60, blank=True, default="")
    visibility = models.PositiveSmallIntegerField("可见级别", choices=Visibility.choices, default=Visibility.INTERNAL)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="grants_given"
    )
    granted_at = models.DateTimeField("授权时间")
    reason = models.CharField("理由", max_length=200)
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="grants_revoked"
    )
    revoke_reason = models.CharField("收回理由", max_length=200, blank=True, default="")

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="access_grant_interval"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="access_grant_has_reason"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""), name="access_grant_revoked_has_reason"
            ),
            models.CheckConstraint(condition=~Q(granted_by=F("account")), name="access_grant_not_to_oneself"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="access_grant_visibility"),
        ]
        indexes = [models.Index(fields=["account", "revoked_at", "valid_from"], name="access_grant_account")]

    @property
    def role_title(self) -> str:
        """Return the role in words."""
        return ROLES[self.role].title if self.role in ROLES else self.role
