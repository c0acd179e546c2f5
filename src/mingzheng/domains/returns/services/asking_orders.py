"""The order to ask a form's units: queued inside the act that gives it."""

from mingzheng.casework.public import EffectContext
from mingzheng.domains.returns.jobs import ask_units
from mingzheng.domains.returns.models import FormDetail
from mingzheng.platform.jobs.public import enqueue


def start_asking(context: EffectContext) -> None:
    """Queue the asking of a form's units."""
    enqueue(
        ask_units,
        form_id=context.case.pk,
        account_id=context.actor.account_id,
        occurred_on=context.occurred_on.isoformat(),
        recorded_at=context.recorded_at.isoformat(),
    )


def add_units(context: EffectContext) -> None:
    """Add units to a published form and ask them."""
    form = FormDetail.objects.select_for_update().get(pk=context.case.pk)
    form.unit_ids = list(dict.fromkeys([*form.unit_ids, *context.given["more_units"]]))
    form.save(update_fields=["unit_ids"])
    start_asking(context)
