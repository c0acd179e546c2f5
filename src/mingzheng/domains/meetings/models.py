"""The table of official activities."""

from django.db import models

from mingzheng.registers.public import Record


class OfficialActivity(Record):
    """One visit, meeting with investors or field research: who, where, on what, what follows from it."""

    kind = models.CharField(max_length=20)
    leader = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    attendees = models.CharField(max_length=500, blank=True, default="")
    guests = models.CharField(max_length=500, blank=True, default="")
    place = models.CharField(max_length=200)
    theme = models.CharField(max_length=20, blank=True, default="")
    itinerary = models.TextField(max_length=3000, blank=True, default="")
    follow_up = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        verbose_name = "公务活动"
