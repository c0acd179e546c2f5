"""The tables of this room's record books: boards and postings, openness areas, public bodies, new media, subsidies paid."""

from django.db import models

from mingzheng.registers.public import Choice, Record, once


class NoticeBoard(Record):
    """A notice board 公开栏: where it hangs and who keeps it. Its first day is the record's."""

    code = models.CharField(max_length=40)
    place = models.CharField(max_length=200)
    community = models.CharField(max_length=80, blank=True, default="")
    keeper = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)

    class Meta(Record.Meta):
        verbose_name = "公开栏"
        constraints = [*Record.Meta.constraints, once("code", name="noticeboard_code_once")]


class Posting(Record):
    """What hangs on a board, or is put to the public elsewhere, from its first to its last day; with what was objected."""

    board = models.ForeignKey("publishing.NoticeBoard", models.PROTECT, null=True, related_name="+")
    matter = models.CharField(max_length=20)
    until = models.DateField()
    objections_until = models.DateField(null=True)
    objections = models.PositiveIntegerField(null=True)
    outcome = models.TextField(max_length=1000, blank=True, default="")
    kept_at = models.CharField(max_length=120, blank=True, default="")
    link = models.CharField(max_length=500, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "张贴公示"


class OpennessArea(Record):
    """An openness area 政务公开专区 in a hall, library or archive: what stands there and what it offers."""

    place = models.CharField(max_length=200)
    site = models.CharField(max_length=12)
    services = models.ManyToManyField(Choice, related_name="+")
    equipment = models.CharField(max_length=300, blank=True, default="")
    keeper = models.CharField(max_length=80)
    telephone = models.CharField(max_length=40, blank=True, default="")
    hours = models.CharField(max_length=120, blank=True, default="")
    visits = models.PositiveIntegerField(null=True)
    closed_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "政务公开专区"


class PublicBody(Record):
    """A public enterprise or institution 公共企事业单位 that must disclose, and who supervises it."""

    field = models.CharField(max_length=20)
    platform = models.CharField(max_length=500, blank=True, default="")
    telephone = models.CharField(max_length=40, blank=True, default="")
    supervised_on = models.DateField(null=True)
    finding = models.CharField(max_length=500, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = "公共企事业单位"
        constraints = [*Record.Meta.constraints, once("title", "field", name="publicbody_once")]


class MediaAccount(Record):
    """An account 政务新媒体账号: one a unit on one platform; filed, and cancelled when it ends."""

    platform = models.CharField(max_length=20)
    handle = models.CharField(max_length=80)
    filed_number = models.CharField(max_length=80, blank=True, default="")
    keeper = models.CharField(max_length=80)
    status = models.CharField(max_length=12)
    ended_on = models.DateField(null=True)

    class Meta(Record.Meta):
        verbose_name = "政务新媒体账号"
        constraints = [*Record.Meta.constraints, once("platform", "handle", name="mediaaccount_once")]


class MediaPost(Record):
    """A post: joint ones stand on several accounts and count once in the total."""

    accounts = models.ManyToManyField(MediaAccount, related_name="posts")
    form = models.CharField(max_length=12)
    link = models.CharField(max_length=500, blank=True, default="")
    item = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")
    reads = models.PositiveIntegerField(null=True)
    plays = models.PositiveIntegerField(null=True)
    likes = models.PositiveIntegerField(null=True)
    shares = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(null=True)

    class Meta(Record.Meta):
        verbose_name = "新媒体推送"
        constraints = [*Record.Meta.constraints, once("link", name="mediapost_link_once", filled="link")]


class SubsidyPayment(Record):
    """What one household received of a subsidy in a year; posted by community, names masked on every sheet."""

    subsidy = models.CharField(max_length=100)
    community = models.CharField(max_length=80)
    year = models.PositiveIntegerField()
    beneficiary = models.CharField(max_length=60)
    basis_of_amount = models.CharField(max_length=120, blank=True, default="")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta(Record.Meta):
        verbose_name = "惠民惠农补贴发放"
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["year", "community", "subsidy"], name="subsidypayment_sheet"),
        ]
