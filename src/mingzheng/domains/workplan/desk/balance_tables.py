"""The tables of the opening balance: the batches, and the rows of one as they were read."""

from typing import Any

from django.urls import reverse

from mingzheng.domains.workplan.models import BalanceRow
from mingzheng.platform.desk.public import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskTable,
    LinkColumn,
    NumberColumn,
)


class BatchTable(DeskTable):
    """Batches."""

    caption = "期初导入批次"
    title = LinkColumn(
        verbose_name="名称", url=lambda batch: reverse("workplan:balance", args=[batch.pk]), orderable=False
    )
    year = NumberColumn(verbose_name="年度", orderable=False)
    state = DeskColumn(verbose_name="状态", is_short=True, orderable=False)
    uploaded_by = DeskColumn(
        verbose_name="上传人", accessor="uploaded_by__person__name", is_short=True, orderable=False
    )
    uploaded_at = DateColumn(verbose_name="上传时间", with_time=True, priority=3, orderable=False)

    def render_year(self, value: int) -> str:
        """Write a year without separators."""
        return str(value)


class ProblemsColumn(DeskColumn):
    """What is wrong with a row."""

    kind = "problems"

    def render(self, value: Any, record: BalanceRow) -> str:
        """Write every problem."""
        return "；".join(record.problems)

    value = render  # type: ignore[assignment]


def _cell(name: str, label: str, **kwargs: Any) -> DeskColumn:
    return DeskColumn(verbose_name=label, accessor=f"data__{name}", orderable=False, **kwargs)


class SubjectColumn(DeskColumn):
    """What a row is about, wide enough to be read."""

    kind = "subject"


class RowTable(DeskTable):
    """The rows as read."""

    caption = "读出的台账"
    is_wide = True
    line = CodeColumn(verbose_name="行", orderable=False)
    problems = ProblemsColumn(verbose_name="问题", orderable=False)
    number = _cell("number", "序号", is_short=True)
    title = SubjectColumn(verbose_name="事项", accessor="data__title", orderable=False)
    unit = _cell("unit", "责任单位", is_short=True)
    state = _cell("state", "状态", is_short=True)
    given_on = _cell("given_on", "交办", is_short=True)
    due_on = _cell("due_on", "时限", is_short=True)
    received_on = _cell("received_on", "签收", is_short=True)
    done_on = _cell("done_on", "报送办结", is_short=True)
    closed_on = _cell("closed_on", "销号", is_short=True)
    case = LinkColumn(
        verbose_name="台账编号",
        accessor="case__number",
        url=lambda row: reverse("casework:case", args=[row.case.number]),
        orderable=False,
    )
