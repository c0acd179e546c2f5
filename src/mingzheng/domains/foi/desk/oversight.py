"""The page of oversight: every unit's clocks as links to its cases, what should be opened to all, the books of questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.public import DoorError, horizon
from mingzheng.domains.foi.citizen.looking import count_spared
from mingzheng.domains.foi.navigation import answers_applications
from mingzheng.domains.foi.office.oversight import alike_for, standings_for
from mingzheng.domains.foi.office.proposals import close_proposal, open_proposals_for, propose
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import now, today


class OversightView(DeskView):
    """How all units stand, as far as the reader may see them; proposals for proactive publication and their end."""

    template_name = "foi/oversight.html"
    page_title = "公开办理监督"
    purpose = "各单位申请办理和期限；逾期的点开后催办。多人申请的信息提示转主动公开。"
    basis = "政府信息公开条例第三条、第四十四条、第四十六条"

    def may_see(self, actor: Actor) -> bool:
        """Admit who handles applications."""
        return answers_applications(actor)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose what several asked for, or close a proposal with what was published."""
        key = request.POST.get("idempotency_key", "")[:60]
        numbers, record = request.POST.get("numbers", ""), request.POST.get("record", "")
        try:
            if numbers:
                propose(numbers, actor=self.actor, at=now(), key=key)
                messages.success(request, "已登记到“依申请转主动公开”。")
            elif record.isdecimal() and len(record) < 18:
                close_proposal(int(record), actor=self.actor, at=now(), key=key)
                messages.success(request, "已登记公开的网址和日期。")
        except DoorError as error:
            messages.error(request, "；".join(part for part in (error.message, error.next_step) if part))
        return redirect("foi:oversight")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        on = today()
        opened, spared = count_spared(on.replace(month=1, day=1), on)
        found = {
            "rows": standings_for(self.actor, horizon(on)),
            "place": reverse("casework:procedure", args=["foi_application"]),
            "alike": alike_for(self.actor, on),
            "proposals": open_proposals_for(self.actor),
            "year": on.year,
            "opened": opened,
            "spared": spared,
            "books": [
                ("共性和疑难问题", reverse("registers:list", args=["foi_question"])),
                ("依申请转主动公开", reverse("registers:list", args=["foi_proactive"])),
                ("已答复的申请（门户网站公开目录）", reverse("apply:log")),
            ],
        }
        return super().get_context_data(**found, **kwargs)
