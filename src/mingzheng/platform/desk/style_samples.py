"""Invented matters of the invented 云山区, for the style guide only. Nothing here is read by any other page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from mingzheng.platform.design.public import (
    Act,
    Change,
    Choice,
    Crumb,
    Fact,
    Number,
    PaperLink,
    Plot,
    Series,
    Stage,
    Tab,
)
from mingzheng.platform.desk.boards import make_board

HERE = "/desk/style-guide"
UNITS = ("区教育局", "区卫生健康局", "区住房和城乡建设局", "云溪镇人民政府", "区市场监督管理局", "区农业农村局")
TITLES = (
    "完成云溪镇中心小学扩建工程并于秋季学期投入使用",
    "新增普惠托位 320 个，每个镇（街道）至少建成 1 所普惠托育机构",
    "建成村级卫生站远程诊疗系统，实现区、镇、村三级贯通",
    "推进老旧小区改造 12 个，惠及居民 4,300 户，同步完成加装电梯意愿摸底和管线落地",
    "开展集贸市场计量专项检查，公示检查结果",
    "高标准农田提质改造 6,500 亩",
    "编制《云山区城市更新三年行动计划》并报区政府常务会议审议",
    "每季度通报一次政务服务“好差评”情况",
)
STATES = ("normal", "due_soon", "overdue", "paused", "done", "not_started")


@dataclass(frozen=True, slots=True)
class Row:
    """One invented matter."""

    pk: int
    code: str
    title: str
    units: tuple[str, ...]
    handler: str
    stage: str
    due_on: date
    remaining: int | None
    lamp: str
    urged: int


def rows(count: int = 24) -> list[Row]:
    """Return that many invented matters."""
    stages = ("待签收", "办理中", "单位审签", "待核验", "已销号")
    people = ("陈晓岚", "赵一鸣", "何静", "黄志远")
    left = {"normal": 18, "due_soon": 3, "overdue": -4, "paused": None, "done": None, "not_started": None}
    made = []
    for index in range(count):
        state = STATES[(index * 5 + index // 6) % 6] if index % 3 != 1 else "normal"
        units = UNITS[index % 6 : index % 6 + 1 + index % 3]
        due = date(2026, 3 + index % 9, 1 + (index * 7) % 28)
        title = TITLES[index % len(TITLES)]
        made.append(
            Row(
                index + 1,
                f"要点〔2026〕{index + 1:03d}",
                title,
                units,
                people[index % 4],
                stages[index % 5],
                due,
                left[state],
                state,
                index % 4,
            )
        )
    return made


CRUMBS = (Crumb("首页", "/desk/"), Crumb("2026 年工作要点", f"{HERE}/list"), Crumb("要点〔2026〕004"))
NUMBERS = (
    Number(7, "今天要办", HERE, note="其中 2 件待签收"),
    Number(3, "逾期", HERE, lamp="overdue", note="最早的 3 月 5 日"),
    Number(5, "本周将到期", HERE, lamp="due_soon"),
    Number(12, "等别人办", HERE, note="4 件等核验"),
    Number(18, "上次离开后有变化", HERE, note="3 月 18 日 17:40 起"),
)
TABS = (
    Tab("待办", f"{HERE}/list", is_current=True, count=24),
    Tab("将到期", HERE, count=5, lamp="due_soon"),
    Tab("逾期", HERE, count=3, lamp="overdue"),
    Tab("已办", HERE, count=1286),
    Tab("本单位", HERE),
    Tab("关注", HERE, count=0),
)
STAGES = (
    Stage("交办", "done", "3月2日"),
    Stage("签收", "done", "3月3日"),
    Stage("办理", "current", "区住房和城乡建设局"),
    Stage("单位审签", "ahead"),
    Stage("核验", "ahead"),
    Stage("销号", "ahead"),
)
FACTS = (
    Fact("事项来源", "2026 年区政府工作要点", HERE),
    Fact("序号", "第二部分（三）第 4 项"),
    Fact("牵头单位", "区住房和城乡建设局", HERE),
    Fact("配合单位", "区发展和改革局、区财政局、云溪镇人民政府"),
    Fact("工作措施", "分三批推进，6 月底前完成第一批 4 个小区施工图审查。"),
    Fact("责任人", "林国栋", note="副局长"),
    Fact("完成标准", ""),
    Fact("进度", "正常", lamp="normal"),
)
CHOICES = (
    Choice("报送进展", f"{HERE}/form", "第 1 季度报送 3 月 25 日截止", "send"),
    Choice("申请延期", f"{HERE}/form", "须说明理由，报区政府分管领导审批", "clock"),
    Choice("退回交办单位", f"{HERE}/form", "第二次退回将转入职责争议裁定", "return", tone="danger"),
    Choice("申请核验", reasons=("单位主要负责人尚未审签。", "工作措施第 2 条没有填完成情况。"), icon="check-circle"),
)
ACTS = (
    Act(
        "同意延期",
        "周明远",
        date(2026, 3, 18),
        unit="区政府办公室",
        icon="check",
        tone="good",
        text="同意。请抓紧与自来水公司对接，不再二次延期。",
        changes=(Change("办理期限", "2026年6月30日", "2026年9月30日"), Change("延期次数", "0", "1")),
    ),
    Act(
        "领导批示",
        "吴建平",
        date(2026, 3, 12),
        datetime(2026, 3, 13, 1, 20, tzinfo=UTC),
        unit="区政府",
        icon="stamp",
        tone="near",
        text="请住建局会同供水单位研究，月底前报方案。",
        note="区政府办公室 陈晓岚 代录，依据批示原件照片",
        papers=(PaperLink("批示原件.jpg", HERE, "1.2 MB"),),
    ),
    Act("催办", "系统", date(2026, 3, 10), icon="urge", tone="system", text="距报送截止 3 个工作日，已发提醒。"),
    Act(
        "签收",
        "赵一鸣",
        date(2026, 3, 3),
        unit="区住房和城乡建设局",
        icon="inbox",
        changes=(Change("经办人", "", "赵一鸣"), Change("状态", "待签收", "办理中")),
    ),
)
BOARD = make_board(
    caption="各单位办理情况",
    counted="按承办单位计件，一项多家承办的分别计入。",
    columns=[
        ("todo", "待签收", ""),
        ("normal", "正常", "normal"),
        ("due_soon", "将到期", "due_soon"),
        ("overdue", "逾期", "overdue"),
        ("paused", "暂停", "paused"),
        ("done", "已办结", "done"),
    ],
    rows=[(name, name) for name in UNITS],
    counts=[
        (name, column, ((index * 7 + place * 5) % 11) * (place != 3 or index % 3 == 0))
        for index, name in enumerate(UNITS)
        for place, column in enumerate(("todo", "normal", "due_soon", "overdue", "paused", "done"))
    ],
    url=lambda row, column: f"{HERE}/list?unit={row}&state={column}",
)
MONTHS = tuple(f"{month}月" for month in range(1, 13))
LINE = Plot(
    "按期办结率",
    MONTHS,
    (
        Series("2026 年", (91.2, 92.5, 90.1, 93.4, 94.0, 95.2, 94.8, 96.1, 97.0, None, None, None)),
        Series("2025 年", (84.0, 85.5, 86.1, 88.0, 87.2, 89.9, 90.4, 90.0, 91.3, 92.0, 91.1, 93.0)),
    ),
    unit="%",
    source="由办理记录计算，截至 2026年9月30日。",
)
STACKED = Plot(
    "各季度办结情况",
    ("第一季度", "第二季度", "第三季度", "第四季度"),
    (Series("按期办结", (42, 51, 60, 38)), Series("延期后办结", (6, 8, 5, 3)), Series("逾期办结", (3, 1, 2, 0))),
    kind="stacked",
    unit="件",
)
STEPS = (
    (date(2026, 2, 13), "收到申请，当天不计入。"),
    (date(2026, 2, 14), "第 1 个工作日（春节调休上班）。"),
    (date(2026, 2, 15), "2 月 15 日至 23 日春节放假，共 9 天，不计入。"),
    (date(2026, 2, 28), "周六调休上班，计入。"),
    (date(2026, 3, 19), "第 20 个工作日，当天 24 时前办结。"),
)
CONSEQUENCES = (
    "交 区综治局 办理，通知其联络员；",
    "签收期限 2 个工作日，2026年3月5日 前签收；",
    "本件在您这里转为「等别人办」。",
)
REASONS = (
    "单位主要负责人尚未审签。",
    "第 2 项措施没有填写完成情况。",
    "附件「竣工验收备案表」还在检查，尚不能作为依据。",
)
EXPLAINED_ON = date(2026, 3, 19)
SPARK = (5.0, 8.0, 7.0, 12.0, 11.0, 15.0, 18.0, 16.0, 21.0)
