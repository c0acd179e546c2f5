"""The figures every procedure reports: received, closed, on time, late; what is open and overdue. Counting is `counting`."""

from django.db.models import F, Q, QuerySet

from mingzheng.casework.counting import PROCEDURE, URGENCY, CaseCount, case_rows, declare_counts
from mingzheng.casework.models import OPEN, Case, Clock
from mingzheng.figures.public import Figure, PeriodKind, Ratio, Scope, Total, declare
from mingzheng.platform.ledger.public import today

COLUMNS = {"procedure": "procedure", "urgency": "urgency"}


def open_cases(scope: Scope) -> QuerySet[Case]:
    """Return the cases that may be open at the end of a scope: today's are known by their mark, which an index serves."""
    return Case.objects.filter(OPEN) if scope.period.last >= today() else Case.objects.all()


def overdue_cases(scope: Scope) -> QuerySet[Case]:
    """Return the cases open at the end of the scope whose limit had passed.

    Today's are known by their cached limit. Of an earlier day they are those whose main limit, as extended since, lay
    before it and was kept running over it, closed by now or not.
    """
    day = scope.period.last
    if day >= today():
        return Case.objects.filter(OPEN, due_on__lt=day)
    limits = Clock.objects.filter(is_main=True, started_on__lte=day, due_on__lt=day)
    live = Q(state__in=[Clock.State.RUNNING, Clock.State.SUSPENDED])
    ended_later = Q(state=Clock.State.STOPPED, ended_on__gt=F("due_on")) & Q(ended_on__gt=day)
    running = limits.filter(live | ended_later)
    return Case.objects.filter(pk__in=running.values("case"))


declare_counts(
    CaseCount("casework.received", "受理事项", "登记受理的事项，按登记日期", "opened_on"),
    CaseCount("casework.closed", "办结事项", "已办结的事项，按办结日期", "closed_on"),
    CaseCount(
        "casework.closed_limited",
        "有期限的办结事项",
        "有办理期限且已办结的事项，按办结日期",
        "closed_on",
        timeliness="limited",
    ),
    CaseCount(
        "casework.closed_on_time",
        "按期办结事项",
        "在办理期限内办结的事项，按办结日期",
        "closed_on",
        timeliness="kept",
    ),
    CaseCount(
        "casework.closed_late", "逾期办结事项", "超过办理期限办结的事项，按办结日期", "closed_on", timeliness="missed"
    ),
)
declare(
    Figure(
        "casework.on_time_rate",
        "按期办结率",
        "按期办结事项占有期限的办结事项的比例",
        "%",
        decimals=2,
        bounds=(0, 100),
        source=Ratio("casework.closed_on_time", "casework.closed_limited"),
    ),
    Figure(
        "casework.open",
        "在办事项",
        "时点上尚未办结的事项",
        period=PeriodKind.AS_OF,
        dimensions=(PROCEDURE, URGENCY),
        source=Total(
            ("casework.received",),
            minus=("casework.closed",),
            rows=case_rows(open_cases, on="opened_on", until="closed_on", dims=COLUMNS),
        ),
    ),
    Figure(
        "casework.overdue",
        "逾期未办结事项",
        "时点上尚未办结且已超过办理期限的事项，期限按延期后的计算",
        period=PeriodKind.AS_OF,
        dimensions=(PROCEDURE, URGENCY),
        source=case_rows(overdue_cases, on="opened_on", until="closed_on", dims=COLUMNS),
    ),
)
