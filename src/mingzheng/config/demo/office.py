"""What the office does of its own accord in the demo's year: reporting rounds, circulars, the leading group, hearings.

Rows of the ledger live in `lives`; when which of this happens is put together in `year`.
"""

from datetime import date, datetime, timedelta

from mingzheng.casework.public import Case
from mingzheng.config.demo.story import Happening, Stage, Story, dice
from mingzheng.domains.workplan.models import (
    DifficultIssue,
    GroupMeeting,
    GroupMember,
    HeadHearing,
    LeadingGroup,
    LookBack,
    LookBackCheck,
    ReportingRound,
    SchemeDetail,
)
from mingzheng.domains.workplan.services.rounds import close_round, open_round

FIELD = "政务公开"
CIRCULAR_BODY = (
    "截至{day}，各单位按照分工方案推进各项任务，总体进度正常。现将有关情况通报如下：\n"
    "一、任务进展。多数单位做到按期签收、按时报送，牵头单位能够主动协调配合单位。\n"
    "二、存在问题。少数单位报送不及时，个别任务逾期未结；部分材料只有截图，缺少制度和链接。\n"
    "三、下一步要求。逾期单位于十个工作日内报送整改情况；各单位对照台账逐项核对，年底前完成全部任务。"
)
FINDINGS = (
    "上年度任务未按期完成，至今没有公布结果。",
    "制度已经印发，但没有落实到具体窗口。",
    "专栏内容停留在上一年度，没有更新。",
)


def rounds(stage: Stage, scheme_id: int) -> Story:
    """Open a reporting round towards the end of each quarter, and one now; close each on its day."""
    year = stage.year
    scheme = SchemeDetail.objects.get(pk=scheme_id)
    plan = [(f"{year}年{name}季度报送", date(year, month, 18)) for name, month in (("一", 3), ("二", 6), ("三", 9))]
    plan.append((f"{year}年{stage.today.month}月进展报送", stage.working_day(stage.today, -4)))
    rng = dice("rounds")
    for title, day in sorted(plan, key=lambda row: row[1]):
        opens = stage.moment(day, rng)
        closes = stage.working_day(opens.date(), 7)
        made = yield Happening(opens, lambda t=title, o=opens, c=closes: _open_round(stage, scheme, t, o, c))
        end = datetime.combine(closes, opens.timetz().replace(hour=18))
        yield Happening(end, lambda m=made, e=end: close_round(m, actor=stage.actor("clerk", e.date()), recorded_at=e))


def _open_round(stage: Stage, scheme: SchemeDetail, title: str, opens: datetime, closes: date) -> ReportingRound:
    return open_round(
        scheme,
        title=title,
        opens_on=opens.date(),
        closes_on=closes,
        note="请填报最新进展、完成进度；滞后的写明原因，需要协调的写明事项。",
        actor=stage.actor("clerk", opens.date()),
        recorded_at=opens,
    )


def circular(stage: Stage, scheme_id: int, title: str, day: date, *, end: str) -> Story:
    """Draft a circular from the ledger and carry it as far as `end`: drafting, reviewing, approving or issued."""
    rng = dice(title)
    at = stage.moment(day, rng)

    def draft() -> int:
        body = CIRCULAR_BODY.format(day=f"{at.year}年{at.month}月{at.day}日")
        data = {"scheme": scheme_id, "title": title, "body": body, "with_ranking": False, "is_public": False}
        return stage.open("workplan_circular", "clerk", at, data=data).case_id

    case_id = yield Happening(at, draft)
    steps: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("submit", "clerk", {}),
        ("review", "office_section", {"opinion": "数据已核对，请领导审定。"}),
        ("approve", "leader", {"opinion": "同意印发。请各单位对照整改。"}),
        ("issue", "clerk", {}),
    )
    count = ("drafting", "reviewing", "approving", "approved", "issued").index(end)
    for action, who, data in steps[:count]:
        at = stage.moment(stage.working_day(at.date(), 1), rng)
        yield Happening(at, lambda a=action, w=who, d=data, when=at: stage.perform(case_id, a, w, when, **d))


def leading_group(stage: Stage) -> None:
    """Enter the leading group with its members, its yearly meeting and the difficult issues raised."""
    people, year = stage.district.people, stage.year
    group = LeadingGroup.objects.create(
        name="云山区政务公开领导小组",
        unit=stage.district.units["dzb"],
        field=FIELD,
        set_up_on=date(year - 1, 3, 10),
        basis=f"云党政办〔{year - 1}〕12号",
    )
    members = (("leader", "副区长", "组长"), ("director", "党政办主任", "副组长"), ("sfj.head", "司法局局长", "成员"))
    for key, title, role in (*members, ("zsj.head", "政数局局长", "成员"), ("rmt.liaison", "融媒体中心", "成员")):
        GroupMember.objects.create(
            group=group,
            person=people[key],
            name=people[key].name,
            title=title,
            role=role,
            valid_from=date(year - 1, 3, 10),
        )
    held = stage.working_day(date(year, 3, 5))
    if held > stage.today:
        return
    meeting = GroupMeeting.objects.create(
        group=group,
        held_on=held,
        chair=people["leader"].name,
        agenda="听取上年度情况汇报；研究本年度分工方案；讨论依申请公开疑难问题。",
        decisions="原则同意分工方案；由司法局会同党政办制定答复文书样式；对未完成任务开展回头看。",
        recorded_by=people["clerk"].name,
        recorded_at=stage.moment(held, dice("meeting")),
    )
    issues = (
        (
            "zrj",
            20,
            "历史征地资料分散在多个部门，查找时间长。",
            "明确由自然资源分局归口，档案部门协助，三个月内整理完毕。",
            70,
        ),
        ("jyj", 130, "学区划分咨询集中，窗口答复口径不一。", "统一问答口径，招生期间设置专线。", 45),
        ("shj", 210, "监测数据与气象数据发布时间不同步。", "", 0),
    )
    for code, after, text, help_given, solved in issues:
        raised = stage.working_day(held + timedelta(days=after))
        if raised > stage.today:
            continue
        done = raised + timedelta(days=solved)
        DifficultIssue.objects.create(
            group=group,
            unit=stage.district.units[code],
            raised_on=raised,
            text=text,
            meeting=meeting if after < 30 else None,
            help_given=help_given,
            solved_on=done if solved and done <= stage.today else None,
        )


def hearings(stage: Stage) -> None:
    """Enter heads' hearings of the year: about two units of three have had theirs."""
    rng = dice("hearings")
    for code in stage.district.owing:
        day = stage.working_day(date(stage.year, 4, 1) + timedelta(days=rng.randrange(0, 200)))
        kind = rng.choice(("hearing", "hearing", "study"))
        missing = rng.random() < 0.3
        if missing or day >= stage.today:
            continue
        head = stage.district.people.get("director" if code == "dzb" else f"{code}.head")
        HeadHearing.objects.create(
            unit=stage.district.units[code],
            field=FIELD,
            kind=kind,
            held_on=day,
            head_name=head.name if head else "主要负责人",
            subject="听取本年度政务公开工作情况汇报" if kind == "hearing" else "专题研究公开目录和解读工作",
            decisions="明确专人负责目录维护；解读材料与文件同步报审；每季度自查一次。",
            recorded_by=stage.district.people[f"{code}.liaison"].name,
            recorded_at=stage.moment(day, rng),
        )


def look_back(stage: Stage, scheme_id: int) -> Story:
    """Close last year's ledger, look back at it, and turn what was not done into rectification."""
    rng = dice("look back")
    at = stage.moment(date(stage.year, 1, 22), rng)
    yield Happening(at, lambda: stage.perform(scheme_id, "conclude", "office_section", at, note="年度台账结账。"))
    at = stage.moment(date(stage.year, 3, 16), rng)
    found = yield Happening(at, lambda: _check_all(stage, scheme_id, at))
    for place, (check, case) in enumerate(found):
        at += timedelta(minutes=20)
        due = at.date() + timedelta(days=90 if place % 2 else max((stage.today - at.date()).days - 8, 30))
        opened = yield Happening(
            at, lambda c=check, row=case, d=due, when=at: _open_rectification(stage, c, row, d, when)
        )
        stage.start(_rectify(stage, opened, case.handling_unit_id or 0, at, due, ends=bool(place % 2)))


def _check_all(stage: Stage, scheme_id: int, at: datetime) -> list[tuple[LookBackCheck, Case]]:
    """Check every row of last year's scheme; return the undone ones."""
    scheme = SchemeDetail.objects.get(pk=scheme_id)
    review = LookBack.objects.create(
        scheme=scheme,
        title=f"{scheme.year}年度政务公开任务回头看",
        started_on=at.date(),
        finished_on=stage.working_day(at.date(), 10),
        started_by="何静宜",
    )
    undone = []
    items = Case.objects.filter(procedure="workplan_item", workplan_itemdetail__scheme=scheme).order_by("pk")
    for case in items.select_related("workplan_itemdetail"):
        check = LookBackCheck.objects.create(
            look_back=review,
            requirement_id=case.workplan_itemdetail.requirement_id,
            item=case.workplan_itemdetail,
            result="done" if case.state == "done" else "not_applicable" if case.state == "not_involved" else "undone",
            finding="" if not case.is_open else FINDINGS[case.pk % len(FINDINGS)],
            checked_on=at.date(),
            checked_by="罗雨桐",
        )
        if case.is_open:
            undone.append((check, case))
    return undone


def _open_rectification(stage: Stage, check: LookBackCheck, case: Case, due: date, at: datetime) -> int:
    """Open the rectification and close the old row, which lives on in it."""
    detail = {"scheme_id": check.look_back.scheme_id, "requirement_id": check.requirement_id}
    data = {"lead_units": [case.handling_unit_id], "finding": check.finding, "due_on": due.isoformat()}
    data["source"] = check.look_back.title
    title = f"整改：{case.title}"
    receipt = stage.open("workplan_rectification", "office_section", at, data=data, title=title, detail=detail)
    LookBackCheck.objects.filter(pk=check.pk).update(rectification_id=receipt.case_id)
    if case.state in {"sent", "preparing", "under_way"}:
        reason = f"转入回头看整改 {receipt.number}。"
        stage.perform(case.pk, "cancel", "office_section", at, reason=reason)
        parent = Case.objects.get(pk=case.parent_id or 0)
        if parent.state == "tracking" and not parent.children.filter(is_open=True).exists():
            stage.perform(parent.pk, "cancel", "office_section", at, reason=reason)
    return receipt.case_id


def _rectify(stage: Stage, case_id: int, unit_id: int, at: datetime, due: date, *, ends: bool) -> Story:
    """The unit takes the rectification, says what it will do, and (some) gets it verified in time."""
    rng, who = dice(f"rectify {due}{unit_id}"), stage.district.liaison(unit_id)
    steps = [
        (2, "receive", {}),
        (5, "set_measure", {"measure": "逐项补齐并公布结果，安排专人每周核对，整改完成后组织自查。"}),
    ]
    for days, action, data in steps:
        at = stage.moment(stage.working_day(at.date(), days), rng)
        yield Happening(at, lambda a=action, d=data, when=at: stage.perform(case_id, a, who, when, **d))
    if not ends:
        return
    at = stage.moment(due - timedelta(days=12), rng)
    result = "已补充公布并更新专栏，制度落实到窗口，自查未发现新的问题。"
    yield Happening(at, lambda: stage.perform(case_id, "request_report_done", who, at, result=result))
    for pending in Case.objects.get(pk=case_id).sign_offs.filter(state="pending"):
        for level in pending.levels:
            at = stage.moment(stage.working_day(at.date(), 1), rng)
            signer = stage.district.signer(unit_id, level, at.date())
            yield Happening(at, lambda s=signer, when=at: stage.perform(case_id, "sign", s, when, opinion="同意。"))
    at = stage.moment(stage.working_day(at.date(), 3), rng)
    yield Happening(at, lambda: stage.perform(case_id, "verify", "verifier", at, opinion="整改到位，同意销号。"))
