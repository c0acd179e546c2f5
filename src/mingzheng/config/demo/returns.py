"""The demo's returns: last year's form, filled in, verified and locked; this year's form, open, some units still to report.

Everything goes through the door, signatures included; one number was dictated at night and waits for somebody to verify it.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.services.asking import ask_all
from mingzheng.domains.returns.services.quick import Heard, note_number
from mingzheng.figures.public import Period, get_figure

UNITS = ("jyj", "czj", "wjj", "rsj")
FIGURES = (
    ("correspondence.received", "办理来文", "含平件，不含内部请示"),
    ("correspondence.issued", "制发文件", ""),
    ("correspondence.returned", "退回不规范公文", ""),
    ("meetings.field_studies", "一线调研", "单位主要负责人参加的"),
)
LAST = {
    "jyj": ("1280", "96", "7", "41"),
    "czj": ("1534", "121", "4", "22"),
    "wjj": ("近900", "73", "2", "35"),
    "rsj": ("1012余", "88", "3", "18"),
}
NOW = {"jyj": ("1340", "102", "5", "44"), "czj": ("1490", "118", "4", "25")}
BASIS = "关于报送办文办会数据的通知"


def figure_returns(stage: Stage) -> int:
    """Tell both years' forms; return how many returns there are."""
    last, day = stage.year - 1, stage.working_day(date(stage.year, 1, 12))
    form = _publish(stage, last, day, stage.working_day(day, 12))
    for code, values in LAST.items():
        item = _report(stage, form, code, values, day)
        at = stage.moment(stage.working_day(day, 9), dice(f"verify {code}"))
        stage.perform(item.pk, "verify", "verifier_2", at, opinion="与台账一致。")
        stage.perform(item.pk, "lock", "office_section", at + timedelta(minutes=40))
    stage.perform(form.pk, "close", "office_section", stage.moment(stage.working_day(day, 11), dice("close")))
    begun = stage.working_day(stage.today, -4)
    form = _publish(stage, stage.year, begun, stage.working_day(stage.today, 6))
    for code, values in NOW.items():
        _report(stage, form, code, values, begun)
    _fill(stage, _item(stage, form, "wjj"), "wjj", ("1005",), begun)
    _dictate(stage)
    return ReturnDetail.objects.count()


def _publish(stage: Stage, year: int, day: date, due_on: date) -> FormDetail:
    at = stage.moment(day, dice(f"form {year}"))
    rows = [{"code": code, "title": title, "hint": hint, "required": "是"} for code, title, hint in FIGURES]
    data: dict[str, Any] = {
        "title": f"{year}年办文办会情况",
        "kind": "year",
        "until": f"{year}-12-31",
        "due_on": due_on.isoformat(),
        "basis": BASIS,
        "note": "数据以本单位台账为准；与上年增减较大的请说明原因。",
        "unit_ids": [stage.district.units[code].pk for code in UNITS],
        "figures": [{name: text for name, text in row.items() if text} for row in rows],
        "relations": "3≤1",
    }
    receipt = stage.open("figure_form", "clerk", at, data=data)
    head = at + timedelta(minutes=30)
    stage.perform(receipt.case_id, "publish", "office_section", head)
    actor = stage.actor("office_section", head.date())
    ask_all(receipt.case_id, actor=actor, occurred_on=head.date(), recorded_at=head)
    return FormDetail.objects.get(pk=receipt.case_id)


def _item(stage: Stage, form: FormDetail, code: str) -> ReturnDetail:
    return ReturnDetail.objects.select_related("case").get(form=form, unit=stage.district.units[code])


def _report(stage: Stage, form: FormDetail, code: str, values: tuple[str, ...], day: date) -> ReturnDetail:
    item = _item(stage, form, code)
    at = _fill(stage, item, code, values, day)
    at = min(at + timedelta(minutes=50), stage.until - timedelta(minutes=5))
    stage.perform(item.pk, "request_submit", f"{code}.liaison", at, note="已与台账核对。")
    for pending in item.case.sign_offs.filter(state="pending"):
        for level in pending.levels:
            at += timedelta(seconds=60)
            stage.perform(
                item.pk, "sign", stage.district.signer(pending.unit_id, level, at.date()), at, opinion="同意。"
            )
    return item


def _fill(stage: Stage, item: ReturnDetail, code: str, values: tuple[str, ...], day: date) -> datetime:
    at = min(stage.moment(stage.working_day(day, 2), dice(f"fill {item.pk}")), stage.until - timedelta(hours=2))
    rows: list[Mapping[str, str]] = [
        {"code": figure, "title": title, "value": value, "source": "本单位收发文台账"}
        for (figure, title, _), value in zip(FIGURES, values, strict=False)
        if get_figure(figure).is_reading
    ]
    stage.perform(item.pk, "fill_in", f"{code}.liaison", at, values=rows)
    return at


def _dictate(stage: Stage) -> None:
    """A number said on the telephone, taken down by the clerk."""
    heard = Heard(
        code="correspondence.filed_on_time",
        unit_id=stage.district.units["dzb"].pk,
        period=Period.year(stage.year),
        value="近20",
        source="电话口述，待与备案台账核对",
        given_by_id=stage.district.people["director"].pk,
    )
    note_number(heard, actor=stage.actor("clerk", stage.today), key="demo:dictated", screened=True)
