"""Circulars 通报: the units' standing they state, and their number when they go out."""

from typing import Any

from django.db.models import Count, Q

from mingzheng.casework.public import BadInput, Case, EffectContext, cases_for
from mingzheng.domains.workplan.models import CircularDetail, SchemeDetail
from mingzheng.kit.text import in_book_marks
from mingzheng.platform.notices.public import notify
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.org.public import descendant_ids, holders_of
from mingzheng.platform.parameters.public import get_value


def standing_of_units(scheme: SchemeDetail, as_of: Any) -> list[dict[str, Any]]:
    """Return each unit's rows: how many, struck off, under way, overdue, not involved; worst overdue first."""
    open_late = Q(is_open=True, is_suspended=False, due_on__lt=as_of)
    rows = (
        Case.objects.filter(procedure="workplan_item", workplan_itemdetail__scheme=scheme)
        .values("handling_unit_id", "handling_unit__name")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state="done")),
            not_involved=Count("pk", filter=Q(state="not_involved")),
            overdue=Count("pk", filter=open_late),
            open=Count("pk", filter=Q(is_open=True)),
        )
        .order_by("-overdue", "handling_unit__order")
    )
    return [
        {
            "unit_id": row["handling_unit_id"],
            "unit": row["handling_unit__name"],
            **{name: row[name] for name in ("total", "done", "not_involved", "overdue", "open")},
        }
        for row in rows
    ]


def take_standing(context: EffectContext) -> None:
    """Keep the units' standing on the day as the circular's table, while it is being drafted."""
    detail = CircularDetail.objects.get(pk=context.case.pk)
    wanted = context.given.get("scheme") or detail.scheme_id or 0
    seen = cases_for(context.actor, procedure="workplan_scheme").filter(pk=wanted).values("pk")
    scheme = SchemeDetail.objects.filter(pk__in=seen).first()
    if scheme is None:
        raise BadInput({"scheme": ["请填写一份已建账方案的编号"]})
    _refuse_another_schemes_text(context, scheme)
    table = standing_of_units(scheme, context.occurred_on)
    CircularDetail.objects.filter(pk=detail.pk).update(scheme=scheme, table=table, as_of=context.occurred_on)


def _refuse_another_schemes_text(context: EffectContext, scheme: SchemeDetail) -> None:
    """Raise BadInput for a text that names another scheme and not this one: the suggested one, scheme changed since."""
    body = str(context.given.get("body", ""))
    if not body or in_book_marks(scheme.case.title) in body:
        return
    seen = cases_for(context.actor, procedure="workplan_scheme").exclude(pk=scheme.pk)
    named = [title for title in seen.values_list("title", flat=True) if in_book_marks(title) in body]
    if named:
        told = f"正文写的是{in_book_marks(named[0])}，与所选方案不是同一份，请改写正文或改选方案"
        raise BadInput({"body": [told]})


def issue_circular(context: EffectContext) -> None:
    """Give an approved circular its number and day; the number is gapless."""
    number = reserve_document_number(
        get_value("workplan.letter_code"),
        context.occurred_on.year,
        actor=context.actor.ref,
        subject=f"case:{context.case.pk}",
        title=context.case.title,
    )
    approval = context.facts.last_act("approve")
    approver = Case.objects.get(pk=context.case.pk).acts.filter(action="approve").order_by("-sequence").first()
    CircularDetail.objects.filter(pk=context.case.pk).update(
        number=number.text,
        issued_on=context.occurred_on,
        approver=(approver.on_behalf_name or approver.actor_name) if approval and approver else "",
    )
    issue_number(number.pk, actor=context.actor.ref)
    _tell_units(context)


def _tell_units(context: EffectContext) -> None:
    table = CircularDetail.objects.values_list("table", flat=True).get(pk=context.case.pk)
    units = descendant_ids([row["unit_id"] for row in table if row["unit_id"]], context.occurred_on)
    people = holders_of(units, ("liaison", "head"), context.occurred_on)
    notify(
        [person.pk for person in people],
        kind="workplan_circular.issue",
        subject_ref=f"circular:{context.case.pk}",
        count_text="收到工作要点通报 1 期",
        url="/desk/plan/circulars/",
    )
