"""The figures of patrol: findings by indicator group, those corrected, runs and pages looked at (自查自纠信息条数).

Legal basis: 国办秘函〔2019〕19号
"""

from django.db.models import Case as When
from django.db.models import CharField, QuerySet, Value
from django.db.models import When as If
from django.db.models.functions import TruncDate
from django.urls import reverse

from mingzheng.casework.public import Case, cases_for
from mingzheng.domains.patrol.judging.indicators import GROUPS, INDEX, INDICATORS
from mingzheng.domains.patrol.models import FindingDetail, Run
from mingzheng.figures.public import Dimension, Figure, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor
from mingzheng.worktime.public import SHANGHAI

GROUP = Dimension("group", "指标类别", dict(GROUPS))
INDICATOR = Dimension("indicator", "指标", {code: item.title for code, item in INDICATORS.items()})


def _with_group(rows: QuerySet[FindingDetail]) -> QuerySet[FindingDetail]:
    codes = {group: [code for code, item in INDICATORS.items() if item.group == group] for group in GROUPS}
    whens = [If(indicator__in=held, then=Value(group)) for group, held in codes.items()]
    return rows.annotate(group=When(*whens, default=Value("hint"), output_field=CharField()))


def found(scope: Scope) -> QuerySet[FindingDetail]:
    """Return the findings by the day they were registered; false alarms do not count."""
    return _with_group(FindingDetail.objects.exclude(case__state="dismissed").select_related("case"))


def corrected(scope: Scope) -> QuerySet[FindingDetail]:
    """Return the findings that were corrected and closed."""
    return _with_group(FindingDetail.objects.filter(case__state="closed").select_related("case"))


def runs(scope: Scope) -> QuerySet[Run]:
    """Return the runs that were finished."""
    rows = Run.objects.filter(state=Run.State.DONE).select_related("site")
    return rows.annotate(finished_on=TruncDate("finished_at", tzinfo=SHANGHAI))


def _words(row: FindingDetail) -> RowWords:
    case: Case = row.case
    return RowWords(f"{case.number} {case.title}", reverse("casework:case", args=[case.number]), f"case:{case.pk}")


def _readable(actor: Actor, rows: QuerySet[FindingDetail]) -> QuerySet[FindingDetail]:
    return rows.filter(case__in=cases_for(actor, procedure="patrol_finding").values("pk"))


def _rows(query: object, on: str) -> Rows:
    return Rows(
        query,  # type: ignore[arg-type]
        unit="case__handling_unit_id",
        on=on,
        dims={"group": "group", "indicator": "indicator"},
        describe=_words,
        readable=_readable,
    )


declare(
    Figure(
        "patrol.found",
        "巡检发现问题数",
        "网站巡检（自动和人工）发现并登记的问题，一处一个；误报的不计",
        "条",
        dimensions=(GROUP, INDICATOR),
        source=_rows(found, "case__opened_on"),
        systems=("S55",),
        basis=INDEX,
    ),
    Figure(
        "patrol.corrected",
        "自查自纠信息数",
        "巡检发现、已经整改并销号的问题",
        "条",
        dimensions=(GROUP, INDICATOR),
        source=_rows(corrected, "case__closed_on"),
        systems=("S55",),
        basis=INDEX,
    ),
    Figure(
        "patrol.runs",
        "网站巡检次数",
        "完成的自动巡检",
        "次",
        source=Rows(
            runs,
            unit="site__unit_id",
            on="finished_on",
            describe=lambda row: RowWords(
                f"{row.site.name} {row.as_of}", reverse("patrol:run", args=[row.pk]), f"patrol:{row.pk}"
            ),
        ),
        systems=("S55",),
        basis=INDEX,
    ),
)
