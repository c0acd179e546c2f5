"""Ask the units of a published form: one case for each, opened by a job in the name of whoever published."""

from datetime import date, datetime

from mingzheng.casework.public import open_case
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.platform.access.public import Actor


def ask_all(form_id: int, *, actor: Actor, occurred_on: date, recorded_at: datetime) -> int:
    """Open a return for every unit of a form that has none; return how many there are now. Safe to repeat."""
    form = FormDetail.objects.select_related("case").get(pk=form_id)
    asked = set(ReturnDetail.objects.filter(form=form).values_list("unit_id", flat=True))
    for unit_id in form.unit_ids:
        if unit_id not in asked:
            _ask(form, unit_id, actor=actor, occurred_on=occurred_on, recorded_at=recorded_at)
    return ReturnDetail.objects.filter(form=form).count()


def _ask(form: FormDetail, unit_id: int, *, actor: Actor, occurred_on: date, recorded_at: datetime) -> None:
    data = {
        "lead_units": [unit_id],
        "due_on": form.due_on.isoformat(),
        "source": form.basis[:300],
    }
    if form.verify_unit_ids:
        data["verify_units"] = list(form.verify_unit_ids)
    open_case(
        "figure_return",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=data,
        key=f"return:{form.pk}:{unit_id}",
        title=form.case.title,
        origin_unit_id=form.case.origin_unit_id,
        parent_id=form.pk,
        detail={"form_id": form.pk, "unit_id": unit_id},
    )
