"""The record books of law study 学法 and publicity 普法. Sessions, examinations and appearances make the personal file."""

from mingzheng.domains.learning.models import (
    CourtAppearance,
    LawExamination,
    LawToKnow,
    PlanItem,
    PublicityActivity,
    StudySession,
)
from mingzheng.domains.learning.rules import judge_appearance, judge_examination, title_examination
from mingzheng.registers.public import (
    OFFICE_ROLES,
    BookFigure,
    BookShare,
    Expected,
    Field,
    Kind,
    Openness,
    Register,
    register,
)

GROUP = "学法普法"
FILE = "学法档案"
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
GRADES = (("excellent", "优秀"), ("passed", "合格"), ("failed", "不合格"))
CAPACITIES = (("chief", "正职负责人"), ("deputy", "副职负责人"), ("staff", "工作人员"))
OUTCOMES = (("won", "胜诉"), ("lost", "败诉"), ("withdrawn", "原告撤诉"), ("mediated", "调解"), ("pending", "未结"))
OCCASIONS = (
    ("constitution", "宪法宣传周"),
    ("security", "国家安全教育日"),
    ("network", "网络安全宣传周"),
    ("civil_code", "民法典宣传月"),
    ("openness", "政务公开日"),
    ("daily", "日常"),
)
MANNERS = (
    ("leaflet", "宣传单"),
    ("board", "宣传栏"),
    ("door", "入户"),
    ("screen", "LED屏"),
    ("online", "线上"),
    ("lecture", "讲座"),
    ("on_site", "现场释法"),
    ("guide", "办事引导"),
)


def _examined(code: str, title: str, counts: str, **where: object) -> BookFigure:
    return BookFigure(f"learning.{code}", title, counts, unit="人", where=where, systems=("S123",))


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
            Field(
                "category",
                "类别",
                Kind.CHOICE,
                required=True,
                choices=CATEGORIES,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field(
                "audience",
                "适用人员",
                Kind.CHOICE,
                required=True,
                choices=AUDIENCES,
                listed=True,
                filtered=True,
                counted=True,
            ),
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
            Field("year", "年度", Kind.INTEGER, required=True, minimum=2000, maximum=2100, listed=True, filtered=True),
            Field("kind", "类别", Kind.CHOICE, required=True, choices=PLANS, listed=True, filtered=True, counted=True),
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
register(
    Register(
        code="study_session",
        title="学法活动登记",
        model=StudySession,
        group=GROUP,
        purpose="每次学法登记一条，参加人员的记录自动归入个人学法档案。",
        basis="法治宣传教育法",
        title_label="学习主题",
        day_label="学习日期",
        unit_label="组织单位",
        file=FILE,
        person_fields=("attendees",),
        covers="laws",
        fields=(
            Field("form", "形式", Kind.CHOICE, required=True, choices=FORMS, listed=True, filtered=True, counted=True),
            Field("laws", "学习内容", Kind.RECORDS, of="law_to_know", listed=True, help="从应知应会清单中选取。"),
            Field("material", "其他学习材料", max_length=300, searched=True),
            Field("chair", "主持人", Kind.PERSON),
            Field("attendees", "参加人员", Kind.PERSONS, listed=True, filtered=True),
            Field("others", "其他参加人数", Kind.INTEGER, minimum=1, maximum=100_000),
            Field("hours", "学时", Kind.DECIMAL, minimum=0, maximum=200, listed=True),
            Field("place", "地点", max_length=120),
            Field("plan", "对应计划", Kind.RECORD, of="law_plan"),
        ),
        figures=(
            BookFigure(
                "learning.sessions",
                "集中学法",
                "组织的集中学法",
                unit="场次",
                where={"form__in": COLLECTIVE},
                systems=("S122",),
            ),
            BookFigure(
                "learning.hearings_attended",
                "旁听庭审",
                "组织的旁听庭审",
                unit="次",
                where={"form": "court"},
                systems=("S122",),
            ),
            BookFigure("learning.activities", "学法活动", "组织的各类学法活动", unit="次", systems=("S122",)),
        ),
        expected=(
            Expected("before_meeting", "会前学法", "year", where={"form": "before_meeting"}, least=2),
            Expected("court", "领导干部旁听庭审", "year", where={"form": "court"}),
        ),
    )
)
register(
    Register(
        code="law_examination",
        title="学法考试登记",
        model=LawExamination,
        group=GROUP,
        purpose="应参加年度学法考试的人员名单和成绩，一人一年一条，参考率、优秀率由此计算。",
        basis="法治宣传教育法",
        titled_by=title_examination,
        day_label="考试日期",
        unit_label="所在单位",
        unique=(("person", "year"),),
        judge=judge_examination,
        file=FILE,
        person_fields=("person",),
        fields=(
            Field("year", "年度", Kind.INTEGER, required=True, minimum=2000, maximum=2100, filtered=True),
            Field("person", "人员", Kind.PERSON, required=True, listed=True, filtered=True),
            Field("has_sat", "已参考", Kind.BOOLEAN, listed=True, filtered=True),
            Field("score", "成绩", Kind.DECIMAL, minimum=0, maximum=100, listed=True),
            Field("grade", "等次", Kind.CHOICE, choices=GRADES, listed=True, filtered=True, counted=True),
            Field("credits", "学分", Kind.DECIMAL, minimum=0, maximum=1000),
            Field("reason", "未参考原因", listed=True),
        ),
        figures=(
            _examined("exam_due", "学法考试应考人员", "应参加学法考试的人员"),
            _examined("exam_sat", "学法考试参考人员", "参加学法考试的人员", has_sat=True),
            _examined("exam_excellent", "学法考试优秀人员", "学法考试成绩优秀的人员", grade="excellent"),
        ),
        shares=(
            BookShare(
                "learning.exam_participation",
                "学法考试参考率",
                "参加学法考试人员占应考人员的比例",
                "learning.exam_sat",
                "learning.exam_due",
                systems=("S123",),
            ),
            BookShare(
                "learning.exam_excellence",
                "学法考试优秀率",
                "学法考试优秀人员占参考人员的比例",
                "learning.exam_excellent",
                "learning.exam_sat",
                systems=("S123",),
            ),
        ),
    )
)
register(
    Register(
        code="court_appearance",
        title="负责人出庭应诉登记",
        model=CourtAppearance,
        group=GROUP,
        purpose="行政诉讼每次开庭登记一条，负责人未出庭的说明理由。",
        basis="行政诉讼法第三条",
        title_label="案由",
        day_label="开庭日期",
        unit_label="被诉单位",
        unique=(("case_number", "occurred_on"),),
        judge=judge_appearance,
        file=FILE,
        person_fields=("person",),
        fields=(
            Field("case_number", "案号", required=True, max_length=80, listed=True, searched=True),
            Field("court", "审理法院", required=True, max_length=80),
            Field("opponent", "原告", max_length=120, masked=True),
            Field(
                "capacity",
                "出庭人员",
                Kind.CHOICE,
                required=True,
                choices=CAPACITIES,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("person", "出庭负责人", Kind.PERSON, listed=True),
            Field("reason", "负责人未出庭理由", max_length=300),
            Field("outcome", "结果", Kind.CHOICE, choices=OUTCOMES, listed=True, filtered=True, counted=True),
        ),
        figures=(
            BookFigure("learning.court_hearings", "行政诉讼开庭", "本单位为被告的行政诉讼开庭", unit="次"),
            BookFigure(
                "learning.court_appearances",
                "负责人出庭应诉",
                "行政机关负责人出庭应诉",
                unit="次",
                where={"capacity__in": ("chief", "deputy")},
            ),
        ),
        shares=(
            BookShare(
                "learning.court_appearance_share",
                "负责人出庭应诉率",
                "负责人出庭的开庭占全部开庭的比例",
                "learning.court_appearances",
                "learning.court_hearings",
            ),
        ),
    )
)
register(
    Register(
        code="law_publicity",
        title="普法宣传登记",
        model=PublicityActivity,
        group=GROUP,
        purpose="每场普法宣传登记一条，附现场照片。",
        basis="“谁执法谁普法”普法责任制",
        title_label="活动名称",
        day_label="活动日期",
        unit_label="举办单位",
        fields=(
            Field("occasion", "时间节点", Kind.CHOICE, choices=OCCASIONS, listed=True, filtered=True, counted=True),
            Field("manner", "形式", Kind.CHOICES, choices=MANNERS, listed=True, filtered=True, counted=True),
            Field("laws", "宣传内容", Kind.RECORDS, of="law_to_know"),
            Field("place", "地点", max_length=120, listed=True),
            Field("audience", "对象", max_length=120, searched=True),
            Field("reach", "参与人数", Kind.INTEGER, minimum=1, maximum=10_000_000, listed=True),
            Field("materials", "发放资料份数", Kind.INTEGER, minimum=1, maximum=10_000_000),
            Field("plan", "对应计划", Kind.RECORD, of="law_plan"),
        ),
        figures=(
            BookFigure("learning.publicity", "法治宣传", "开展的法治宣传活动", unit="场次", systems=("S124",)),
            BookFigure(
                "learning.publicity_reach",
                "法治宣传参与人数",
                "法治宣传活动的参与人数",
                unit="人次",
                amount="reach",
                systems=("S124",),
            ),
        ),
    )
)
