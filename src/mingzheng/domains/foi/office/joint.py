"""A joint answer 合并答复 moves as one: what is done to one of its applications is done to all of them, or to none.

Inside the act's transaction. Each application keeps its own acts and counts as one; handing the draft in is `desk.answer`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mingzheng.casework.public import EffectContext, Refusal, Refused, perform
from mingzheng.domains.foi.models import Application

_NAMED = re.compile(r"[A-Z]+-\d{4}-\d+：")


def follow_joint(context: EffectContext) -> None:
    """Do the same to the next application of the joint answer that still stands where this one stood; it does the rest.

    Raises Refused, which takes back all of them; every reason names the application it speaks of.
    """
    joint = (
        Application.objects.filter(pk=context.case.pk).exclude(joint="").values_list("joint", "applicant_key").first()
    )
    if joint is None:
        return
    rows = Application.objects.filter(joint=joint[0], applicant_key=joint[1], case__state=context.facts.state)
    following = rows.exclude(pk=context.case.pk).select_related("case").order_by("pk").first()
    if following is None:
        return
    number = following.case.number
    perform_named(
        number,
        lambda: perform(
            following.pk,
            context.action.code,
            actor=context.actor,
            occurred_on=context.occurred_on,
            recorded_at=context.recorded_at,
            data=dict(context.given),
            key=f"{context.key[:40]}:{number}" if context.key else "",
        ),
    )


def perform_named(number: str, act: Callable[[], Any]) -> None:
    """Perform an act on one of several applications; a refusal says of which. Raises Refused and what the door raises."""
    try:
        act()
    except Refused as refused:
        raise Refused([_named(one, number) for one in refused.reasons]) from refused


def _named(reason: Refusal, number: str) -> Refusal:
    """Return a reason with the application's number before it; one that names another application already keeps it."""
    return reason if _NAMED.match(reason.message) else replace(reason, message=f"{number}：{reason.message}")
