"""Soliciting opinions 征求意见/认领: a unit answers row by row in one form; the office sees them merged and answers each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse

from mingzheng.casework.public import DoorError, PartyRole
from mingzheng.domains.workplan.desk.scheme_pages import SchemeView, explain
from mingzheng.domains.workplan.models import SchemeOpinion
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.procedures import SCHEME
from mingzheng.domains.workplan.scheme_selectors import find_action, group_rows, latest_opinions, list_rows
from mingzheng.domains.workplan.services.opinions import Answer, answer_opinion, give_answers
from mingzheng.platform.desk.public import go_to
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.ledger.public import now, today

Position = SchemeOpinion.Position
CHOICES = [(Position.CLAIM.value, "认领"), (Position.CHANGE.value, "建议修改"), (Position.OBJECT.value, "不认领")]
WHOLE = [(Position.AGREE.value, "无意见"), (Position.CHANGE.value, "建议修改")]


def count_claims(opinions: list[SchemeOpinion]) -> int:
    """Return how many units claim a row, without the claims the office has refused."""
    return sum(1 for item in opinions if item.position == Position.CLAIM and item.is_adopted is not False)


class OpinionsView(SchemeView):
    """The unit's form while the draft goes round, and the office's merged view."""

    page_title = "征求意见"
    template_name = "workplan/opinions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather rows with the opinions this reader may see: the office all, a unit its own."""
        scheme = self.scheme
        may_answer = find_action(self.actor, scheme, "answer_opinion") is not None
        may_give = find_action(self.actor, scheme, "give_opinion") is not None
        by_row = latest_opinions(scheme)
        if not may_answer and not self._sees_all():
            own = own_units(self.actor)
            by_row = {pk: [item for item in items if item.unit_id in own] for pk, items in by_row.items()}
        rows = list_rows(scheme)
        entries: list[dict[str, Any]] = [{"item": item, "opinions": by_row.get(item.row.pk, [])} for item in rows]
        given = self.request.POST
        for entry in entries:
            entry["claims"] = count_claims(entry["opinions"])
            entry["mine"] = self._mine(entry["opinions"], str(entry["item"].row.pk), given)
        return super().get_context_data(
            scheme=scheme,
            case=scheme.case,
            groups=group_rows(rows),
            entries={entry["item"].row.pk: entry for entry in entries},
            flat=[entry for entry in entries if entry["opinions"]] if not may_give else entries,
            whole=by_row.get(None, []),
            mine_whole=self._mine(by_row.get(None, []), "whole", given),
            may_answer=may_answer,
            may_give=may_give,
            choices=CHOICES,
            whole_choices=WHOLE,
            replies=self._replies() if not may_give else [],
            **kwargs,
        )

    def _sees_all(self) -> bool:
        return any(grant.role.startswith(("office", "auditor")) for grant in self.actor.grants)

    def _mine(self, opinions: list[SchemeOpinion], name: str, given: Any) -> dict[str, str]:
        if given:
            return {"position": given.get(f"position-{name}", ""), "text": given.get(f"text-{name}", "")}
        units = own_units(self.actor)
        own = next((item for item in opinions if item.unit_id in units), None)
        return {"position": own.position, "text": own.text} if own else {"position": "", "text": ""}

    def _replies(self) -> list[dict[str, Any]]:
        """Return who was asked and who answered."""
        asked = self.scheme.case.parties.filter(role=PartyRole.CO).select_related("unit").order_by("unit__order")
        counts: dict[int, int] = {}
        for unit_id in self.scheme.opinions.values_list("unit_id", flat=True):
            counts[unit_id] = counts.get(unit_id, 0) + 1
        return [{"name": party.unit.name, "count": counts.get(party.unit_id, 0)} for party in asked]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Keep the unit's answers, or show the form again with every reason."""
        if find_action(self.actor, self.scheme, "give_opinion") is None:
            raise PermissionDenied
        answers = []
        for row in self.scheme.requirements.all():
            position = request.POST.get(f"position-{row.pk}", "")
            if position:
                answers.append(Answer(row, position, request.POST.get(f"text-{row.pk}", "")))
        if request.POST.get("position-whole"):
            answers.append(Answer(None, request.POST["position-whole"], request.POST.get("text-whole", "")))
        try:
            give_answers(
                self.scheme,
                answers,
                actor=self.actor,
                occurred_on=today(),
                recorded_at=now(),
                key=request.POST.get("idempotency_key", "")[:48],
            )
        except (DoorError, Rejected) as error:
            context = self.get_context_data(reasons=explain(error))
            return self.render_to_response(context, status=422)
        return go_to(
            request, reverse("workplan:opinions", args=[number]), f"意见已反馈，共 {len(answers)} 条；截止前可以再改。"
        )


class AnswerView(SchemeView):
    """The office's word on one opinion."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, opinion: int) -> HttpResponse:
        """Keep whether it is adopted."""
        if find_action(self.actor, self.scheme, "answer_opinion") is None:
            raise PermissionDenied
        found = self.scheme.opinions.filter(pk=opinion).select_related("unit", "requirement").first()
        if found is None:
            raise Http404
        url = reverse("workplan:opinions", args=[number]) + f"#opinion-{opinion}"
        try:
            answer_opinion(
                found,
                adopted=request.POST.get("adopted") == "yes",
                how=request.POST.get("how", ""),
                actor=self.actor,
                occurred_on=today(),
                recorded_at=now(),
                key=request.POST.get("idempotency_key", "")[:64],
            )
        except (DoorError, Rejected) as error:
            return go_to(request, url, "；".join(explain(error)))
        return go_to(request, url, f"已回复{found.unit.name}的意见。")


def open_opinions(request: HttpRequest, number: str) -> HttpResponse:
    """Lead the engine's actions of soliciting to the page where they are done row by row."""
    return redirect("workplan:opinions", number)


urlpatterns = [
    re_path(rf"^desk/cases/(?P<number>{SCHEME.prefix}-[^/]+)/act/(?:give|answer)_opinion$", open_opinions),
    path("desk/plan/schemes/<str:number>/opinions", OpinionsView.as_view(), name="opinions"),
    path("desk/plan/schemes/<str:number>/opinions/<int:opinion>", AnswerView.as_view(), name="answer_opinion"),
]
