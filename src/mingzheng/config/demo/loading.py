"""Loads the demo district into an empty installation, once, in one transaction."""

from datetime import date, timedelta

from django.db import transaction

from mingzheng.config.demo.applications import applications
from mingzheng.config.demo.disclosure import disclosure_reports
from mingzheng.config.demo.last_days import leave_work, mark_rows
from mingzheng.config.demo.normative import normative_documents
from mingzheng.config.demo.office import hearings, leading_group
from mingzheng.config.demo.organisation import DISTRICT, Credential, arrange_absences, build_district
from mingzheng.config.demo.participation import public_consultations
from mingzheng.config.demo.patrol import patrolled_portal
from mingzheng.config.demo.publishing import published_information
from mingzheng.config.demo.quiet import drop_old_announcements
from mingzheng.config.demo.records import keep_books
from mingzheng.config.demo.reports import annual_reports
from mingzheng.config.demo.returns import figure_returns
from mingzheng.config.demo.story import Stage, ledger_year
from mingzheng.config.demo.year import play_year
from mingzheng.platform.accounts.public import Account
from mingzheng.platform.ledger.public import now, recording_past, today
from mingzheng.platform.org.public import current_calendar
from mingzheng.platform.parameters.public import set_value, snapshot
from mingzheng.worktime.public import SHANGHAI

TOLD_DAYS = 3


def load() -> list[Credential]:
    """Load the demo district and return its accounts with their passwords, which are stored nowhere but as hashes.

    Does nothing and returns an empty list where anybody has an account already. The three administrators change their
    password and enrol a second factor at the first sign-in; the demo roles need neither, so that they can be tried at
    once: their passwords are random and theirs alone.
    """
    if Account.objects.exists():
        return []
    with transaction.atomic(), snapshot(), recording_past(reason="装入示范区（云山区）数据", actor="system"):
        return _load()


def _load() -> list[Credential]:
    day = today()
    set_value("desk.site_name", DISTRICT, actor="system", reason="装入示范区数据")
    district, credentials = build_district(since=date(ledger_year(day) - 1, 1, 1))
    stage = Stage(district, current_calendar(), day, now().astimezone(SHANGHAI))
    monday = day - timedelta(days=day.weekday())
    arrange_absences(
        district,
        [
            ("jyj.head", "jyj.deputy", monday - timedelta(days=63), monday - timedelta(days=45), "外出培训"),
            ("wjj.head", "wjj.deputy", monday - timedelta(days=3), monday + timedelta(days=11), "外出学习"),
            ("office_section", "clerk_2", day + timedelta(days=8), day + timedelta(days=12), "年休假"),
        ],
    )
    play_year(stage)
    leave_work(stage)
    leading_group(stage)
    hearings(stage)
    mark_rows(stage)
    keep_books(stage)
    applications(stage)
    annual_reports(stage)
    figure_returns(stage)
    published_information(stage)
    normative_documents(stage)
    disclosure_reports(stage)
    public_consultations(stage)
    patrolled_portal(stage)
    drop_old_announcements(before=stage.now - timedelta(days=TOLD_DAYS))
    return credentials
