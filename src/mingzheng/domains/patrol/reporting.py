"""A judged walk as plain values and as text, for the command line and for machines. No Django."""

from collections.abc import Sequence
from typing import Any

from mingzheng.domains.patrol.crawling.walking import Target
from mingzheng.domains.patrol.judging.indicators import BY_HAND, GROUPS
from mingzheng.domains.patrol.judging.links import describe
from mingzheng.domains.patrol.judging.model import Found
from mingzheng.domains.patrol.judging.scoring import Score
from mingzheng.domains.patrol.judging.site import Walked

NOT_SEEN = [words for _, words in BY_HAND]


def as_values(walked: Walked, found: Sequence[Found], score: Score, *, is_cut: bool) -> dict[str, Any]:
    """Return everything a run says as values JSON knows."""
    unjudged = [seen for seen in walked.seen if not seen.was_judged]
    return {
        "site": walked.target.start,
        "date": walked.on.isoformat(),
        "pages": len(walked.pages),
        "addresses": len(walked.seen),
        "complete": not is_cut,
        "verdict": score.verdict,
        "points": None if score.points is None else float(score.points),
        "bonus_open": score.may_have_bonus,
        "lines": [
            {
                "indicator": line.indicator.code,
                "title": line.indicator.title,
                "group": GROUPS[line.indicator.group],
                "count": line.count,
                "points": float(line.points),
            }
            for line in (*score.vetoes, *score.lines, *score.hints)
        ],
        "findings": [finding_values(one) for one in found],
        "not_checked": [{"url": seen.visit.url, "reason": describe(seen)} for seen in unjudged],
        "by_hand": NOT_SEEN,
    }


def finding_values(one: Found) -> dict[str, Any]:
    """Return one finding as values."""
    return {
        "indicator": one.indicator,
        "title": one.of.title,
        "group": GROUPS[one.of.group],
        "veto": one.of.is_veto,
        "url": one.url,
        "page": one.page,
        "message": one.message,
        "excerpt": one.excerpt,
        "advice": one.advice or one.of.advice,
        "basis": one.of.basis,
        "evidence": dict(one.evidence),
        "fingerprint": one.fingerprint,
    }


def as_text(target: Target, values: dict[str, Any]) -> str:
    """Return what a person reads."""
    points = "" if values["points"] is None else f"，{values['points']:g} 分"
    lines = [
        f"{target.start}：{values['verdict']}{points}",
        f"检查 {values['pages']} 页，核查 {values['addresses']} 个网址。",
    ]
    if not values["complete"]:
        lines.append("达到上限，没有查完；未查部分不作结论。")
    for line in values["lines"]:
        cost = "否决" if line["group"] == GROUPS["veto"] else f"扣 {line['points']:g}" if line["points"] else "提示"
        lines.append(f"  {line['group']}  {line['title']}  {line['count']} 处  {cost}")
    for number, one in enumerate(values["findings"], start=1):
        lines += [f"{number}. 【{one['title']}】{one['message']}", f"   {one['page']} {one['url']}".rstrip()]
        lines += [f"   原文：{one['excerpt']}"] if one["excerpt"] else []
        lines += [f"   建议：{one['advice']}"] if one["advice"] else []
    lines += ["以下须人工检查：", *(f"  {words}" for words in values["by_hand"])]
    return "\n".join(lines)
