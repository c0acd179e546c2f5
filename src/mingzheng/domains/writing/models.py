"""The tables of research: themes, and the topics under them with their results."""

from django.db import models

from mingzheng.registers.public import Record, once


class ResearchTheme(Record):
    """One theme of a year's research."""

    round_name = models.CharField(max_length=40, blank=True, default="")
    leader = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    plan = models.TextField(max_length=3000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "调研专题"


class ResearchTopic(Record):
    """One topic under a theme: who leads it, what came of it, what became of the result."""

    theme = models.ForeignKey(ResearchTheme, models.PROTECT, related_name="+")
    leader = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    by_district_leader = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    result_title = models.CharField(max_length=200, blank=True, default="")
    result_on = models.DateField(null=True)
    round_name = models.CharField(max_length=40, blank=True, default="")
    conversion = models.CharField(max_length=20, blank=True, default="")
    conversion_note = models.TextField(max_length=1000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "调研课题"
        constraints = [*Record.Meta.constraints, once("theme", "title", name="researchtopic_title_once")]
