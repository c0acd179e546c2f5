"""Tables of the record books of oversight: common and difficult questions with guidance, and what was proposed for openness."""

from django.db import models

from mingzheng.registers.public import Record


class DifficultQuestion(Record):
    """A question that comes up again, or that a unit could not decide 共性问题、疑难问题, with the guidance given."""

    kind = models.CharField(max_length=12)
    ground = models.CharField(max_length=60, blank=True, default="")
    question = models.TextField(max_length=2000)
    guidance = models.TextField(max_length=4000, blank=True, default="")
    guided_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "共性和疑难问题"
        db_table = "foi_difficult_question"


class ProactiveProposal(Record):
    """What several people asked for and should be opened to all 转主动公开: proposed, then opened or not, with its address."""

    numbers = models.CharField(max_length=300, blank=True, default="")
    people = models.IntegerField(null=True)
    outcome = models.CharField(max_length=12)
    address = models.CharField(max_length=300, blank=True, default="")
    published_on = models.DateField(null=True)
    reason = models.TextField(max_length=1000, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "转主动公开"
        db_table = "foi_proactive_proposal"
