"""Tables of the parameters: the value an installation set, and every change with its reason. Law is not kept here."""

from django.db import models


class ParameterValue(models.Model):
    """The value in force of a parameter somebody set. No row means the declared default."""

    key = models.CharField(max_length=120, primary_key=True)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.key


class ParameterChange(models.Model):
    """One change of one parameter, for the history on the screen; the proof of it is the ledger entry."""

    key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    old_value = models.JSONField(null=True)
    new_value = models.JSONField()
    reason = models.CharField(max_length=500)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="parameters_change_version")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
