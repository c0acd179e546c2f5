"""What one must know of the law 应知应会法律法规清单, and what a year plans of study and publicity."""

from mingzheng.domains.learning.models import LawToKnow, PlanItem
from mingzheng.registers.public import (
    OFFICE_ROLES,
    BookFigure,
    Field,
    Kind,
    Openness,
    Register,
    class_field,
    register,
    year_field,
)

GROUP = "学法普法"
CATEGORIES = (
    ("constitution", "宪法"),
    ("party", "党内法规"),
    ("law", "法律"),
    ("regulation", "行政法规"),
    ("local", "地方性法规"),
    ("rule", "规章"),
)
AUDIENCES = (("heads", "领导干部"), ("all", "全体人员"))
PLANS = (("study", "学法"), ("publicity", "普法"))
COLLECTIVE = ("collective", "first_item", "centre_group", "before_meeting", "party_branch")
FORMS = (
    ("collective", "集中学法"),
    ("first_item", "“第一议题”"),
    ("centre_group", "理论学习中心组"),
    ("before_meeting", "会前学法"),
    ("party_branch", "“三会一课”"),
    ("court", "旁听庭审"),
    ("oath", "宪法宣誓"),
    ("contest", "知识竞赛"),
    ("online", "网络课程"),
)
PLANS = (("study", "学法"), ("publicity", "普法"))
COLLECTIVE = ("collective", "first_item", "centre_group", "before_meeting", "party_branch")
FORMS = (
    ("collective", "集中学法"),
    ("first_item", "“第一议题”"),
    ("centre_group", "理论学习中心组"),
    ("before_meeting", "会前学法"),
    ("party_branch", "“三会一课”"),
    ("court", "旁听庭审"),
    ("oath", "宪法宣誓"),
    ("contest", "知识竞赛"),
    ("online", "网络课程"),
)

register(
    Register(
        code="law_to_know",
        title="应知应会法律法规清单",
        model=LawToKnow,
        group=GROUP,
        purpose="领导干部和工作人员应知应会的党内法规和国家法律，学法活动从中选取。",
        basis="《关于建立领导干部应知应会党内法规和国家法律清单制度的意见》",
        title_label="名称",
        day_label="列入日期",
        unit_label="制定单位",
        entered_by=OFFICE_ROLES,
        verification=None,
        openness=Openness.OPEN,
        unique=(("title",),),
        fields=(
            class_field("category", "类别", CATEGORIES),
            class_field("audience", "适用人员", AUDIENCES),
            Field("source", "列入依据", max_length=120, searched=True),
            Field("removed_on", "移出日期", Kind.DATE, past=True),
        ),
        figures=(
            BookFigure(
                "learning.laws_to_know",
                "应知应会法律法规",
                "列入清单的党内法规和国家法律",
                unit="部",
                as_of=True,
                until="removed_on",
                systems=("S122",),
            ),
        ),
    )
)
register(
    Register(
        code="law_plan",
        title="学法普法年度计划",
        model=PlanItem,
        group=GROUP,
        purpose="年度学法、普法工作计划的各项安排，活动登记时对应到计划。",
        basis="“谁执法谁普法”普法责任制",
        title_label="计划内容",
        day_label="计划日期",
        unit_label="责任单位",
        verification=None,
        openness=Openness.OPEN,
        future=True,
        unique=(("unit", "year", "kind", "title"),),
        fields=(
            year_field(),
            class_field("kind", "类别", PLANS),
            Field("manner", "形式", max_length=80, listed=True),
            Field("content", "说明", Kind.LONG_TEXT, searched=True),
        ),
        figures=(
            BookFigure(
                "learning.plan_items", "学法普法计划安排", "列入年度计划的安排", unit="项", systems=("S122", "S124")
            ),
        ),
    )
)
