"""Blocks this room adds to the page of a finding: where it is, what was read, what the last look showed."""

from datetime import datetime

from mingzheng.casework.public import Case, Panel
from mingzheng.domains.patrol.crawling.exchange import FAULTS
from mingzheng.domains.patrol.judging.indicators import GROUPS, INDICATORS
from mingzheng.domains.patrol.models import FindingDetail
from mingzheng.domains.patrol.selectors import get_finding
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact, format_date, format_moment


def finding_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the block of a finding."""
    row = get_finding(case.pk)
    return [Panel("证据和复查", "patrol/panels/finding.html", {"facts": facts_shown(row)})]


def facts_shown(row: FindingDetail) -> list[Fact]:
    """Return what proves a finding and what the last look showed; what it says stands above, among the fields."""
    indicator, evidence = INDICATORS.get(row.indicator), row.evidence
    answer = FAULTS.get(evidence.get("fault", ""), "") or evidence.get("status", "")
    seconds = evidence.get("seconds", "")
    rows = [
        ("网站", row.site.name if row.site else ""),
        ("指标类别", GROUPS[indicator.group] if indicator else ""),
        ("依据", indicator.basis if indicator else ""),
        ("栏目", row.column),
        ("整改建议", row.advice),
        ("首次发现", format_moment(datetime.fromisoformat(evidence["at"])) if "at" in evidence else ""),
        ("最近发现", format_date(row.last_seen_on) if row.last_seen_on else ""),
        ("网址应答", f"{answer}，用时 {seconds} 秒" if answer and seconds else answer),
        ("最近复查", f"{row.look}（{format_moment(row.looked_at)}）" if row.look and row.looked_at else row.look),
    ]
    return [Fact(label, value) for label, value in rows if value]
