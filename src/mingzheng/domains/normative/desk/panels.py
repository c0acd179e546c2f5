"""Blocks this room adds to the pages of its cases: the draft with its gates, the documents of a clean-up run."""

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.normative.models import CleanUpLine
from mingzheng.domains.normative.ports import find_consultation
from mingzheng.domains.normative.selectors import find_draft, find_interpretation
from mingzheng.platform.access.public import Actor

SHOWN = 400


def draft_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the draft as it stands. The reader has been admitted to the case."""
    draft = find_draft(case.pk)
    if draft is None:
        return []
    interpretation = find_interpretation(draft)
    flags = [
        word
        for word, holds in (
            ("与市场主体生产经营密切相关", draft.touches_market),
            ("涉及群众切身利益", draft.touches_public),
            ("涉及经营者经济活动", draft.touches_competition),
            ("紧急", draft.urgent),
        )
        if holds
    ]
    context = {
        "draft": draft,
        "flags": flags,
        "interpretation": interpretation,
        "excerpt": draft.text[:SHOWN],
        "is_cut": len(draft.text) > SHOWN,
        "consultation": find_consultation(case.pk),
        "may_ask": case.state in {"drafting", "revised"},
        "number": case.number,
    }
    return [Panel("文稿", "normative/panels/draft.html", context)]


def clean_up_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the documents of a run with what becomes of them."""
    lines = CleanUpLine.for_run(case.pk)
    return [Panel("清理的文件", "normative/panels/clean_up.html", {"lines": list(lines), "case": case})]
