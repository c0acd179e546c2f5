"""The record books of internal rules 内部制度库, training and exchange 培训与交流, and openness resources 政务公开人员经费."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.office.models import InternalRule, OpennessResource, TrainingSession
from mingzheng.registers.public import (
    BookFigure,
    Expected,
    Field,
    Kind,
    Openness,
    Register,
    Reminder,
    class_field,
    ends_after,
    register,
    year_field,
)

GROUP = "内部管理"
CATEGORIES = (
    ("meeting", "议事规则"),
    ("document", "公文办理"),
    ("openness", "政务公开"),
    ("finance", "财务内控"),
    ("personnel", "人事考勤"),
    ("secrecy", "保密和信息安全"),
    ("other", "其他"),
)
DOCUMENT, OPENNESS, INFORMATION = "document", "openness", "information"
FIELDS = (
    (OPENNESS, "政务公开"),
    (DOCUMENT, "办文"),
    (INFORMATION, "信息"),
    ("audit", "内审"),
    ("enforcement", "基层执法"),
    ("secrecy", "保密"),
    ("other", "其他"),
)
FORMS = (("training", "培训"), ("exchange", "交流会"))


def judge_resource(values: Mapping[str, Any]) -> list[Refusal]:
    """More is spent than was provided only where something was provided, and says what for."""
    reasons = []
    spent, budget = Decimal(values.get("spent") or 0), Decimal(values.get("budget") or 0)
    if spent > budget and not values.get("usage"):
        reasons.append(Refusal("overspent", "支出多于预算的须说明经费用途", "请填写经费用途和来源"))
    if not values.get("full_time") and not values.get("part_time"):
        reasons.append(Refusal("nobody", "专职、兼职人员不能都为零", "请填写承担政务公开工作的人数"))
    if str(values["year"]) != values["occurred_on"][:4]:
        reasons.append(Refusal("other_year", "数据截至日期不在该年度内", "请核对年度和日期"))
    return reasons


def title_resource(values: Mapping[str, Any]) -> str:
    """Return what a year's record is called."""
    return f"{values['year']}年度政务公开人员经费"


def _resources(code: str, title: str, counts: str, unit: str, amount: str) -> BookFigure:
    return BookFigure(f"office.{code}", title, counts, unit=unit, amount=amount, systems=("S132",))


def _trainings(code: str, title: str, counts: str, unit: str, field: str) -> BookFigure:
    return BookFigure(f"office.{code}", title, counts, unit=unit, where={"field": field}, systems=("S132",))


register(
    Register(
        code="internal_rule",
        title="内部制度登记",
        model=InternalRule,
        group=GROUP,
        purpose="现行制度及其历次修订；修订时登记新版次，注明替代哪一版。",
        title_label="制度名称",
        day_label="施行日期",
        unit_label="制定单位",
        verification=None,
        openness=Openness.OPEN,
        future=True,
        unique=(("unit", "title", "edition"),),
        judge=ends_after("valid_to", "失效日期须晚于施行日期"),
        fields=(
            Field("rule_number", "文号", max_length=60, listed=True, searched=True),
            Field("edition", "版次", required=True, max_length=20, listed=True),
            Field("category", "类别", Kind.CHOICE, choices=CATEGORIES, listed=True, filtered=True, counted=True),
            Field("valid_to", "失效日期", Kind.DATE, listed=True, filtered=True, help="长期有效的不填。"),
            Field("replaces", "替代", Kind.RECORD, of="internal_rule"),
            Field("changes", "修订内容", Kind.LONG_TEXT, searched=True),
            Field("workflow", "对应流程", max_length=120),
            Field("readers", "已阅人员", Kind.PERSONS),
        ),
        figures=(
            BookFigure(
                "office.internal_rules",
                "现行内部制度",
                "有效的内部制度",
                unit="项",
                as_of=True,
                until="valid_to",
                systems=("S131",),
            ),
        ),
        reminders=(Reminder("valid_to", "制度失效日期", days=60),),
    )
)
register(
    Register(
        code="training_session",
        title="培训交流登记",
        model=TrainingSession,
        group=GROUP,
        purpose="按领域登记培训和交流会，参加人员归入个人培训档案。",
        title_label="主题",
        day_label="举办日期",
        unit_label="举办单位",
        file="培训档案",
        person_fields=("attendees",),
        fields=(
            class_field("field", "领域", FIELDS),
            Field("form", "形式", Kind.CHOICE, required=True, choices=FORMS, listed=True, counted=True),
            Field("lecturer", "授课人", max_length=80, searched=True),
            Field("place", "地点", max_length=120),
            Field("attendees", "参加人员", Kind.PERSONS, listed=True, filtered=True),
            Field("others", "其他参加人数", Kind.INTEGER, minimum=1, maximum=100_000),
            Field("hours", "学时", Kind.DECIMAL, minimum=0, maximum=200, listed=True),
            Field("cost", "经费（元）", Kind.DECIMAL, minimum=0, maximum=10_000_000),
        ),
        figures=(
            _trainings("document_trainings", "办文交流会", "举行的办文经验交流会", "场", DOCUMENT),
            _trainings("openness_trainings", "政务公开培训", "组织的政务信息公开工作培训", "次", OPENNESS),
            _trainings("information_sessions", "信息培训交流会", "召开的信息培训交流会", "次", INFORMATION),
            BookFigure("office.trainings", "培训交流", "举办的各类培训和交流会", unit="次", systems=("S132",)),
            BookFigure(
                "office.training_cost", "培训经费", "培训和交流会的经费", unit="元", amount="cost", systems=("S132",)
            ),
        ),
        expected=(Expected("information_session", "信息培训交流会", "quarter", where={"field": INFORMATION}),),
    )
)
register(
    Register(
        code="openness_resource",
        title="政务公开人员经费登记",
        model=OpennessResource,
        group=GROUP,
        purpose="各单位每年承担政务公开工作的机构、人员和经费，一单位一年一条。",
        basis="政府信息公开条例第三条、第四条",
        titled_by=title_resource,
        day_label="数据截至日期",
        unique=(("unit", "year"),),
        judge=judge_resource,
        fields=(
            year_field(),
            Field("body", "工作机构", required=True, max_length=80, listed=True, searched=True),
            Field("full_time", "专职人数", Kind.INTEGER, required=True, minimum=0, maximum=10_000, listed=True),
            Field("part_time", "兼职人数", Kind.INTEGER, required=True, minimum=0, maximum=10_000, listed=True),
            Field("budget", "预算（元）", Kind.DECIMAL, minimum=0, maximum=1_000_000_000, listed=True),
            Field("spent", "支出（元）", Kind.DECIMAL, minimum=0, maximum=1_000_000_000),
            Field("usage", "经费用途", Kind.LONG_TEXT, max_length=1000),
        ),
        figures=(
            _resources("openness_full_time", "政务公开专职人员", "承担政务公开工作的专职人员", "人", "full_time"),
            _resources("openness_part_time", "政务公开兼职人员", "承担政务公开工作的兼职人员", "人", "part_time"),
            _resources("openness_budget", "政务公开工作经费预算", "政务公开工作经费预算", "元", "budget"),
            _resources("openness_spending", "政务公开工作经费支出", "政务公开工作经费支出", "元", "spent"),
        ),
        expected=(Expected("yearly", "政务公开人员经费", "year"),),
    )
)
