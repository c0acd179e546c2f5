"""Reads of consultations: what is public, what people said, how it was merged. Cases are read through `casework`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import Case
from mingzheng.domains.participation.models import Consultation, MergedOpinion, Opinion, Piece, Submission
from mingzheng.domains.participation.words import VERDICTS

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many opinions a consultation had and what became of them."""

    received: int
    adopted: int
    partly: int
    not_adopted: int


def public_consultations() -> QuerySet[Consultation]:
    """Return what the public may see: every consultation that was published, the last first. The one visibility rule."""
    rows = Consultation.objects.filter(opens_on__isnull=False).select_related("case", "case__handling_unit")
    return rows.order_by("-opens_on", "-pk")


def list_recent(most: int) -> list[Consultation]:
    """Return the consultations published last."""
    return list(public_consultations()[:most])


def find_public(number: str) -> Consultation | None:
    """Return a published consultation by its number, or None."""
    return public_consultations().filter(case__number=number).first()


def find_public_by_cases(case_ids: Sequence[int]) -> dict[int, Consultation]:
    """Return the published consultations among these cases."""
    return public_consultations().in_bulk(list(case_ids))


def takes_opinions(row: Consultation, on: date) -> bool:
    """Say whether opinions are taken on a day: its last day included."""
    return row.case.state == OPEN and row.closes_on is not None and on <= row.closes_on


def list_open(on: date) -> list[Consultation]:
    """Return the consultations that take opinions on a day, the first to close first."""
    return list(public_consultations().filter(case__state=OPEN, closes_on__gte=on).order_by("closes_on", "pk"))


def list_turning(on: date) -> list[str]:
    """Return the numbers of consultations whose page says something else than yesterday: closed, hearing held."""
    yesterday = on - timedelta(days=1)
    rows = public_consultations().filter(Q(closes_on=yesterday) | Q(hearing_on=yesterday))
    return list(rows.values_list("case__number", flat=True))


def list_numbers(after: str, most: int) -> list[str]:
    """Return the numbers of published consultations in order, for a rebuild in batches."""
    rows = public_consultations().filter(case__number__gt=after).order_by("case__number")
    return list(rows.values_list("case__number", flat=True)[:most])


def list_pieces(case_id: int) -> list[Piece]:
    """Return the articles of the published draft."""
    return list(Piece.objects.filter(consultation=case_id))


def list_opinions(case_id: int) -> list[Opinion]:
    """Return every opinion of a consultation the reader was admitted to, by article, then as they came. One query."""
    rows = Opinion.objects.filter(submission__consultation=case_id)
    rows = rows.select_related("submission__consultation__case", "piece", "merged")
    return sorted(rows, key=lambda one: (one.piece.position if one.piece else -1, one.submission.number, one.pk))


def list_merged(case_id: int) -> list[MergedOpinion]:
    """Return the merged opinions with the receipts they came from, by article. Two queries."""
    rows = MergedOpinion.objects.filter(consultation=case_id).select_related("piece")
    rows = rows.prefetch_related("opinions__submission__consultation__case")
    return sorted(rows, key=lambda one: (one.piece.position if one.piece else -1, one.pk))


def receipts_of(merged: MergedOpinion) -> list[str]:
    """Return the receipt numbers a merged opinion came from, each once."""
    return sorted({opinion.submission.receipt for opinion in merged.opinions.all()})


def tally_of(case_id: int) -> Tally:
    """Return how many opinions there are and what became of them. One query."""
    rows = Opinion.objects.filter(submission__consultation=case_id).values_list("merged__verdict")
    counts = dict(rows.annotate(total=Count("pk")).order_by())
    return Tally(sum(counts.values()), *(counts.get(code, 0) for code, _ in VERDICTS))


def find_submission(case_id: int, number: int) -> Submission | None:
    """Return one submission of a consultation, or None."""
    rows = Submission.objects.filter(consultation=case_id, number=number)
    return rows.select_related("consultation__case").first()


def list_submissions(case_id: int) -> list[Submission]:
    """Return the submissions of a consultation in the order they came."""
    return list(Submission.objects.filter(consultation=case_id).select_related("consultation__case"))


def find_of_case(case: Case) -> Consultation | None:
    """Return what is kept of a consultation's case, or None."""
    return Consultation.objects.filter(pk=case.pk).select_related("source").first()


def find_of_source(source_id: int) -> Consultation | None:
    """Return the last consultation on another room's case that was not stopped, or None."""
    rows = Consultation.objects.filter(source=source_id).exclude(case__state="stopped")
    return rows.select_related("case").order_by("-pk").first()


def count_public() -> int:
    """Return how many consultations are public."""
    return public_consultations().count()
