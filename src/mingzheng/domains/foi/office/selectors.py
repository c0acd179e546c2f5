"""Reads of the office's side: deliveries of a case. The caller has read the case access-checked."""

from mingzheng.casework.public import Case
from mingzheng.domains.foi.office.models import DeliveryAttempt


def attempts_of(case: Case) -> list[DeliveryAttempt]:
    """Return the sendings of a case's answer, first to last."""
    return list(DeliveryAttempt.objects.filter(case=case).order_by("number"))
