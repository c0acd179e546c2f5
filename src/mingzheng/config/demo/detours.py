"""Detours of single rows: returned, disputed, transferred, put to other units for opinions, suspended.

Each tells the detour and then lets the row's ordinary life in `lives` go on. Which rows take one is named in `year`.
"""

from collections.abc import Callable
from typing import Any

from mingzheng.config.demo import wording
from mingzheng.config.demo.lives import RowLife
from mingzheng.config.demo.story import Story


def returned(life: RowLife, other: str) -> Story:
    """The unit returns the row with reason and basis; the office gives it to another, which works it off."""
    yield from _return(life)
    life.later(1, 3)
    yield from _dispatch(life, other)
    yield from life.whole()


def waiting_for_dispatch(life: RowLife, other: str) -> Story:
    """The unit has returned the row, and the office has not yet said who takes it."""
    yield from _return(life, suggest=other)


def disputed(life: RowLife, other: str) -> Story:
    """Returned, given to the same unit again, put to arbitration; the director names the unit."""
    yield from _ask_arbitration(life)
    life.later(2, 5)
    life.unit_id = life.stage.district.units[other].pk
    yield life.step(
        "arbitrate",
        "director",
        lead_units=[life.unit_id],
        reason="经核对三定规定和数据归集关系，由该单位承办更为顺畅。",
        basis="区机构编制文件，职责分工第五条",
    )
    yield from life.whole()


def waiting_for_ruling(life: RowLife, other: str) -> Story:
    """The dispute lies before the director."""
    yield from _ask_arbitration(life)


def transferred(life: RowLife, other: str) -> Story:
    """Half-way the office gives the row to another unit, which receives it anew."""
    yield from life.receive()
    yield from life.plan()
    life.later(8, 15)
    life.unit_id = life.stage.district.units[other].pk
    yield life.step("transfer", "office_section", lead_units=[life.unit_id], reason="职能调整，由新单位接续办理。")
    life.kind = ""
    yield from life.whole()


def with_opinions(life: RowLife, other: str) -> Story:
    """The unit asks another for its opinion before it goes on."""
    yield from life.receive()
    yield from life.plan()
    life.later(5, 12)
    asked = life.stage.district.units[other].pk
    yield life.step("ask_opinions", life.liaison, co_units=[asked], note="请就数据口径和公布范围提出意见。")
    life.later(2, 6)
    yield life.step(
        "give_opinion",
        life.stage.district.liaison(asked),
        position="agree_with_changes",
        opinion="建议注明数据更新日期，并补充咨询电话。",
    )
    yield from life.work()


def suspended(life: RowLife, other: str) -> Story:
    """The limit stands still while the unit waits for a superior's system, and then runs on."""
    yield from life.receive()
    yield from life.plan()
    life.later(10, 20)
    yield life.step(
        "suspend",
        "office_section",
        reason="等待上级平台开放接口。",
        basis="上级平台升级公告，接口暂停服务",
    )
    life.later(12, 22)
    yield life.step("resume", "office_section", note="接口已开放，恢复计时。")
    yield from life.work()


def _return(life: RowLife, *, suggest: str = "") -> Story:
    life.later(0, 2)
    reason, basis = life.rng.choice(wording.RETURN_REASONS)
    data: dict[str, Any] = {"suggested_unit": life.stage.district.units[suggest].pk} if suggest else {}
    yield life.step("return_case", life.liaison, reason=reason, basis=basis, **data)


def _dispatch(life: RowLife, other: str) -> Story:
    life.unit_id = life.stage.district.units[other].pk
    yield life.step("dispatch", "office_section", lead_units=[life.unit_id], note="经研究，由你单位承办。")


def _ask_arbitration(life: RowLife) -> Story:
    own = life.stage.district.code_of(life.unit_id)
    yield from _return(life)
    life.later(1, 2)
    yield from _dispatch(life, own)
    life.later(0, 2)
    yield life.step(
        "ask_arbitration",
        life.liaison,
        reason="本单位没有相应执法权限，数据也不在本单位。",
        basis="权责清单第十二项",
    )


DETOURS: dict[str, Callable[[RowLife, str], Story]] = {
    "returned": returned,
    "waiting_for_dispatch": waiting_for_dispatch,
    "disputed": disputed,
    "waiting_for_ruling": waiting_for_ruling,
    "transferred": transferred,
    "with_opinions": with_opinions,
    "suspended": suspended,
}
