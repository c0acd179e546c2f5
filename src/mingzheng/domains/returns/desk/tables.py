"""The tables of this room."""

from typing import Any

from django.urls import reverse

from mingzheng.domains.returns.selectors import STATES
from mingzheng.figures.public import find_figure
from mingzheng.platform.design.public import draw_lamp, draw_tag
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskTable,
    LampColumn,
    LinkColumn,
    NumberColumn,
    SelectColumn,
)


class FormTable(DeskTable):
    """Forms."""

    caption = "填报表"
    title = LinkColumn(
        verbose_name="填报表",
        accessor="case__title",
        url=lambda form: reverse(
            "casework:case" if form.case.state == "draft" else "returns:board", args=[form.case.number]
        ),
    )
    period = DeskColumn(verbose_name="时段", accessor="period__label", is_short=True)
    due_on = DateColumn(verbose_name="截止")
    asked = NumberColumn(verbose_name="单位")
    answered = NumberColumn(verbose_name="已报")
    locked = NumberColumn(verbose_name="已锁定", priority=3)
    state = DeskColumn(verbose_name="状态", accessor="case__state", is_short=True)

    def render_state(self, value: str) -> Any:
        """Say how far the form is."""
        return {"draft": "拟制中", "open": "填报中", "closed": "已汇总", "cancelled": "已撤销"}.get(value, value)


class ReturnTable(DeskTable):
    """A unit's returns."""

    caption = "本单位的填报"
    title = LinkColumn(
        verbose_name="填报表",
        accessor="case__title",
        url=lambda item: reverse(
            "returns:fill" if item.case.state in {"assigned", "filling"} else "casework:case", args=[item.case.number]
        ),
    )
    unit = DeskColumn(verbose_name="单位", accessor="unit__name", is_short=True, priority=3)
    period = DeskColumn(verbose_name="时段", accessor="form__period__label", is_short=True)
    due_on = DateColumn(verbose_name="截止", accessor="case__due_on")
    state = DeskColumn(verbose_name="状态", accessor="case__state", is_short=True)
    lamp = LampColumn(verbose_name="灯", accessor="pk")

    def __init__(self, *args: Any, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def render_state(self, value: str) -> str:
        """Say the state in words."""
        return STATES.get(value, value)

    def render_lamp(self, record: Any) -> Any:
        """Draw colour, shape and word."""
        case = record.case
        return draw_lamp(self.at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended))


class StandingTable(DeskTable):
    """The units of a form."""

    caption = "各单位填报情况"
    select = SelectColumn(title="unit", accessor="pk")
    unit = LinkColumn(verbose_name="单位", url=lambda row: reverse("casework:case", args=[row.number]))
    word = DeskColumn(verbose_name="状态", is_short=True)
    lamp = LampColumn(verbose_name="灯", accessor="lamp")
    filled = NumberColumn(verbose_name="已填")
    asked = NumberColumn(verbose_name="应填", priority=3)
    due_on = DateColumn(verbose_name="截止")
    urged = NumberColumn(verbose_name="催办", priority=3)
    handler = DeskColumn(verbose_name="承办人", is_short=True, priority=3)


class HistoryTable(DeskTable):
    """What a unit reported of one figure over time."""

    caption = "历史数值"
    period = DeskColumn(verbose_name="时段", accessor="period_key", is_short=True)
    printed = DeskColumn(verbose_name="数值", is_short=True)
    state = DeskColumn(verbose_name="状态", accessor="get_state_display", is_short=True)
    recorded_name = DeskColumn(verbose_name="填报人", is_short=True)
    recorded_at = DateColumn(verbose_name="填报时间", with_time=True)
    verified_name = DeskColumn(verbose_name="核验人", is_short=True, priority=3)
    reason = DeskColumn(verbose_name="更正、撤回理由", priority=2)
    source_words = DeskColumn(verbose_name="数据来源", priority=3)


class UnverifiedTable(DeskTable):
    """Numbers nobody has verified, with who must."""

    caption = "未核数字"
    select = SelectColumn(title="figure", accessor="pk")
    figure = LinkColumn(verbose_name="指标", url=lambda row: row.url)
    unit = DeskColumn(verbose_name="单位", is_short=True)
    period = DeskColumn(verbose_name="时段", is_short=True)
    printed = DeskColumn(verbose_name="数值", is_short=True)
    source = DeskColumn(verbose_name="来源")
    given = DeskColumn(verbose_name="提供人", is_short=True)
    recorded = DeskColumn(verbose_name="录入", is_short=True)
    waits_for = DeskColumn(verbose_name="谁来核验")


def title_of(code: str) -> str:
    """Return a figure's title, or its code when it is no longer declared."""
    figure = find_figure(code)
    return figure.title if figure else code


def unverified_mark() -> Any:
    """Draw the mark of an unverified number."""
    return draw_tag("未核", "near")
