"""What is kept for people without an account: drafts, proofs of identity, codes, checkable letters.

Nothing here is readable without the installation's key; codes stand as keyed digests. Applications are `foi.models`.
"""

from django.db import models
from django.db.models import Q


class CitizenDraft(models.Model):
    """A half-filled application. Its content opens with the secret only its owner holds."""

    code = models.CharField(max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    box = models.BinaryField()
    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "foi_citizen_draft"
        indexes = [models.Index(fields=["expires_at"], name="foi_draft_expiry")]


class IdentityProof(models.Model):
    """A picture of a document or of a power of attorney, sealed; of a draft first, then of a case; emptied when due."""

    class Kind(models.TextChoices):
        """What the paper proves."""

        IDENTITY = "identity", "身份证明"
        MANDATE = "mandate", "授权委托书"

    draft = models.ForeignKey(CitizenDraft, models.SET_NULL, null=True, related_name="proofs")
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    place = models.CharField(max_length=32, unique=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    box = models.BinaryField()
    stored_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "foi_identity_proof"


class CitizenCase(models.Model):
    """How an applicant is reached and recognised. Whom a sign-in belongs to is kept as a keyed digest."""

    class Told(models.TextChoices):
        """By which way the applicant hears that something happened."""

        NONE = "none", "不通知，我自己来查"
        SMS = "sms", "短信"
        MAIL = "mail", "电子邮件"

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    told_by = models.CharField(max_length=8, choices=Told.choices, default=Told.NONE)
    subject_key = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        db_table = "foi_citizen_case"


class AccessCode(models.Model):
    """A code that opens one application 查询码: the applicant's, or one he gave to a relative."""

    class Holder(models.TextChoices):
        """Whose code it is."""

        APPLICANT = "applicant", "申请人"
        RELATIVE = "relative", "亲属"

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=12, choices=Holder.choices)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "foi_access_code"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "holder"], condition=Q(revoked_at__isnull=True), name="foi_one_code_per_holder"
            )
        ]


class CheckableLetter(models.Model):
    """A letter that went out, with the code printed on it, under which anybody holding it may check it.

    `paper` names a letter this system wrote, `file` the sealed copy that was sent; an answer has both once it is sent.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=24, blank=True)
    number = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    issued_on = models.DateField()

    class Meta:
        db_table = "foi_checkable_letter"
        constraints = [
            models.UniqueConstraint(fields=["case", "paper"], condition=~Q(paper=""), name="foi_letter_one_code")
        ]


class LookedCount(models.Model):
    """A day's tally of people who looked first: opened something public they found, and applied all the same. No person."""

    day = models.DateField(unique=True)
    opened = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "foi_looked_count"
