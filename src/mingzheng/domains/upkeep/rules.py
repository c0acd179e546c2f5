"""What graded protection asks of a system's record, and what a drill's numbers must satisfy. Pure; dates come as text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.casework.public import Refusal

UNGRADED = "none"
# Grade: months between two assessments.
ASSESSED_EVERY: Mapping[str, int] = {"3": 12, "4": 6}
FILED_FROM = frozenset({"2", "3", "4"})


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    at = day.month - 1 + months
    year, month = day.year + at // 12, at % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise ValueError(day)


def latest_next_assessment(level: str, assessed_on: date) -> date | None:
    """Return the last day of the next assessment: yearly for grade three, every half year for grade four.

    Legal basis: 信息安全等级保护管理办法 第十四条
    """
    months = ASSESSED_EVERY.get(level)
    return add_months(assessed_on, months) if months else None


def prepare_system(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in the day of the next assessment where the grade fixes it and none is given."""
    if values.get("next_assessment_on") or not values.get("assessed_on"):
        return values
    day = latest_next_assessment(values["level"], date.fromisoformat(values["assessed_on"]))
    return {**values, "next_assessment_on": day.isoformat()} if day else values


def judge_system(values: Mapping[str, Any]) -> list[Refusal]:
    """Return what stands against a system's record.

    Legal basis: 信息安全等级保护管理办法 第十四条、第十五条
    """
    reasons = []
    assessed, following = values.get("assessed_on"), values.get("next_assessment_on")
    if assessed and following:
        latest = latest_next_assessment(values["level"], date.fromisoformat(assessed))
        if latest is not None and date.fromisoformat(following) > latest:
            message = f"下次测评日期不能晚于 {latest.year}年{latest.month}月{latest.day}日"
            reasons.append(Refusal("assessed_late", message, "请改正下次测评日期", "信息安全等级保护管理办法第十四条"))
    if assessed and values["level"] == UNGRADED:
        reasons.append(Refusal("ungraded", "未定级的系统没有等保测评", "请先填写保护等级"))
    if values.get("filing_number") and values["level"] not in FILED_FROM:
        reasons.append(Refusal("filed_low", "二级以上系统才备案", "请核对保护等级", "信息安全等级保护管理办法第十五条"))
    if values.get("is_cloud") and not values.get("cloud"):
        reasons.append(Refusal("no_cloud", "已上云的须填写所在云平台", "请填写云平台名称"))
    if values.get("is_cloud") and values.get("off_cloud_reason"):
        reasons.append(Refusal("cloud_and_why_not", "已上云的不填未上云原因", "请核对是否已上云"))
    return reasons


def judge_drill(values: Mapping[str, Any]) -> list[Refusal]:
    """Not more is put right than was found."""
    if values.get("fixed", 0) > values.get("findings", 0):
        return [Refusal("fixed_more", "已整改数不能多于发现问题数", "请核对两个数")]
    return []
