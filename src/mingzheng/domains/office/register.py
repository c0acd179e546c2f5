"""The record books of internal rules 内部制度库 and of training and exchange 培训与交流."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.office.models import InternalRule, TrainingSession
from mingzheng.registers.public import BookFigure, Expected, Field, Kind, Openness, Register, Reminder, register

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


def judge_rule(values: Mapping[str, Any]) -> list[Refusal]:
    """A rule ends after it began."""
    if values.get("valid_to") and values["valid_to"] <= values["occurred_on"]:
        return [Refusal("interval", "失效日期须晚于施行日期", "请核对两个日期")]
    return []


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
        judge=judge_rule,
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
            Field(
                "field", "领域", Kind.CHOICE, required=True, choices=FIELDS, listed=True, filtered=True, counted=True
            ),
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
        expected=(Expected("信息培训交流会", "quarter", where={"field": INFORMATION}),),
    )
)
