"""The figures of the work plan 工作要点: rows of the ledger received, struck off, on time; requirements, letters, hearings."""

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.casework.public import Case, CaseCount, case_rows, declare_counts, list_procedures
from mingzheng.domains.workplan.models import GroupMeeting, HeadHearing, Letter
from mingzheng.figures.public import Dimension, Figure, PeriodKind, Ratio, Rows, RowWords, Scope, declare

ITEM = ("workplan_item",)
KIND = Dimension("kind", "种类", {str(value): str(label) for value, label in Letter.Kind.choices})
FORM = Dimension("kind", "形式", {str(value): str(label) for value, label in HeadHearing.Kind.choices})
FIELD = Dimension("field", "工作领域")
HEADING = Dimension("heading", "工作要求")


def state_titles() -> dict[str, str]:
    """Return the word for each state of a ledger row."""
    found = [procedure for procedure in list_procedures() if procedure.name in ITEM]
    return {state.code: state.title for procedure in found for state in procedure.states}


STATE = Dimension("state", "办理结果", state_titles)


def requirements(scope: Scope) -> QuerySet[Case]:
    """Return the cases of the schemes' requirements."""
    return Case.objects.filter(procedure="workplan_requirement")


def describe_letter(letter: Letter) -> RowWords:
    """Return how a letter is shown behind a figure."""
    return RowWords(f"{letter.number}（{letter.get_kind_display()}）", ref=f"case:{letter.item_id}")


def describe_meeting(meeting: GroupMeeting) -> RowWords:
    """Return how a group's meeting is shown behind a figure."""
    return RowWords(f"{meeting.held_on:%Y年%-m月%-d日}会议，{meeting.chair}主持", reverse("workplan:groups"))


def describe_hearing(hearing: HeadHearing) -> RowWords:
    """Return how a head's hearing is shown behind a figure."""
    return RowWords(f"{hearing.subject}（{hearing.head_name}）", reverse("workplan:groups"))


declare_counts(
    CaseCount(
        "workplan.items_received",
        "交办台账",
        "交给责任单位的台账，按建账日期",
        "opened_on",
        ITEM,
        systems=("S02",),
        dims=(),
    ),
    CaseCount(
        "workplan.items_closed",
        "办结台账",
        "已销号、确认不涉及或撤销的台账，按办结日期",
        "closed_on",
        ITEM,
        systems=("S02",),
        dims=(STATE,),
    ),
    CaseCount(
        "workplan.items_done",
        "销号台账",
        "经核验销号的台账，按销号日期",
        "closed_on",
        ITEM,
        ("done",),
        dims=(),
        systems=("S02",),
    ),
    CaseCount(
        "workplan.items_done_limited",
        "有时限的销号台账",
        "有完成时限且已销号的台账",
        "closed_on",
        ITEM,
        ("done",),
        "limited",
        (),
        systems=("S02",),
    ),
    CaseCount(
        "workplan.items_done_on_time",
        "按时销号台账",
        "在完成时限内销号的台账",
        "closed_on",
        ITEM,
        ("done",),
        "kept",
        (),
        systems=("S02",),
    ),
)
declare(
    Figure(
        "workplan.on_time_rate",
        "台账按时销号率",
        "按时销号台账占有时限的销号台账的比例",
        "%",
        decimals=2,
        bounds=(0, 100),
        source=Ratio("workplan.items_done_on_time", "workplan.items_done_limited"),
        systems=("S02",),
    ),
    Figure(
        "workplan.requirements",
        "工作要点要求",
        "分工方案编号的要求，按建账日期",
        "项",
        dimensions=(HEADING,),
        source=case_rows(
            requirements, on="opened_on", dims={"heading": "workplan_requirementdetail__heading"}, unit="origin_unit_id"
        ),
        systems=("S01",),
    ),
    Figure(
        "workplan.letters",
        "催办督办函件",
        "签发给责任单位的催办单、提醒函、督办函",
        dimensions=(KIND,),
        source=Rows(
            lambda scope: Letter.objects.all(),
            unit="unit_id",
            on="issued_on",
            dims={"kind": "kind"},
            describe=describe_letter,
        ),
        systems=("S02", "S10"),
    ),
    Figure(
        "workplan.group_meetings",
        "领导小组会议",
        "工作领导小组召开的会议",
        "次",
        dimensions=(FIELD,),
        source=Rows(
            lambda scope: GroupMeeting.objects.all(),
            unit="group__unit_id",
            on="held_on",
            dims={"field": "group__field"},
            describe=describe_meeting,
        ),
        systems=("S05",),
    ),
    Figure(
        "workplan.hearings",
        "专题听取汇报",
        "主要负责人听取汇报或专题研究部署",
        "次",
        dimensions=(FIELD, FORM),
        source=Rows(
            lambda scope: HeadHearing.objects.all(),
            unit="unit_id",
            on="held_on",
            dims={"field": "field", "kind": "kind"},
            describe=describe_hearing,
        ),
        systems=("S06",),
    ),
    Figure(
        "workplan.items_overdue",
        "逾期台账",
        "尚未办结且已超过完成时限的台账，按现有时限",
        period=PeriodKind.AS_OF,
        source=case_rows(
            lambda scope: Case.objects.filter(is_open__in=[True], procedure__in=ITEM, due_on__lt=scope.period.last),
            on="opened_on",
            dims={},
        ),
        systems=("S02",),
    ),
)
