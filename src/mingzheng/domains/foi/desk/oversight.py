"""The page of oversight: every unit's clocks as links to its cases, what should be opened to all, the books of questions."""

from typing import Any

from django.urls import reverse

from mingzheng.casework.public import horizon
from mingzheng.domains.foi.navigation import answers_applications
from mingzheng.domains.foi.office.oversight import alike_for, standings_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today


class OversightView(DeskView):
    """How all units stand, as far as the reader may see them."""

    template_name = "foi/oversight.html"
    page_title = "公开办理监督"
    purpose = "各单位申请办理和期限；逾期的点开后催办。多人申请的信息提示转主动公开。"
    basis = "政府信息公开条例第三条、第四十四条、第四十六条"

    def may_see(self, actor: Actor) -> bool:
        """Admit who handles applications."""
        return answers_applications(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        at = horizon(today())
        rows = standings_for(self.actor, at)
        place = reverse("casework:procedure", args=["foi_application"])
        books = [
            ("共性和疑难问题", reverse("registers:list", args=["foi_question"])),
            ("依申请转主动公开", reverse("registers:list", args=["foi_proactive"])),
        ]
        return super().get_context_data(
            rows=rows, place=place, alike=alike_for(self.actor, today()), year=today().year, books=books, **kwargs
        )
