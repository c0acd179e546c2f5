"""What the office keeps beside an application: letters issued, ways of delivery, redactions. No name of a person stands here."""

from django.db import models
from django.db.models import Q

from mingzheng.domains.foi.letters.notices import NOTICE_TITLES
from mingzheng.domains.foi.receipt import DELIVERY_LABELS


class Letter(models.Model):
    """A notice 告知书、通知书 as it was issued with an act: its number and its words. The addressee is read when it is set."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, title) for kind, title in NOTICE_TITLES.items()])
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    body = models.TextField()
    issued_on = models.DateField()

    class Meta:
        db_table = "foi_letter"
        constraints = [models.UniqueConstraint(fields=["case", "kind", "sequence"], name="foi_letter_once_per_act")]


class DeliveryAttempt(models.Model):
    """One sending of an answer: by which means, since when, and whether it came back or was signed for."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=12, choices=[(d.value, label) for d, label in DELIVERY_LABELS.items()])
    tracking = models.CharField(max_length=100)
    sent_on = models.DateField()
    returned_on = models.DateField(null=True)
    returned_why = models.TextField(blank=True)
    slip_on = models.DateField(null=True)

    class Meta:
        db_table = "foi_delivery_attempt"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="foi_delivery_counted"),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(slip_on__isnull=True), name="foi_delivery_one_outcome"
            ),
        ]


class Redaction(models.Model):
    """A paper from which words were removed for partial disclosure 区分处理, proven gone. The words removed are not kept."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    source = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    result = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    reason = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "foi_redaction"


class PublicAnswer(models.Model):
    """An answered application in the public log 依申请公开办理目录: the words everybody reads. Put there by a person, on record."""

    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    listed_on = models.DateField()

    class Meta:
        db_table = "foi_public_answer"
        indexes = [models.Index(fields=["listed_on"], name="foi_public_listed")]


class PublicAnswerFile(models.Model):
    """A file released with an answer and open to everybody; personal data were looked for before it was listed."""

    answer = models.ForeignKey(PublicAnswer, models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        db_table = "foi_public_answer_file"
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="foi_public_file_once")]
