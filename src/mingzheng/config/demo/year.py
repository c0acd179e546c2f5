"""Puts the demo's year together: which schemes, when they are booked, which rows take a detour, and what the office does.

Dates follow from the day of the load, so that the district always stands in the middle of its work.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mingzheng.config.demo import office
from mingzheng.config.demo.detours import DETOURS
from mingzheng.config.demo.lives import RowLife
from mingzheng.config.demo.papers import SchemePaper, write_scheme
from mingzheng.config.demo.schemes import book_scheme, booking_day, list_items, register_scheme
from mingzheng.config.demo.story import Happening, Stage, Story, dice, play

# (requirement's number, unit's code) -> (detour, the other unit)
MAIN_DETOURS = {
    ("9", "nyj"): ("returned", "scj"),
    ("13", "rsj"): ("returned", "rmt"),
    ("20", "zsj"): ("disputed", "zrj"),
    ("33", "slz"): ("transferred", "ytj"),
    ("24", "mzj"): ("transferred", "zhj"),
    ("16", "kgj"): ("with_opinions", "czj"),
    ("36", "zsj"): ("with_opinions", "jtj"),
    ("40", "qxj"): ("with_opinions", "nyj"),
    ("31", "wjj"): ("suspended", ""),
    ("15", "swa"): ("suspended", ""),
}
NEW_DETOURS = {
    ("1", "gaj"): ("waiting_for_dispatch", "zsj"),
    ("3", "wjj"): ("waiting_for_ruling", ""),
    ("5", "rmt"): ("returned", "zsj"),
}
# Rows that must stand late now, whatever the day: (number, unit) -> fate.
LAST_FATES = {("3", "mzj"): "never", ("6", "qxz"): "never", ("9", "zjj"): "never", ("11", "sfj"): "never"}


def play_year(stage: Stage) -> int:
    """Let last year and this year happen; return how many things did."""
    return play(stage, (last_year(stage), this_year(stage), campaign(stage), draft(stage)))


def _recipients(stage: Stage) -> tuple[str, ...]:
    return tuple(stage.district.units[code].short_name for code in stage.district.owing if code != "dzb")


def _scheme(stage: Stage, paper: SchemePaper, year: int, day: date) -> Story:
    """Register a scheme on a day and book it the working day after; the story's result is its case."""
    rng = dice(paper.title)
    at = stage.moment(stage.working_day(day, -1), rng)
    scheme_id: int = yield Happening(at, lambda: register_scheme(stage, paper, year=year, at=at))
    at = stage.moment(day, rng)
    yield Happening(at, lambda: book_scheme(stage, scheme_id, at=at))
    return scheme_id


def _rows(
    stage: Stage, scheme_id: int, at: datetime, detours: dict[tuple[str, str], tuple[str, str]], fates: dict
) -> Iterable[Story]:
    for case in list_items(scheme_id):
        place = (case.workplan_itemdetail.number, stage.district.code_of(case.handling_unit_id or 0))
        life = RowLife(stage, case, at=at, fate=fates.get(place, "on_time" if place in detours else ""))
        if place in detours:
            name, other = detours[place]
            life.hurried = name.startswith("waiting")
            yield DETOURS[name](life, other)
        else:
            yield life.whole()


def last_year(stage: Stage) -> Story:
    """Last year's smaller scheme: worked off but for a few rows, closed, looked back at."""
    year = stage.year - 1
    paper = write_scheme("scheme_last_year", year=year, recipients=_recipients(stage))
    day = booking_day(stage, year)
    scheme_id = yield from _scheme(stage, paper, year, day)
    for story in _rows(stage, scheme_id, stage.moment(day, dice(1)), {}, LAST_FATES):
        stage.start(story)
    stage.start(office.look_back(stage, scheme_id))


def this_year(stage: Stage) -> Story:
    """The running scheme with its rounds and circulars, the leading group and the heads' hearings."""
    year = stage.year
    paper = write_scheme("scheme_this_year", year=year, recipients=_recipients(stage))
    day = booking_day(stage, year)
    scheme_id = yield from _scheme(stage, paper, year, day)
    for story in _rows(stage, scheme_id, stage.moment(day, dice(2)), MAIN_DETOURS, {}):
        stage.start(story)
    stage.start(office.rounds(stage, scheme_id))
    name = f"关于{year}年政务公开与数字政府重点工作"
    half = date(year, 7, 6)
    if half < stage.today - timedelta(days=20):
        stage.start(office.circular(stage, scheme_id, f"{name}上半年进展情况的通报", half, end="issued"))
    now = stage.working_day(stage.today)
    stage.start(
        office.circular(stage, scheme_id, f"{name}近期进展情况的通报", stage.working_day(now, -6), end="approving")
    )
    stage.start(office.circular(stage, scheme_id, f"{name}逾期事项的通报", stage.working_day(now, -2), end="drafting"))


def campaign(stage: Stage) -> Story:
    """A small scheme issued a few days ago: rows to receive, to plan, returned, disputed."""
    day = stage.working_day(stage.today, -2)
    issued = stage.working_day(day, -3)
    recipients = tuple(
        stage.district.units[code].short_name for code in ("zsj", "jyj", "swa", "gaj", "rsj", "scj", "mzj")
    )
    paper = write_scheme("scheme_supplement", year=issued.year, recipients=recipients, issued_on=issued, number=37)
    scheme_id = yield from _scheme(stage, paper, issued.year, day)
    fates = {("2", "gaj"): "late", ("2", "mzj"): "late"}
    for story in _rows(stage, scheme_id, stage.moment(day, dice(3)), NEW_DETOURS, fates):
        stage.start(story)


def draft(stage: Stage) -> Story:
    """A draft scheme going round the units for opinions and claims."""
    rng = dice("draft")
    day = stage.working_day(stage.today, -6)
    recipients = ("区交通局", "区卫健局", "气象局", "区政数局", "区市场监管局", "区农业农村局", "区税务局")
    paper = write_scheme("scheme_draft", year=day.year, recipients=recipients, issued_on=day)
    at = stage.moment(day, rng)
    scheme_id = yield Happening(at, lambda: register_scheme(stage, paper, year=day.year, at=at, kind="draft"))
    at = stage.moment(stage.working_day(day, 1), rng)
    codes = ("jtj", "wjj", "qxj", "zsj", "scj", "nyj", "swa")
    units = [stage.district.units[code].pk for code in codes]
    until = stage.working_day(stage.today, 4).isoformat()
    note = "请逐项提出意见；认领的请写明序号。"
    yield Happening(
        at, lambda: stage.perform(scheme_id, "solicit", "clerk", at, co_units=units, until=until, note=note)
    )
    opinions = (
        ("jtj", {"position": "claim", "rows": "1", "opinion": "同意牵头，建议增加住建部门配合。"}),
        ("qxj", {"position": "change", "rows": "3", "opinion": "建议完成时限调整到汛期之前。"}),
        ("swa", {"position": "agree"}),
    )
    for code, data in opinions:
        at = stage.moment(stage.working_day(at.date(), 1), rng)
        yield Happening(
            at, lambda c=code, d=data, when=at: stage.perform(scheme_id, "give_opinion", f"{c}.liaison", when, **d)
        )
