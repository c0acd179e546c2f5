"""What a record of an examination or of a court appearance must satisfy. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mingzheng.casework.public import Refusal

HEADS = frozenset({"chief", "deputy"})
STAFF = "staff"


def judge_examination(values: Mapping[str, Any]) -> list[Refusal]:
    """Who sat has a grade, who did not has none and says why; the better grade never has the lower score."""
    reasons = []
    has_result = bool(values.get("score") or values.get("grade"))
    if values.get("has_sat"):
        if not values.get("grade"):
            reasons.append(Refusal("no_grade", "已参考的须填写等次", "请填写优秀、合格或不合格"))
    else:
        if has_result:
            reasons.append(Refusal("result_unsat", "未参考的不能有成绩", "请核对是否已参考"))
        if not values.get("reason"):
            reasons.append(Refusal("no_reason", "未参考的须说明原因", "请填写未参考原因"))
    if values.get("grade") == "failed" and Decimal(values.get("score", "0")) >= 80:
        reasons.append(Refusal("failed_high", "成绩在 80 分以上，等次却为不合格", "请核对成绩和等次"))
    return reasons


def title_examination(values: Mapping[str, Any]) -> str:
    """Return what an examination's record is called; no name stands in it."""
    return f"{values['year']}年度国家工作人员学法考试"


def judge_appearance(values: Mapping[str, Any]) -> list[Refusal]:
    """A head who stood for the organ is named; where none did, the reason is.

    Legal basis: 行政诉讼法 第三条
    """
    reasons = []
    if values["capacity"] in HEADS and not values.get("person"):
        reasons.append(Refusal("no_person", "负责人出庭的须填写出庭负责人", "请选择出庭人员", "行政诉讼法第三条"))
    if values["capacity"] == STAFF and not values.get("reason"):
        message = "负责人未出庭、委托工作人员出庭的须说明理由"
        reasons.append(Refusal("no_reason", message, "请填写负责人未出庭的理由", "行政诉讼法第三条"))
    return reasons
