"""What becomes of findings: a case each, assigned to who keeps the column; another look; closing what is gone; reminding.

An open finding never has a second case: the key of the opening act is made of the finding and of how often it came before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from mingzheng.casework.public import Case, DoorError, open_case, perform
from mingzheng.domains.patrol.crawling.walking import Walker
from mingzheng.domains.patrol.judging.links import describe
from mingzheng.domains.patrol.judging.model import DEAD, Found, KnownColumn
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.judging.rechecking import NOT_BY_WALK, Look, Result, look_again
from mingzheng.domains.patrol.judging.site import Walked
from mingzheng.domains.patrol.models import FindingDetail, Run, RunFinding
from mingzheng.domains.patrol.ports import words_of_office
from mingzheng.domains.patrol.services.values import columns_of, read_limits, read_settings, target_of
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import SHANGHAI

log = structlog.get_logger("mingzheng.patrol")
GRAVE = frozenset({"privacy"})
STATES_IN_HAND = ("found", "assigned", "corrected", "disputed")


def follow_up(run: Run, walked: Walked, found: Sequence[Found], *, at: datetime) -> None:
    """Open a case for each new finding, note the others as seen again, close those a complete run no longer shows."""
    if not run.site.opens_cases:
        return
    _close_gone(run, walked, {one.fingerprint for one in found}, at=at)
    most, opened, left = int(get_value("patrol.most_cases")), 0, 0
    # The gravest first: what does not fit into this run waits for the next.
    for one in sorted(found, key=lambda each: (not each.of.is_veto, each.indicator not in GRAVE)):
        row = RunFinding.objects.get(run=run, fingerprint=one.fingerprint)
        held = find_in_hand(one.fingerprint)
        if held is not None:
            FindingDetail.objects.filter(pk=held.pk).update(last_seen_on=run.as_of)
            RunFinding.objects.filter(pk=row.pk).update(case=held.pk)
        elif was_dismissed(one.fingerprint):
            continue
        elif opened >= most:
            left += 1
        else:
            case_id = open_finding(run, one, walked.known, at=at)
            opened += case_id is not None
            RunFinding.objects.filter(pk=row.pk).update(case=case_id)
    Run.objects.filter(pk=run.pk).update(unopened=left)


def find_in_hand(fingerprint: str) -> FindingDetail | None:
    """Return the finding whose case is still open."""
    return FindingDetail.objects.filter(fingerprint=fingerprint, case__is_open=True).first()


def was_dismissed(fingerprint: str) -> bool:
    """Say whether people called this very finding a false alarm the last time."""
    last = FindingDetail.objects.filter(fingerprint=fingerprint).select_related("case").order_by("-pk").first()
    return last is not None and last.case.state == "dismissed"


def open_finding(run: Run, found: Found, columns: Sequence[KnownColumn], *, at: datetime) -> int | None:
    """Open the case of a finding and assign it to who keeps the column, else to the unit that inspects.

    A text the door does not take (a secrecy mark in an excerpt) is left out: the address is enough.
    """
    column = column_of(found.url, columns)
    try:
        case_id = _open(run, found, column, at)
    except DoorError:
        try:
            bare = replace(found, message=found.of.title, excerpt="", page="")
            case_id = _open(run, bare, column, at)
        except DoorError as error:
            log.warning("finding not opened", run=run.pk, indicator=found.indicator, error=type(error).__name__)
            return None
    owner = column.owner_id if column is not None and column.owner_id else run.site.unit_id
    _act(case_id, "assign", {"lead_units": [owner]}, at=at, key=f"patrol-assign:{case_id}")
    return case_id


def _open(run: Run, found: Found, column: KnownColumn | None, at: datetime) -> int:
    before = FindingDetail.objects.filter(fingerprint=found.fingerprint).count()
    is_grave = found.of.is_veto or found.indicator in GRAVE
    title = f"{found.of.title}：{column.name if column else found.page or found.url}"[:200]
    receipt = open_case(
        "patrol_finding",
        actor=SYSTEM,
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
        data={
            "title": title,
            "url": found.url,
            "indicator": found.indicator,
            "gravity": "grave" if is_grave else "ordinary",
            "message": found.message[:2000],
            "excerpt": found.excerpt[:1800],
        },
        key=f"patrol:{found.fingerprint[:40]}:{before}",
        origin_unit_id=run.site.unit_id,
        detail={
            "site_id": run.site_id,
            "indicator": found.indicator,
            "gravity": "grave" if is_grave else "ordinary",
            "fingerprint": found.fingerprint,
            "mark": found.mark,
            "column": column.name[:60] if column else "",
            "advice": (found.advice or found.of.advice)[:300],
            "evidence": dict(found.evidence),
            "last_seen_on": run.as_of,
            "is_found_by_machine": True,
        },
    )
    return receipt.case_id


def column_of(url: str, columns: Sequence[KnownColumn]) -> KnownColumn | None:
    """Return the column an address belongs to: the one whose own address is the longest beginning of it."""
    held = [column for column in columns if url.startswith(column.url.rstrip("/") + "/") or url == column.url]
    return max(held, key=lambda column: len(column.url), default=None)


def _act(case_id: int, action: str, data: Mapping[str, Any], *, at: datetime, key: str) -> bool:
    try:
        perform(
            case_id,
            action,
            actor=SYSTEM,
            occurred_on=at.astimezone(SHANGHAI).date(),
            recorded_at=at,
            data=data,
            key=key,
        )
    except DoorError as error:
        log.info("finding not moved", case=case_id, action=action, error=type(error).__name__)
        return False
    return True


def _close_gone(run: Run, walked: Walked, still: set[str], *, at: datetime) -> None:
    """Close open findings a run looked at and did not find. A run that was cut closes only what it saw open."""
    seen = {one.visit.url: one for one in walked.seen}
    rows = FindingDetail.objects.filter(
        site=run.site, is_found_by_machine=True, case__is_open=True, case__state__in=STATES_IN_HAND
    ).exclude(fingerprint__in=still)
    for row in rows.exclude(indicator__in=NOT_BY_WALK).select_related("case"):
        page = seen.get(row.url)
        if page is None or (row.indicator in DEAD and not _target_was_judged(row, run, seen)):
            continue
        if page.opened or page.status in {404, 410}:
            words = "巡检：问题已消除" if page.opened else f"巡检：{describe(page)}"
            settle(row, Look(Result.GONE, words), at=at, key=f"run:{run.pk}")


def _target_was_judged(row: FindingDetail, run: Run, seen: Mapping[str, Any]) -> bool:
    target = seen.get(row.mark)
    return target.was_judged if target is not None else not run.is_cut


def settle(row: FindingDetail, look: Look, *, at: datetime, key: str) -> None:
    """Let a finding's case follow what a look showed: gone closes it, standing sends it back, unknown waits for people."""
    FindingDetail.objects.filter(pk=row.pk).update(looked_at=at, look=look.words[:200])
    case = Case.objects.get(pk=row.pk)
    if look.result is Result.GONE:
        _act(row.pk, "clear", {"look": look.words[:200]}, at=at, key=f"patrol-clear:{row.pk}:{key}")
    elif look.result is Result.STANDS and case.state == "corrected":
        _act(row.pk, "persist", {"look": look.words[:200]}, at=at, key=f"patrol-persist:{row.pk}:{key}")


def recheck(case_id: int, *, at: datetime, key: str) -> Look:
    """Visit the page of a finding again and let its case follow. Safe to repeat."""
    row = FindingDetail.objects.select_related("site", "case").get(pk=case_id)
    if not row.case.is_open:
        return Look(Result.UNKNOWN, "已办结")
    if row.site is None or not row.is_found_by_machine:
        look = Look(Result.UNKNOWN, "人工登记的问题，须人工核验")
    else:
        settings = read_settings(row.site)
        reader = PageReader(today(), settings.harmful_words, words_of_office(today()))
        walker = Walker(target_of(row.site), read_limits(), reader, now)
        target = walker.settle()
        found = Found(row.indicator, row.url, row.message, mark=row.mark)
        columns = columns_of(row.site, target, at)
        look = look_again(walker, found, on=today(), columns=columns, settings=settings)
    settle(row, look, at=at, key=key)
    return look


def remind_late(on: date, at: datetime) -> int:
    """Remind the units whose findings are past their last day; each at most every few days. Returns how many."""
    every = timedelta(days=int(get_value("patrol.remind_days")))
    slot = on.toordinal() // max(1, every.days)
    rows = Case.objects.filter(procedure="patrol_finding", state="assigned", is_open=True, due_on__lt=on)
    return sum(
        _act(case_id, "remind", {}, at=at, key=f"patrol-remind:{case_id}:{slot}")
        for case_id in rows.order_by("pk").values_list("pk", flat=True)
    )
