"""The table of a run's findings."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from mingzheng.domains.patrol.judging.indicators import GROUPS, INDICATORS
from mingzheng.domains.patrol.models import RunFinding
from mingzheng.platform.desk.public import CodeColumn, DeskColumn, DeskTable, LinkColumn


def place_of(row: RunFinding) -> str:
    """Return where a finding leads: its case, else the list of cases."""
    if row.case is None:
        return reverse("casework:procedure", args=["patrol_finding"])
    return reverse("casework:case", args=[row.case.number])


class IndicatorColumn(DeskColumn):
    """The group and title of an indicator."""

    def render(self, value: str, record: RunFinding) -> Any:
        """Draw the title, its group below."""
        item = INDICATORS[value]
        return format_html('{}<br><span class="muted">{}</span>', item.title, GROUPS[item.group])

    def value(self, record: RunFinding, value: str) -> str:
        """Name both in the workbook."""
        return f"{GROUPS[INDICATORS[value].group]}：{INDICATORS[value].title}"


class FindingsTable(DeskTable):
    """What a run found; the problem leads to its case."""

    caption = "本次发现的问题"
    message = LinkColumn(verbose_name="问题", url=place_of, tags=lambda row: ["新出现"] if row.is_new else [])
    indicator = IndicatorColumn(verbose_name="指标", is_short=True)
    page = DeskColumn(verbose_name="页面", priority=3)
    url = DeskColumn(verbose_name="网址", priority=2)
    excerpt = DeskColumn(verbose_name="原文摘录", priority=4)
    number = CodeColumn(verbose_name="转办编号", accessor="case__number", default="—")
