"""The figures of applications: table 2 counted from applications, table 3 from reviews and suits, table 1 as readings.

Legal basis: 政府信息公开条例第五十条; 国办公开办函〔2021〕30号.
"""

from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.casework.public import cases_for
from mingzheng.domains.foi.contests.counting import PENDING as CONTESTS_PENDING
from mingzheng.domains.foi.contests.counting import contests_of
from mingzheng.domains.foi.contests.models import Contest
from mingzheng.domains.foi.grounds import GROUNDS
from mingzheng.domains.foi.models import APPLICANT_KINDS, Application
from mingzheng.domains.foi.tables import received_applications
from mingzheng.figures.public import (
    Dimension,
    Figure,
    Period,
    PeriodKind,
    Readings,
    Rows,
    RowWords,
    Scope,
    Total,
    declare,
)
from mingzheng.platform.access.public import Actor
from mingzheng.proofing.disclosure.form import (
    ABOLISHED,
    APPLICATION_ROWS,
    BASIS,
    CARRIED_IN,
    CARRIED_OUT,
    IN_FORCE,
    MADE,
    NEW,
    TOTAL,
    CellKey,
    FormTable,
    cells_of,
    columns_of,
    name_cell,
)

APPLICANT = Dimension("applicant_kind", "申请人类型", dict(APPLICANT_KINDS))


PENDING = "foi.pending"
PROCESSING_FEES = "foi.processing_fees"
# What the library of normative documents counts by itself; a unit's own reading stands above it.
COUNTED_ELSEWHERE = {
    MADE.code: "normative.published",
    ABOLISHED.code: "normative.abolished",
    IN_FORCE.code: "normative.in_force",
}
COUNTED = tuple(row for row in APPLICATION_ROWS if row.code not in {CARRIED_IN, CARRIED_OUT})


def figure_of(cell: CellKey, year: int) -> tuple[str, Period]:
    """Return the figure a cell of a year's report prints, and its period; the columns of table 2 are its dimension.

    What is carried over is what was pending on the last day of the year before, and what is carried on of this one.
    """
    if (cell.table, cell.column) in {(FormTable.REMEDIES, CONTESTS_PENDING), (FormTable.OPENNESS, IN_FORCE.code)}:
        return f"foi.{cell.table.value}_{cell.row}_{cell.column}", Period.as_of(date(year, 12, 31))
    if cell.table is not FormTable.APPLICATIONS:
        return f"foi.{cell.table.value}_{cell.row}_{cell.column}", Period.year(year)
    if cell.row in {CARRIED_IN, CARRIED_OUT}:
        return PENDING, Period.as_of(date(year - (cell.row == CARRIED_IN), 12, 31))
    return f"foi.{cell.row}", Period.year(year)


def _source_of(cell: CellKey) -> Readings | Total:
    return Total((COUNTED_ELSEWHERE[cell.column],)) if cell.row == "normative" else Readings()


def rows_in(row: str, scope: Scope) -> QuerySet[Application]:
    """Return the applications of a row of table 2, whatever the time."""
    rows = received_applications().select_related("case")
    codes = [ground.code for ground in GROUNDS if ground.row == row]
    return rows.filter(ground__in=codes) if codes else rows


def pending(scope: Scope) -> QuerySet[Application]:
    """Return every application that counts; dates of receipt and answer limit them."""
    return received_applications().select_related("case")


def describe(row: Application) -> RowWords:
    """Say how an application is shown among the rows behind a number: never by its applicant."""
    case = row.case
    return RowWords(f"{case.number} {case.title}", reverse("casework:case", args=[case.number]), f"case:{case.pk}")


def readable(actor: Actor, rows: QuerySet[Application]) -> QuerySet[Application]:
    """Limit the rows to those an actor may open."""
    return rows.filter(case__in=cases_for(actor, procedure="foi_application").values("pk"))


def contests_in(group: str, column: str, scope: Scope) -> QuerySet[Contest]:
    """Return the reviews and suits of a cell of table 3, whatever the time."""
    rows = contests_of(group).select_related("case")
    return rows if column == CONTESTS_PENDING else rows.filter(result=column)


def describe_contest(row: Contest) -> RowWords:
    """Say how a review or a suit is shown among the rows behind a number."""
    case = row.case
    return RowWords(f"{case.number} {case.title}", reverse("casework:case", args=[case.number]), f"case:{case.pk}")


def readable_contests(actor: Actor, rows: QuerySet[Contest]) -> QuerySet[Contest]:
    """Limit the rows to those an actor may open."""
    return rows.filter(case__in=cases_for(actor, procedure="foi_contest").values("pk"))


declare(
    *(
        Figure(
            f"foi.{row.code}",
            f"依申请公开：{row.words}",
            f"政府信息公开申请，{row.words}；按收到日、答复日计入年度，一件只计一个结果",
            dimensions=(APPLICANT,),
            source=Rows(
                partial(rows_in, row.code),
                unit="case__origin_unit_id",
                on="received_on" if row.code == NEW else "decided_on",
                dims={"applicant_kind": "applicant_kind"},
                describe=describe,
                readable=readable,
            ),
            systems=("S63", "S129"),
            basis=BASIS,
        )
        for row in COUNTED
    ),
    Figure(
        PENDING,
        "依申请公开：尚未答复",
        "时点上已收到、尚未答复的政府信息公开申请；年报的结转数",
        period=PeriodKind.AS_OF,
        dimensions=(APPLICANT,),
        source=Rows(
            pending,
            unit="case__origin_unit_id",
            on="received_on",
            until="decided_on",
            dims={"applicant_kind": "applicant_kind"},
            describe=describe,
            readable=readable,
        ),
        systems=("S63", "S129"),
        basis=BASIS,
    ),
    Figure(
        PROCESSING_FEES,
        "依申请公开：收取信息处理费",
        "当年缴纳的政府信息公开信息处理费，按缴费日期",
        "元",
        source=Rows(
            pending,
            unit="case__origin_unit_id",
            on="fee_paid_on",
            amount="fee",
            describe=describe,
            readable=readable,
        ),
        systems=("S63", "S129"),
        basis="政府信息公开条例第四十二条",
    ),
    *(
        Figure(
            figure_of(cell, 2021)[0],
            f"公开年报：{name_cell(cell)}",
            name_cell(cell),
            "元" if cell.row == "fees" else "件",
            scale="万" if cell.row == "fees" else "",
            decimals=6 if cell.row == "fees" else 0,
            period=PeriodKind.AS_OF if cell.column == IN_FORCE.code else PeriodKind.YEAR,
            source=_source_of(cell),
            systems=("S129",),
            basis=BASIS,
        )
        for cell in cells_of(FormTable.OPENNESS)
        if cell.column in {column.code for column in columns_of(cell.table, cell.row) if column.code != TOTAL}
    ),
    *(
        Figure(
            figure_of(cell, 2021)[0],
            f"公开年报：{name_cell(cell)}",
            f"{name_cell(cell)}；由复议诉讼登记统计，按审结日计入年度，尚未审结的按年末",
            period=PeriodKind.AS_OF if cell.column == CONTESTS_PENDING else PeriodKind.YEAR,
            source=Rows(
                partial(contests_in, cell.row, cell.column),
                unit="case__origin_unit_id",
                on="received_on" if cell.column == CONTESTS_PENDING else "decided_on",
                until="decided_on" if cell.column == CONTESTS_PENDING else "",
                describe=describe_contest,
                readable=readable_contests,
            ),
            systems=("S64", "S129"),
            basis=BASIS,
        )
        for cell in cells_of(FormTable.REMEDIES)
        if cell.column != TOTAL
    ),
)
