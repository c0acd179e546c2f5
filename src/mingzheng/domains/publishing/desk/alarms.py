"""The alarms: what is published is not what was approved; who looks into it says what was done."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import cases_for
from mingzheng.domains.publishing.desk.pages import publishes
from mingzheng.domains.publishing.procedures.people import HEADS
from mingzheng.domains.publishing.selectors import alarms_for, count_open_alarms
from mingzheng.domains.publishing.services.comparing import settle_alarm
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import PlainForm
from mingzheng.platform.desk.public import Count, DeskView, go_to
from mingzheng.platform.ledger.public import now


def settles(actor: Actor | None) -> bool:
    """Say whether somebody may settle alarms: heads of who publishes, in the office and in the units."""
    return actor is not None and actor.has_any_role(HEADS.roles)


def count_alarms(actor: Actor) -> dict[str, Count]:
    """Return how many alarms stand, for the side bar."""
    count = count_open_alarms() if settles(actor) else 0
    return {"publishing.alarms": Count(count, "overdue")} if count else {}


class NoteForm(PlainForm):
    """What was found and done."""

    note = forms.CharField(label="核查和处理情况", max_length=500)


class AlarmsView(DeskView):
    """Shows the alarms that stand and those settled lately."""

    template_name = "publishing/alarms.html"
    page_title = "内容比对告警"
    purpose = "每晚把在网的每一页与审定稿逐字、逐件比对；不一致的在这里，直到有人核查处理。"
    basis = "先审后发（国办发〔2018〕123号）"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        return self._show(NoteForm())

    def _show(self, form: PlainForm, wrong: int = 0) -> HttpResponse:
        rows = alarms_for(cases_for(self.actor, procedure="publication"))
        context = self.get_context_data(
            standing=[row for row in rows if row.settled_at is None],
            settled=[row for row in rows if row.settled_at is not None],
            form=form,
            wrong=wrong,
            may_settle=settles(self.actor),
        )
        return self.render_to_response(context, status=422 if wrong else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle one."""
        form, number = NoteForm(request.POST), str(request.POST.get("alarm", ""))
        rows = alarms_for(cases_for(self.actor, procedure="publication"))
        row = next((one for one in rows if str(one.pk) == number), None)
        here = reverse("publishing:alarms")
        if row is None or not settles(self.actor):
            return go_to(request, here, "没有处理：您不能处理这条告警，请科室负责人以上的同志办理。")
        if not form.is_valid():
            return self._show(form, row.pk)
        done = settle_alarm(row, note=form.cleaned_data["note"], actor=self.actor, at=now())
        words = "已登记处理情况；今晚仍不一致的会再次告警。" if done else "这条告警已由他人处理，没有改动。"
        return go_to(request, here, words)
