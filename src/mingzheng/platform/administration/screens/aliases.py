"""Aliases 别名 that readers of documents asked for: those that wait, those decided, and deciding one (system administrator)."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.platform.access.public import may_manage_accounts
from mingzheng.platform.administration.forms import AliasDecision
from mingzheng.platform.administration.screens.base import AdminFormView, AdminView
from mingzheng.platform.desk.public import Outcome
from mingzheng.platform.org.public import AliasRequest, decide_alias, list_alias_requests

SHOWN = 50


class AliasesView(AdminView):
    """What waits to be decided, and the newest decisions."""

    template_name = "administration/aliases.html"
    page_title = "别名申请"
    purpose = "核对方案的人遇到单位的另一种叫法，可申请记为别名；记下以后，文件中的这种叫法自动对应到该单位。"
    crumb = ("单位", "units")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both lists."""
        return super().get_context_data(
            waiting=list_alias_requests(waiting=True)[:SHOWN],
            decided=list_alias_requests(waiting=False)[:SHOWN],
            may_decide=may_manage_accounts(self.actor),
            **kwargs,
        )


class DecideAliasView(AdminFormView):
    """Keep one as an alias, or decline it with a reason."""

    duty = staticmethod(may_manage_accounts)  # type: ignore[assignment]
    crumb = ("别名申请", "aliases")
    form_class = AliasDecision
    submit_label = "作出决定"

    @cached_property
    def request_asked(self) -> AliasRequest:
        """Return the request of the address."""
        return get_object_or_404(list_alias_requests(waiting=True), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Name both."""
        return f"“{self.request_asked.alias}”是否记为{self.request_asked.unit.name}的别名"

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        asked = self.request_asked
        return [
            f"由{asked.asked_by}提出，出自{asked.found_in or '未写明'}；",
            "记为别名后，此后读入的文件中这种叫法自动对应到该单位；已经核对的方案不变。",
        ]

    def get_cancel_url(self) -> str:
        """Lead back to the list."""
        return reverse("administration:aliases")

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Decide."""
        given, asked = form.cleaned_data, self.request_asked
        decided = decide_alias(
            asked, keep=given["decision"] == "keep", editor=self.actor, by_name=self.actor.name, reason=given["reason"]
        )
        return Outcome(f"“{asked.alias}”：{decided.get_state_display()}。", self.get_cancel_url())
