"""The order to book a scheme 建账: noted on the scheme and queued inside the act that gives it."""

from mingzheng.casework.public import EffectContext
from mingzheng.domains.workplan.jobs import book_scheme
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.platform.jobs.public import enqueue


def start_booking(context: EffectContext) -> None:
    """Queue the booking of a scheme, in the name of whoever ordered it."""
    SchemeDetail.objects.filter(pk=context.case.pk).update(booked_on=context.occurred_on)
    enqueue(
        book_scheme,
        scheme_id=context.case.pk,
        account_id=context.actor.account_id,
        occurred_on=context.occurred_on.isoformat(),
        recorded_at=context.recorded_at.isoformat(),
    )
