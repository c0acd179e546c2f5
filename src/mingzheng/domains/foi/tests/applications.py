"""Shorthand for an application's life in tests."""

from datetime import date
from typing import Any

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.platform.parameters.public import get_value, set_value

RECEIVED = date(2026, 3, 2)
SUPPORT = {
    "A1": {"where_published": "区政府网站"},
    "A2": {"means": "电子邮件提供"},
    "B1": {"means": "邮寄", "withheld": "联系方式", "withheld_ground": "C4"},
    "C1": {"reason": "已定密"},
    "C2": {"statute": "某法第五条", "reason": "法律禁止"},
    "C3": {"reason": "可能危及公共安全"},
    "C4": {"third_party": "已征求意见", "reason": "损害第三方权益"},
    "C5": {"discretion": "内部管理，不影响公众"},
    "C6": {"discretion": "讨论过程，公开影响坦率"},
    "C7": {"discretion": "案卷另有查阅途径"},
    "C8": {"statute": "某条例", "channel": "登记机构"},
    "D1a": {"search_record": "检索档案系统，无结果"},
    "D1b": {"reason": "由区自然资源局制作"},
    "D2": {"reason": "需要汇总加工"},
    "D3": {"reason": "补正后仍不能确定"},
    "E1": {"reason": "实为投诉"},
    "E2": {"earlier_answer": "〔2026〕1号"},
    "E3": {},
    "E4": {"reasons_judged": "理由不合理"},
    "E5": {"reason": "要求重新出具"},
    "F3a": {"sub_ground": "属于党务信息", "reason": "依照党务公开的规定办理"},
}
LOCAL = {"foi.higher_government": "示例市人民政府", "foi.online_review": "示例市行政复议在线平台"}


def settle_locally() -> None:
    """Set what an installation must set before answers can go out: who reviews, and where on the internet."""
    for key, value in LOCAL.items():
        if not get_value(key):
            set_value(key, value, actor="account:1", reason="按本地规定")


def apply(foi: Caller, on: date = RECEIVED, **given: Any) -> int:
    values: dict[str, Any] = {
        "title": "某项目批复",
        "channel": "internet",
        "arrived_on": on.isoformat(),
        "applicant_kind": "natural",
        "applicant": "甲某",
        "identity": "示例证件01",
        "contact": "示例电话",
        "content": "某项目的批复文件",
        "form_wanted": "电子邮件",
    }
    return foi.open(on=on, **(values | given))


def received(foi: Caller, on: date = RECEIVED, **given: Any) -> int:
    case_id = apply(foi, on, **given)
    foi.do(case_id, "confirm_receipt", on=on, proof="电话确认")
    return case_id


def answer(foi: Caller, case_id: int, ground: str = "A2", on: date = RECEIVED, **given: Any) -> None:
    """Draft, review, approve and deliver."""
    settle_locally()
    foi.do(case_id, "draft_answer", on=on, ground=ground, reply="见附件", **(SUPPORT[ground] | given))
    foi.do(case_id, "review_answer", "office_section", on=on, opinion="合法")
    foi.do(case_id, "approve_answer", "director", on=on)
    foi.do(case_id, "deliver", on=on, delivery="electronic", tracking="邮件回执")
