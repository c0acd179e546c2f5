"""What was taken down in silence: its record, and opening what was sealed under two keys."""

import base64
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import Refused, cases_for
from mingzheng.domains.publishing.desk.exchange import hand_out
from mingzheng.domains.publishing.models import SealOpening
from mingzheng.domains.publishing.selectors import find_opening, takedowns_for
from mingzheng.domains.publishing.services.sealing import OPEN_FOR, agree_to_open, ask_to_open, read_opened
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import spoken_text
from mingzheng.platform.design.public import Crumb, PlainForm
from mingzheng.platform.desk.public import DeskView, go_to
from mingzheng.platform.ledger.public import now

# Who may turn a key; two of them together open.
KEEPERS = frozenset({"office_section_head", "office_director"})


def holds_key(actor: Actor | None) -> bool:
    """Say whether somebody may turn a key."""
    return actor is not None and actor.person_id is not None and actor.has_any_role(KEEPERS)


class ReasonForm(PlainForm):
    """Why what was sealed is to be opened."""

    reason = forms.CharField(label="调阅事由", max_length=500)


class SealsView(DeskView):
    """The record of silent takedowns; asking to open one, and agreeing."""

    template_name = "publishing/seals.html"
    page_title = "下线封存"
    purpose = (
        "静默下线的底档已封存，任何人都看不到；须两名掌管人一人申请、另一人同意，才能在一小时内阅看，每次都有记录。"
    )
    basis = "保守国家秘密法；个人信息保护法第四十七条"

    def may_see(self, actor: Actor) -> bool:
        """Admit the holders of a key."""
        return holds_key(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the takedowns with their openings."""
        return self._show()

    def _show(self, wrong: int = 0) -> HttpResponse:
        at = now()
        rows = takedowns_for(cases_for(self.actor, procedure="publication"))
        lines = [(row, [_state_of(one, self.actor.person_id, at) for one in row.openings.all()]) for row in rows]
        return self.render_to_response(self.get_context_data(lines=lines, wrong=wrong), status=422 if wrong else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn the first key, or the second."""
        here = reverse("publishing:seals")
        rows = takedowns_for(cases_for(self.actor, procedure="publication"))
        if "agree" in request.POST:
            opening = find_opening(int(request.POST["agree"])) if request.POST["agree"].isdecimal() else None
            if opening is None or opening.takedown not in rows:
                raise Http404
            try:
                agree_to_open(opening, actor=self.actor, at=now())
            except Refused as error:
                return go_to(request, here, f"没有同意：{error.reasons[0].message}。{error.reasons[0].next_step}")
            return go_to(request, reverse("publishing:opened", args=[opening.pk]), "已同意调阅，一小时内可以阅看。")
        row = next((one for one in rows if str(one.pk) == request.POST.get("takedown")), None)
        form = ReasonForm(request.POST)
        if row is None:
            raise Http404
        if not form.is_valid():
            return self._show(row.pk)
        ask_to_open(row, reason=form.cleaned_data["reason"], actor=self.actor, at=now())
        return go_to(request, here, "已申请调阅，请另一名掌管人同意。")


def _state_of(opening: SealOpening, person_id: int | None, at: Any) -> dict[str, Any]:
    is_mine = person_id in {opening.asked_by_id, opening.agreed_by_id}
    is_open = opening.agreed_at is not None and at <= opening.agreed_at + OPEN_FOR
    return {
        "opening": opening,
        "may_agree": opening.agreed_at is None and opening.asked_by_id != person_id,
        "may_read": is_open and is_mine,
    }


class OpenedView(DeskView):
    """What was sealed, to one of the two who opened it, while the opening lasts."""

    template_name = "publishing/opened.html"
    page_title = "封存件"
    purpose = "只供本次调阅的两人在一小时内阅看，不得复制、截屏、外传；本次阅看已记录。"
    http_method_names = ["get"]

    def may_see(self, actor: Actor) -> bool:
        """Admit the holders of a key."""
        return holds_key(actor)

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the record."""
        return [Crumb("下线封存", reverse("publishing:seals")), Crumb("封存件")]

    @cached_property
    def opening(self) -> SealOpening:
        """Return the opening, or 404."""
        found = find_opening(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, or hand out one of its files."""
        try:
            package = read_opened(self.opening, actor=self.actor, at=now())
        except Refused as error:
            reason = error.reasons[0]
            return go_to(request, reverse("publishing:seals"), f"不能阅看：{reason.message}。{reason.next_step}")
        wanted = request.GET.get("file", "")
        if wanted.isdecimal() and int(wanted) < len(package["files"]):
            held = package["files"][int(wanted)]
            return hand_out(base64.b64decode(held["bytes"]), held["name"], "application/octet-stream")
        answer = self.render_to_response(
            self.get_context_data(
                opening=self.opening,
                versions=package["versions"],
                fields=[value for value in package.get("fields", {}).values() if value],
                texts=[spoken_text(html) for html in package["revisions"]],
                files=package["files"],
                acts=[one for one in package.get("acts", ()) if one["data"]],
            )
        )
        answer["Cache-Control"] = "no-store"
        return answer
