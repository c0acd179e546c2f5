"""The tables of the office's own rules, of training, and of people and money for openness work."""

from django.db import models

from mingzheng.registers.public import Record, once


class InternalRule(Record):
    """One edition of one internal rule with its validity; its day is the first it holds."""

    rule_number = models.CharField(max_length=60, blank=True, default="")
    edition = models.CharField(max_length=20)
    category = models.CharField(max_length=20, blank=True, default="")
    valid_to = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    changes = models.TextField(max_length=2000, blank=True, default="")
    workflow = models.CharField(max_length=120, blank=True, default="")
    readers = models.ManyToManyField("org.Person", related_name="+")

    class Meta(Record.Meta):
        verbose_name = "内部制度"
        constraints = [*Record.Meta.constraints, once("unit", "title", "edition", name="internalrule_once")]


class TrainingSession(Record):
    """One training or exchange: in which field, who attended, at what cost."""

    field = models.CharField(max_length=20)
    form = models.CharField(max_length=12)
    lecturer = models.CharField(max_length=80, blank=True, default="")
    place = models.CharField(max_length=120, blank=True, default="")
    attendees = models.ManyToManyField("org.Person", related_name="+")
    others = models.IntegerField(null=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta(Record.Meta):
        verbose_name = "培训交流"


class OpennessResource(Record):
    """The people and the money a unit has for openness work in one year."""

    year = models.IntegerField()
    body = models.CharField(max_length=80)
    full_time = models.IntegerField()
    part_time = models.IntegerField()
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    usage = models.TextField(max_length=1000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "政务公开人员经费"
        constraints = [*Record.Meta.constraints, once("unit", "year", name="opennessresource_once")]
