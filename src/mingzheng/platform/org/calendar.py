"""The calendar in force here: what was shipped, plus the years imported here. Counting is `worktime`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db import transaction

from mingzheng.platform.database.public import PreparedQuery
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org import rules
from mingzheng.platform.org.errors import NotPermitted, Refusal, Refused
from mingzheng.platform.org.events import CalendarChanged, announce_calendar_changed
from mingzheng.platform.org.models import HolidayYear
from mingzheng.worktime.public import Calendar, HolidayNotice, HolidayNoticeError, parse_holiday_table, shipped_calendar

_NEWEST = PreparedQuery(lambda: HolidayYear.objects.order_by("-pk").values_list("pk")[:1])


def current_calendar() -> Calendar:
    """Return the calendar in force, in one small query; it is rebuilt only when a year was imported since."""
    newest = next((key for (key,) in _NEWEST.rows()), None)
    return shipped_calendar() if newest is None else _calendar_as_of(newest)


@lru_cache(maxsize=4)
def _calendar_as_of(newest: int) -> Calendar:
    rows = {row.year: row for row in HolidayYear.objects.filter(pk__lte=newest).order_by("pk")}
    return shipped_calendar().with_notices(_notice_of(row) for row in rows.values())


def _notice_of(row: HolidayYear) -> HolidayNotice:
    table = {"off": row.off, "work": row.work, "notice": row.notice}
    notice = Calendar.from_years({row.year: table}).notice_of(row.year)
    if notice is None:  # from_years holds exactly the year it was given
        raise LookupError(row.year)
    return notice


def list_holiday_years() -> list[HolidayYear]:
    """Return every imported table, the newest first."""
    return list(HolidayYear.objects.order_by("-pk"))


@transaction.atomic
def import_holidays(*, content: bytes | str, form: str, editor: rules.Editor) -> tuple[HolidayYear, ...]:
    """Take in a table of announced days off ("json" or "csv"), ledger it, and announce each year that changed.

    Whoever counts dates recomputes them in the same transaction. Raises NotPermitted, Refused (every fault found).
    """
    if not rules.may_change_organisation(editor):
        raise NotPermitted("节假日安排由系统管理员导入。")
    try:
        notices = parse_holiday_table(content, form=form)
    except HolidayNoticeError as error:
        raise Refused([Refusal("holiday_table", problem, "file") for problem in error.problems]) from error
    before = current_calendar()
    missing = [notice.year for notice in notices if not notice.notice]
    if missing:
        raise Refused([Refusal("holiday_notice", f"{year}年未写明放假通知的文号。", "file") for year in missing])
    return tuple(_store(notice, editor) for notice in notices if before.notice_of(notice.year) != notice)


def _store(notice: HolidayNotice, editor: rules.Editor) -> HolidayYear:
    moment = now()
    row = HolidayYear.objects.create(
        year=notice.year,
        notice=notice.notice,
        off=[{"name": name, "days": day.isoformat()} for day, name in sorted(notice.off.items())],
        work=_iso_days(notice.work),
        imported_at=moment,
        imported_by=editor.ref,
    )
    append(
        stream="setting",
        stream_id=f"holidays:{notice.year}",
        kind="holidays_imported",
        payload={"notice": row.notice, "off": _iso_days(notice.off), "work": row.work},
        actor=editor.ref,
        occurred_on=None,
        recorded_at=moment,
    )
    announce_calendar_changed(CalendarChanged(year=notice.year, notice=row.notice, by=editor.ref))
    return row


def _iso_days(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
