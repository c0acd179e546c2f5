"""What happened to a case, act by act, and the keys that make a repeated call harmless. Acts are never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Act(models.Model):
    """One recorded act 办理记录: who, in what capacity, on which day it happened and when it was typed.

    Only what is asked by has an index: nothing looks acts up by account, unit or whom they were recorded for.
    """

    class Means(models.TextChoices):
        SYSTEM = "online", "系统内办理"
        PAPER = "paper", "纸面签批代录"
        PHONE = "phone", "电话口头代录"
        COVER = "cover", "A/B角代办"

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="acts", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    from_state = models.CharField(max_length=60, blank=True)
    to_state = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    actor_name = models.CharField(max_length=100)
    on_behalf_of = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    on_behalf_name = models.CharField(max_length=100, blank=True)
    means = models.CharField(max_length=10, choices=Means.choices, default=Means.SYSTEM)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    is_late_entry = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="act_sequence_once"),
            models.CheckConstraint(condition=~Q(action=""), name="act_names_an_action"),
        ]
        indexes = [
            models.Index(fields=["person", "recorded_at"], name="act_person_recorded"),
            models.Index(fields=["action", "occurred_on"], name="act_action_occurred"),
        ]


class DoorKey(models.Model):
    """A key a caller chose for one call, kept with the result in the same transaction."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+", db_index=False)
    act = models.ForeignKey(Act, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="door_key_once")]
