"""Blocks this room adds to the pages of its cases: the scheme, the requirement and the unit's row. Reads only."""

from typing import Any

from django.urls import reverse

from mingzheng.casework.public import Case, Panel, cases_for, horizon
from mingzheng.domains.workplan.desk.letters import list_papers_of
from mingzheng.domains.workplan.ledger_selectors import LAMPS, find_item_of, find_requirement_of
from mingzheng.domains.workplan.models import Requirement
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.scheme_selectors import find_scheme_of, group_findings, latest_opinions
from mingzheng.domains.workplan.services.booking import booking_progress
from mingzheng.domains.workplan.services.checking import describe_deadline
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact, Number, Plot, Series, format_date
from mingzheng.platform.ledger.public import today


def scheme_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return how far the scheme is: checking, opinions, booking, and its ledger with the papers."""
    scheme = find_scheme_of(case)
    if scheme is None:
        return []
    panels = []
    done, total = booking_progress(scheme)
    _, blocking, settled = group_findings(scheme)
    polled = reverse("workplan:booking_progress", args=[case.number]) if case.state == "booking" else ""
    panels.append(
        Panel(
            "要求和台账",
            "workplan/panels/scheme.html",
            {
                "case": case,
                "done": done,
                "total": total,
                "poll_url": polled,
                "blocking": blocking,
                "settled": settled,
                "recipients": scheme.recipient_units.count(),
                "numbers": _lamp_numbers(case, actor) if case.state in {"booked", "concluded"} else [],
            },
        )
    )
    opinions = [item for items in latest_opinions(scheme).values() for item in items]
    if not any(grant.role.startswith(("office", "auditor")) for grant in actor.grants):
        own = own_units(actor)
        opinions = [item for item in opinions if item.unit_id in own]
    if opinions:
        waiting = sum(1 for item in opinions if item.is_adopted is None and item.position != "agree")
        opinions_context = {"case": case, "opinions": opinions[:12], "count": len(opinions), "waiting": waiting}
        panels.append(Panel("各单位意见", "workplan/panels/opinions.html", opinions_context))
    return panels


def _lamp_numbers(case: Case, actor: Actor) -> list[Number]:
    at = horizon(today())
    rows = cases_for(actor, procedure="workplan_item").filter(workplan_itemdetail__scheme=case.pk)
    counts = dict.fromkeys(LAMPS, 0)
    for is_open, due_on, is_suspended in rows.values_list("is_open", "due_on", "is_suspended"):
        counts[at.lamp_of(is_open=is_open, due_on=due_on, is_suspended=is_suspended)] += 1
    here = reverse("workplan:ledger", args=[case.number])
    words = {"overdue": "逾期", "due_soon": "将到期", "normal": "正常", "done": "已办结"}
    return [Number(counts[lamp], word, f"{here}?lamp={lamp}", lamp=lamp) for lamp, word in words.items()]


def _as_printed(row: Requirement, scheme_case: Case) -> dict[str, Any]:
    facts = [
        Fact("方案", scheme_case.title, reverse("workplan:ledger", args=[scheme_case.number])),
        Fact("所在部分", row.heading_path or ("总体要求" if row.is_preamble else "")),
        Fact("序号", row.number),
        Fact("时限", describe_deadline(row), note=f"原文“{row.deadline_text}”" if row.deadline_text else ""),
        Fact("责任单位（原文）", row.raw_units),
    ]
    return {"row": row, "facts": [fact for fact in facts if fact.value]}


def requirement_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the requirement as printed, and its units' rows by lamp."""
    detail = find_requirement_of(case)
    if detail is None:
        return []
    at = horizon(today())
    counts = dict.fromkeys(LAMPS, 0)
    children = case.children.values_list("is_open", "due_on", "is_suspended")
    for is_open, due_on, is_suspended in children:
        counts[at.lamp_of(is_open=is_open, due_on=due_on, is_suspended=is_suspended)] += 1
    context = {
        **_as_printed(detail.requirement, detail.scheme.case),
        "counts": [(lamp, counts[lamp]) for lamp in LAMPS if counts[lamp]],
        "total": sum(counts.values()),
    }
    return [Panel("方案原文", "workplan/panels/requirement.html", context)]


def item_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the requirement as printed, the turns, the progress and the letters of a unit's row."""
    detail = find_item_of(case)
    if detail is None:
        return []
    panels = [
        Panel("方案原文", "workplan/panels/requirement.html", _as_printed(detail.requirement, detail.scheme.case))
    ]
    turns = list(detail.occurrences.all())
    if turns:
        on = today()
        states = [(turn, "done" if turn.done_on else "overdue" if turn.due_on < on else "normal") for turn in turns]
        panels.append(Panel("各期完成情况", "workplan/panels/turns.html", {"turns": states}))
    entries = list(detail.entries.all())
    if entries:
        panels.append(Panel("进展", "workplan/panels/progress.html", {"entries": entries, "plot": _plot(entries)}))
    papers = list_papers_of(case)
    if papers:
        panels.append(Panel("催办和函件", "workplan/panels/papers.html", {"papers": papers}))
    return panels


def _plot(entries: list[Any]) -> Plot | None:
    """Return the percent over time; nothing to see with fewer than two reports."""
    ordered = sorted(entries, key=lambda entry: (entry.reported_on, entry.pk))
    if len(ordered) < 2:
        return None
    labels = tuple(f"{entry.reported_on:%-m月%-d日}" for entry in ordered)
    values = tuple(float(entry.percent) for entry in ordered)
    source = f"由报送记录计算，截至 {format_date(ordered[-1].reported_on)}。"
    return Plot("完成进度", labels, (Series("进度", values),), unit="%", source=source)
