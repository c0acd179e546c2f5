"""Documents of the library with their texts by article and their relations; the drafts, interpretations and clean-up runs.

A document's validity is never stored: `validity` tells it from its dates.
"""

from django.db import models
from django.db.models import F, Q

from mingzheng.casework.public import CaseDetail
from mingzheng.domains.normative.assessments import PolicyAssessment
from mingzheng.domains.normative.words import ENDINGS, KINDS, OWN_KINDS, RELATIONS, VERDICTS

__all__ = [
    "Article",
    "CleanUp",
    "CleanUpLine",
    "Document",
    "Draft",
    "Interpretation",
    "PolicyAssessment",
    "Relation",
    "TextVersion",
]


class Document(models.Model):
    """A document of the library: a law, a higher document, or a normative document of our own (by `kind`)."""

    slug = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200, blank=True, default="")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    doc_number = models.CharField(max_length=80, blank=True, default="")
    reg_number = models.CharField(max_length=40, blank=True, default="")
    theme = models.CharField(max_length=100, blank=True, default="")
    audience = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    history = models.TextField(blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    issued_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, choices=ENDINGS, blank=True, default="")
    ended_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="ends", db_index=False)
    ending_note = models.CharField(max_length=300, blank=True, default="")
    amended = models.BooleanField(default=False)
    dates_inferred = models.BooleanField(default=False)
    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-published_on", "id"], name="normative_kind"),
            models.Index(fields=["unit", "expires_on"], name="normative_unit"),
            models.Index(fields=["expires_on"], name="normative_expiry", condition=Q(expires_on__isnull=False)),
            models.Index(fields=["title"], name="normative_title"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["doc_number"], condition=~Q(doc_number=""), name="normative_doc_number_once"
            ),
            models.UniqueConstraint(
                fields=["reg_number"], condition=~Q(reg_number=""), name="normative_reg_number_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=[code for code, _ in KINDS]), name="normative_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | Q(ended_on__isnull=False) & ~Q(ending=""),
                name="normative_ending_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_own(self) -> bool:
        """Say whether it is a normative document of our own."""
        return self.kind in OWN_KINDS


class TextVersion(models.Model):
    """The text of a document as it reads from a day on, until the next version begins."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="texts", db_index=False)
    in_force_from = models.DateField()
    amended_by = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=300, blank=True, default="")
    article_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["in_force_from"]
        constraints = [models.UniqueConstraint(fields=["document", "in_force_from"], name="normative_text_once")]


class Article(models.Model):
    """One article of a version, or an unnumbered piece (number 0)."""

    version = models.ForeignKey(TextVersion, models.CASCADE, related_name="articles", db_index=False)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=0)
    suffix = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=30, blank=True, default="")
    path = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="normative_article_place")]
        indexes = [models.Index(fields=["version", "number", "suffix"], name="normative_article_number")]


class Relation(models.Model):
    """What one document does to another, from a day on."""

    source = models.ForeignKey(Document, models.CASCADE, related_name="relations", db_index=False)
    target = models.ForeignKey(Document, models.CASCADE, related_name="related_from")
    kind = models.CharField(max_length=12, choices=RELATIONS)
    on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="normative_relation_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="normative_relation_to_another"),
        ]


class Draft(CaseDetail):
    """What the procedure keeps of a document on its way."""

    kind = models.CharField(max_length=20, blank=True, default="")
    term = models.CharField(max_length=12, blank=True, default="")
    touches_market = models.BooleanField(default=False)
    touches_public = models.BooleanField(default=False)
    touches_competition = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    needs_interpretation = models.BooleanField(default=True)
    theme = models.CharField(max_length=100, blank=True, default="")
    audience = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True, default="")
    explanation = models.TextField(blank=True, default="")
    relations = models.TextField(blank=True, default="")
    consultation_from = models.DateField(null=True)
    consultation_to = models.DateField(null=True)
    feedback_url = models.CharField(max_length=300, blank=True, default="")
    signed_digest = models.CharField(max_length=64, blank=True, default="")
    doc_number = models.CharField(max_length=80, blank=True, default="")
    reg_number = models.CharField(max_length=40, blank=True, default="")
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")


class Interpretation(models.Model):
    """解读 of a document: with it at publication, or a follow-up later; the template's six fields."""

    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="interpretations")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="interpretations")
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=12)
    core = models.TextField()
    differences = models.TextField()
    scope = models.TextField()
    standards = models.TextField()
    guide = models.TextField(blank=True, default="")
    cautions = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=200, blank=True, default="")
    is_follow_up = models.BooleanField(default=False)
    written_name = models.CharField(max_length=80)
    written_on = models.DateField()
    published_on = models.DateField(null=True)


class CleanUp(CaseDetail):
    """A clean-up run 清理: which documents are looked at again, as of which day."""

    scope = models.CharField(max_length=300, blank=True, default="")
    as_of = models.DateField(null=True)
    line_count = models.PositiveIntegerField(default=0)


class CleanUpLine(models.Model):
    """One document of a run with what becomes of it."""

    run = models.ForeignKey(CleanUp, models.CASCADE, related_name="lines")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, choices=VERDICTS, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "document"], name="normative_clean_up_once")]

    @classmethod
    def for_run(cls, run_id: int) -> "list[CleanUpLine]":
        """Return the lines of a run with their documents."""
        return list(cls.objects.filter(run_id=run_id).select_related("document"))
