"""Blocks this room adds to its cases: the draft with its period and opinions; an error as it was reported."""

from typing import Any

from django.urls import reverse

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.participation.addresses import page_address
from mingzheng.domains.participation.desk.merging import heading_of
from mingzheng.domains.participation.desk.pages import may_know
from mingzheng.domains.participation.selectors import find_of_case, list_opinions, list_submissions, tally_of
from mingzheng.platform.access.public import Actor

SHOWN = 400
MOST = 60


def consultation_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the draft and the opinions. The reader has been admitted to the case."""
    row = find_of_case(case)
    if row is None:
        return []
    draft = {"row": row, "excerpt": row.text[:SHOWN], "is_cut": len(row.text) > SHOWN}
    if row.source is not None:
        draft["source_url"] = reverse("casework:case", args=[row.source.number])
    if row.opens_on:
        draft["public_url"] = page_address(case.number)
    panels = [Panel("草案", "participation/panels/draft.html", draft)]
    if row.opens_on:
        panels.append(Panel("意见", "participation/panels/opinions.html", _opinions(case, actor)))
    return panels


def _opinions(case: Case, actor: Actor) -> dict[str, Any]:
    opinions = list_opinions(case.pk)
    submissions = list_submissions(case.pk) if may_know(actor, case) else []
    return {
        "case": case,
        "tally": tally_of(case.pk),
        "rows": [(heading_of(one), one) for one in opinions[:MOST]],
        "more": max(0, len(opinions) - MOST),
        "reachable": [one for one in submissions if one.has_contact],
    }


def error_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return what was reported."""
    row = getattr(case, "participation_siteerror", None)
    return [Panel("反映的问题", "participation/panels/site_error.html", {"row": row})] if row is not None else []
