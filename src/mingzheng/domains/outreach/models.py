"""The tables of media coverage and of experience notes."""

from django.db import models

from mingzheng.registers.public import Choice, Record, once


class MediaArticle(Record):
    """One article in one outlet, once however many themes it carries."""

    outlet = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    form = models.CharField(max_length=12)
    theme = models.ManyToManyField(Choice, related_name="+")
    link = models.CharField(max_length=500, blank=True, default="")
    column = models.CharField(max_length=80, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "宣传报道"
        constraints = [*Record.Meta.constraints, once("link", name="mediaarticle_link_once", filled="link")]


class ExperienceNote(Record):
    """One experience note: where it was sent, whether it was taken."""

    journal = models.CharField(max_length=80)
    outcome = models.CharField(max_length=12)
    decided_on = models.DateField(null=True)
    issue = models.CharField(max_length=60, blank=True, default="")
    summary = models.TextField(max_length=2000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "经验投稿"
        constraints = [*Record.Meta.constraints, once("unit", "title", "journal", name="experiencenote_once")]
