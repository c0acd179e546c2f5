"""The demo's applications for information: invented applicants, every way of ending, told through the door.

Beside them what the room also does: answers listed publicly, corrections of records, the mirror of another system.
"""

from datetime import timedelta
from typing import Any

from mingzheng.casework.public import Case, DoorError, open_case
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.foi.public import take_sheet
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.parameters.public import set_value

# Weeks back, kind, channel, title, how it went on: each step is (days later, act, who, values).
_CLERK, _HEAD, _CHIEF = "clerk", "office_section", "director"


def _answer(ground: str, after: int, **support: str) -> tuple[tuple[int, str, str, dict[str, Any]], ...]:
    return (
        (after, "draft_answer", _CLERK, {"ground": ground, "reply": "现答复如下，具体内容见答复书。", **support}),
        (after + 1, "review_answer", _HEAD, {"opinion": "依据准确，内容不涉密。"}),
        (after + 1, "approve_answer", _CHIEF, {}),
        (after + 2, "deliver", _CLERK, {"delivery": "electronic", "tracking": "邮件送达回执"}),
    )


_LISTED = "list_publicly"
_CONFIRMED = (1, "confirm_receipt", _CLERK, {"proof": "电话与申请人确认。"})
STORIES: tuple[tuple[int, str, str, str, tuple[tuple[int, str, str, dict[str, Any]], ...]], ...] = (
    (
        40,
        "natural",
        "internet",
        "云溪路改造工程竣工验收文件",
        (
            _CONFIRMED,
            *_answer("A2", 6, means="电子邮件提供"),
            (12, _LISTED, _HEAD, {"public_title": "云溪路改造工程竣工验收文件"}),
        ),
    ),
    (36, "business", "counter", "产业园用地出让合同", _answer("D1b", 5, reason="该信息由区自然资源部门制作保存。")),
    (
        30,
        "natural",
        "signed_mail",
        "老旧小区加装电梯补贴发放名单",
        (
            (1, "confirm_receipt", _CLERK, {"proof": "收发室签收，挂号信。"}),
            (5, "consult_third_party", _CLERK, {"asked": "名单所涉居民代表", "note": "名单中的姓名和住址"}),
            (11, "third_party_objects", _CLERK, {"opinion": "不同意公开住址。"}),
            *_answer(
                "B1", 14, means="邮寄", withheld="个人住址", withheld_ground="C4", weighing="补贴发放涉及公共利益"
            ),
        ),
    ),
    (
        24,
        "legal_service",
        "internet",
        "行政执法案卷评查结果",
        (_CONFIRMED, *_answer("C7", 9, discretion="案卷另有法定查阅途径。")),
    ),
    (
        20,
        "natural",
        "internet",
        "某地块规划条件",
        (_CONFIRMED, (3, "ask_supplement", _CLERK, {"missing": "请写明地块位置或者文号。"})),
    ),
    (
        16,
        "research",
        "internet",
        "近三年政务服务办件量统计",
        (
            _CONFIRMED,
            *_answer("D2", 7, reason="需要另行汇总加工。"),
            (14, _LISTED, _HEAD, {"public_title": "近三年政务服务办件量统计"}),
        ),
    ),
    (
        12,
        "natural",
        "oral",
        "本区最低生活保障标准文件",
        (
            *_answer("A1", 0, where_published="区政府网站民政栏目"),
            (9, _LISTED, _HEAD, {"public_title": "本区最低生活保障标准文件"}),
        ),
    ),
    (2, "business", "internet", "招商引资优惠政策文件", (_CONFIRMED,)),
    (1, "natural", "internet", "学校片区划分会议材料", ()),
)


# Weeks back, title, the records, what is wrong with them, and how it was decided: result, reason, competent organ.
CORRECTIONS: tuple[tuple[int, str, str, str, dict[str, Any]], ...] = (
    (
        18,
        "公租房轮候登记信息",
        "公租房轮候登记表中的家庭人口数",
        "登记为2人，户口簿载明3人，附户口簿复印件。",
        {"result": "corrected", "reason": "经核对户口簿，登记时漏录一人，已更正。"},
    ),
    (
        7,
        "不动产登记簿记载的面积",
        "不动产登记簿记载的房屋面积",
        "与购房合同记载不一致。",
        {
            "result": "told",
            "reason": "不动产登记由登记机构办理，不属于本机关职能。",
            "competent": "区不动产登记中心，政务服务大厅三楼",
        },
    ),
    (1, "残疾人证发放记录", "发放登记表中的等级", "登记为四级，证件载明三级。", {}),
)
# What the provincial system has of applications of the demo: its own words for the state, one a day behind ours.
MIRRORED = (("S-0007", 2, "已办结", 0), ("S-0011", 5, "办理中", 1), ("S-0012", 8, "办理中", 0))
LOCAL = {"foi.higher_government": "示例市人民政府", "foi.online_review": "示例市行政复议网上申请平台"}


def applications(stage: Stage) -> int:
    """Tell every story as far as the present day; return how many applications there are."""
    for key, value in LOCAL.items():
        set_value(key, value, actor=SYSTEM.ref, reason="示例区的设置")
    for number, story in enumerate(STORIES, start=1):
        _tell(stage, number, *story)
    for number, correction in enumerate(CORRECTIONS, start=1):
        _correct(stage, number, *correction)
    _mirror(stage)
    return len(STORIES)


def _correct(
    stage: Stage, number: int, weeks: int, title: str, record: str, wrong: str, decision: dict[str, Any]
) -> None:
    """Register a correction of records and decide it."""
    at = min(stage.moment(stage.today - timedelta(weeks=weeks), dice(f"correction:{number}")), stage.until)
    receipt = stage.open(
        "foi_correction",
        _CLERK,
        at,
        data={
            "title": title,
            "arrived_on": at.date().isoformat(),
            "applicant": f"示例申请人{20 + number}",
            "identity": f"示例证件{20 + number:04}",
            "contact": "示例联系方式",
            "record": record,
            "wrong": wrong,
        },
    )
    told = stage.moment(at.date() + timedelta(days=6), dice(f"correction:{number}:told"))
    if decision and told <= stage.until:
        stage.perform(receipt.case_id, "decide_correction", _HEAD, told, **decision)


def _mirror(stage: Stage) -> None:
    """Take over what the provincial system has: applications of ours by their number, and one it has alone."""
    unit = stage.district.units["dzb"]
    numbers = list(
        Case.objects.filter(procedure="foi_application", origin_unit=unit)
        .order_by("pk")
        .values_list("number", flat=True)
    )
    rows: list[dict[str, Any]] = [
        {
            "number": theirs,
            "ours": numbers[place],
            "title": STORIES[place][3],
            "state": state,
            "received_on": _day(stage, place, shift),
        }
        for theirs, place, state, shift in MIRRORED
    ]
    rows.append({"number": "S-0019", "title": "道路绿化养护合同", "state": "办理中", "received_on": _day(stage, 7, 0)})
    take_sheet(rows, unit_id=unit.pk, actor=stage.actor(_CLERK, stage.today))


def _day(stage: Stage, place: int, shift: int) -> str:
    return (stage.today - timedelta(weeks=STORIES[place][0]) + timedelta(days=shift)).isoformat()


def _tell(
    stage: Stage,
    number: int,
    weeks: int,
    kind: str,
    channel: str,
    title: str,
    steps: tuple[tuple[int, str, str, dict[str, Any]], ...],
) -> None:
    began = stage.today - timedelta(weeks=weeks)
    at = min(stage.moment(began, dice(f"foi:{number}")), stage.until)
    receipt = open_case(
        "foi_application",
        actor=stage.actor(_CLERK, at.date()),
        occurred_on=at.date(),
        recorded_at=at,
        data={
            "title": title,
            "channel": channel,
            "arrived_on": at.date().isoformat(),
            "applicant_kind": kind,
            "applicant": f"示例申请人{number}",
            "identity": f"示例证件{number:04}",
            "contact": "示例联系方式",
            "content": title,
            "form_wanted": "电子邮件",
        },
        key=f"demo:foi:{number}",
        origin_unit_id=stage.district.units["dzb"].pk,
    )
    for days, action, who, values in steps:
        moment = stage.moment(began + timedelta(days=days), dice(f"foi:{number}:{action}"))
        if moment > stage.until:
            return
        try:
            stage.perform(receipt.case_id, action, who, moment, **values)
        except DoorError:
            return
