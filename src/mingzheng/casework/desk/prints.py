"""The printable handling form 呈批表/办文单 of a case, with a code that finds the case again."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.declaration import FieldKind, PartyRole, Procedure
from mingzheng.casework.desk.action_fields import leaders_on
from mingzheng.casework.desk.case_page import case_facts
from mingzheng.casework.desk.presenting import find_action, state_title
from mingzheng.casework.errors import CaseNotFound
from mingzheng.casework.models import Act, Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.selectors import get_case_for, list_acts_for
from mingzheng.documents.writing.forms import (
    FormField,
    HandlingForm,
    Opinion,
    OpinionSection,
    render_form_pdf,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import format_date
from mingzheng.platform.desk.public import actor_of
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import organ_of
from mingzheng.worktime.public import SHANGHAI


@login_required
def handling_form(request: HttpRequest, number: str) -> HttpResponse:
    """Answer with the form as PDF."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        case = get_case_for(actor, number=number)
    except CaseNotFound:
        raise Http404 from None
    address = request.build_absolute_uri(reverse("casework:case", args=[case.number]))
    pdf = render_form_pdf(make_form(case, actor, address))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.number}.pdf"'
    return response


def make_form(case: Case, actor: Actor, address: str) -> HandlingForm:
    """Return the form: what the case is, and every opinion in the words and name of whoever gave it."""
    procedure = get_procedure(case.procedure, case.procedure_version)
    fields = [
        FormField("标题", case.title, is_wide=True),
        FormField("来文（来源）", case.source, is_wide=True),
        FormField("收文日期", format_date(case.opened_on)),
        FormField("限办日期", format_date(case.due_on) if case.due_on else "未定期限"),
        FormField("承办单位", str(case.handling_unit or "")),
        FormField("承办人", str(case.handler or "")),
        FormField("状态", state_title(case, today())),
        FormField("外部编号", f"{case.external_system} {case.external_number}".strip()),
    ]
    shown = {field.label for field in fields}
    fields += [
        FormField(fact.label, str(fact.value), is_wide=len(str(fact.value)) > 16)
        for fact in case_facts(case, procedure)
        if fact.label not in shown and fact.label not in {"来源", "发生日期"}
    ]
    return HandlingForm(
        office=str(case.origin_unit.name),
        title=f"{procedure.title}呈批表",
        case_number=case.number,
        fields=tuple(fields),
        sections=tuple(_sections(actor, case, procedure)),
        urgency=case.get_urgency_display() if case.urgency else "",
        code_text=address,
        printed_on=today(),
        printed_by=actor.name,
    )


def _sections(actor: Actor, case: Case, procedure: Procedure) -> list[OpinionSection]:
    co_units = set(case.parties.filter(role=PartyRole.CO).values_list("unit_id", flat=True))
    groups: dict[str, list[Opinion]] = {
        "领导批示": [],
        "承办单位意见": [],
        **({"会办单位意见": []} if co_units else {}),
        "交办单位意见": [],
    }
    leaders = leaders_on(today())
    organs: dict[int, int] = {}
    for act in list_acts_for(actor, case):
        text = _words_of(act, procedure)
        if not text or act.unit is None:
            continue
        if (act.on_behalf_of_id or act.person_id) in leaders:
            label = "领导批示"
        else:
            organ = organs.setdefault(act.unit.pk, organ_of(act.unit, act.occurred_on).pk)
            if co_units & {act.unit.pk, organ}:
                label = "会办单位意见"
            else:
                label = "交办单位意见" if case.origin_unit_id in {act.unit.pk, organ} else "承办单位意见"
        groups[label].append(_opinion(act, text))
    return [OpinionSection(label, tuple(opinions)) for label, opinions in groups.items()]


def _words_of(act: Act, procedure: Procedure) -> str:
    action = find_action(procedure, act.action)
    if action is None:
        return ""
    words = [
        str(act.data[item.code])
        for item in action.fields
        if item.kind is FieldKind.LONG_TEXT and not item.private and act.data.get(item.code)
    ]
    return f"{act.title}：{'；'.join(words)}" if words else act.title


def _opinion(act: Act, text: str) -> Opinion:
    recorded_on = act.recorded_at.astimezone(SHANGHAI).date()
    is_recorded = act.means in {Act.Means.PAPER, Act.Means.PHONE}
    return Opinion(
        text=text,
        name=act.on_behalf_name or act.actor_name,
        signed_on=act.occurred_on,
        recorded_by=act.actor_name if is_recorded else "",
        recorded_on=recorded_on if recorded_on != act.occurred_on else None,
    )
