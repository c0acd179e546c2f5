"""The tables of reporting rounds."""

from datetime import date
from typing import Any

from django.urls import reverse

from mingzheng.domains.workplan.models import ReportingRound
from mingzheng.domains.workplan.round_selectors import UnitStanding
from mingzheng.platform.design.public import Lamp, draw_lamp
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskTable,
    LampColumn,
    LinkColumn,
    NumberColumn,
    SelectColumn,
)
from mingzheng.platform.ledger.public import today

WORDS = {"done": "已结束", "not_started": "未开始", "overdue": "已过截止日", "normal": "报送中"}


def state_of(item: ReportingRound) -> str:
    """Return the lamp of a round: done when closed, otherwise by its days."""
    if item.closed_at:
        return "done"
    if item.opens_on > today():
        return "not_started"
    return "overdue" if item.closes_on < today() else "normal"


class RoundLampColumn(LampColumn):
    """A round's state."""

    def render(self, value: Any, record: ReportingRound) -> Any:
        """Draw colour, shape and word."""
        state = state_of(record)
        return draw_lamp(state, WORDS[state])

    def value(self, record: ReportingRound, value: Any) -> str:
        """Write shape and word."""
        return f"{Lamp(state_of(record)).glyph} {WORDS[state_of(record)]}"


class RoundTable(DeskTable):
    """The rounds."""

    caption = "报送轮次"
    title = LinkColumn(verbose_name="轮次", url=lambda item: reverse("workplan:round", args=[item.pk]), orderable=False)
    scheme = DeskColumn(verbose_name="方案", accessor="scheme__case__title", orderable=False)
    opens_on = DateColumn(verbose_name="开始", priority=3)
    closes_on = DateColumn(verbose_name="截止")
    lamp = RoundLampColumn(verbose_name="状态", accessor="pk", orderable=False)


class StandingLampColumn(LampColumn):
    """Whether a unit has reported everything, in time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accessor="due", **kwargs)

    def told(self, record: UnitStanding, closes_on: date) -> tuple[str, str]:
        """Return lamp and word."""
        if not record.missing:
            late = record.last_on is not None and record.last_on > closes_on
            return "done", "已报齐（逾期）" if late else "已报齐"
        if closes_on < today():
            return "overdue", "逾期未报"
        return "normal", "未报齐" if record.reported else "未报"

    def render(self, value: Any, record: UnitStanding, table: "StandingTable") -> Any:  # type: ignore[override]
        """Draw colour, shape and word."""
        return draw_lamp(*self.told(record, table.closes_on))

    def value(self, record: UnitStanding, value: Any, table: "StandingTable") -> str:  # type: ignore[override]
        """Write shape and word."""
        lamp, word = self.told(record, table.closes_on)
        return f"{Lamp(lamp).glyph} {word}"


class StandingTable(DeskTable):
    """Units in a round."""

    caption = "各单位报送情况"
    select = SelectColumn(title="unit", accessor="unit_id")
    unit = DeskColumn(verbose_name="单位")
    due = NumberColumn(verbose_name="应报")
    reported = NumberColumn(verbose_name="已报")
    missing = NumberColumn(verbose_name="未报")
    last_on = DateColumn(verbose_name="最近报送")
    lamp = StandingLampColumn(verbose_name="情况")

    def __init__(self, *args: Any, closes_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closes_on = closes_on


class EntryTable(DeskTable):
    """What was reported in a round."""

    caption = "本轮报送内容"
    title = LinkColumn(
        verbose_name="事项",
        accessor="item__case__title",
        url=lambda entry: reverse("casework:case", args=[entry.item.case.number]),
    )
    unit = DeskColumn(verbose_name="单位", accessor="item__case__handling_unit", is_short=True)
    text = DeskColumn(verbose_name="进展")
    percent = NumberColumn(verbose_name="进度（%）")
    delay_reason = DeskColumn(verbose_name="滞后原因", priority=2)
    coordination = DeskColumn(verbose_name="需协调事项", priority=2)
    reported_on = DateColumn(verbose_name="报送日期", priority=3)
