"""Blocks this room adds to the page of a finding: where it is, what was read, what the last look showed."""

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.patrol.crawling.exchange import FAULTS
from mingzheng.domains.patrol.judging.indicators import GROUPS, INDICATORS
from mingzheng.domains.patrol.models import FindingDetail
from mingzheng.domains.patrol.selectors import get_finding
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact, format_date


def finding_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the block of a finding."""
    row = get_finding(case.pk)
    return [Panel("问题和证据", "patrol/panels/finding.html", {"facts": facts_shown(row), "row": row})]


def facts_shown(row: FindingDetail) -> list[Fact]:
    """Return what a finding says of itself."""
    indicator, evidence = INDICATORS.get(row.indicator), row.evidence
    answer = FAULTS.get(evidence.get("fault", ""), "") or evidence.get("status", "")
    rows = [
        ("网站", row.site.name if row.site else ""),
        ("指标", f"{GROUPS[indicator.group]}：{indicator.title}" if indicator else ""),
        ("栏目", row.column),
        ("问题", row.message),
        ("原文摘录", row.excerpt),
        ("整改建议", row.advice),
        ("依据", indicator.basis if indicator else ""),
        ("首次发现", evidence.get("at", "").replace("T", " ")[:16]),
        ("最近发现", format_date(row.last_seen_on) if row.last_seen_on else ""),
        ("页面应答", f"{answer}，用时 {evidence['seconds']} 秒" if answer and "seconds" in evidence else answer),
        ("最近复查", row.look),
    ]
    return [Fact(label, value) for label, value in rows if value]
