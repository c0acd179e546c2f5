"""The record book of audit advice 审计咨询前置服务: policy advice, sharing of experience, before anything is audited."""

from mingzheng.domains.auditing.models import AuditAdvice
from mingzheng.registers.public import (
    OFFICE_ROLES,
    UNIT_ROLES,
    BookFigure,
    Field,
    Kind,
    Register,
    class_field,
    register,
)

SUBJECTS = (
    ("decision", "重大事项决策"),
    ("control", "内控制度"),
    ("policy", "政策修订"),
    ("performance", "事前绩效"),
    ("spending", "重大经费支出"),
    ("experience", "经验分享"),
    ("other", "其他"),
)
MANNERS = (("written", "书面"), ("meeting", "会议"), ("visit", "上门"), ("phone", "电话"))

register(
    Register(
        code="audit_advice",
        title="审计咨询登记",
        model=AuditAdvice,
        group="审计",
        purpose="审计服务前置：每次政策咨询、经验分享登记一条，注明服务单位和事项。",
        title_label="咨询事项",
        day_label="服务日期",
        unit_label="提供单位",
        entered_by=OFFICE_ROLES | UNIT_ROLES,
        fields=(
            Field("served_unit", "服务单位", Kind.UNIT, required=True, listed=True, filtered=True, counted=True),
            class_field("subject", "类别", SUBJECTS),
            Field("manner", "方式", Kind.CHOICE, choices=MANNERS, counted=True),
            Field("advice", "意见摘要", Kind.LONG_TEXT, required=True, max_length=3000, searched=True),
            Field("auditor", "审计人员", Kind.PERSON, listed=True),
        ),
        figures=(
            BookFigure(
                "auditing.advice", "审计咨询服务", "提供的审计政策咨询、经验分享等服务", unit="次", systems=("S19",)
            ),
        ),
    )
)
