"""The books of law study: sessions, examinations, and heads in court; together they make the personal file 学法档案."""

from mingzheng.domains.learning.models import CourtAppearance, LawExamination, StudySession
from mingzheng.domains.learning.register.laws import GROUP
from mingzheng.domains.learning.rules import judge_appearance, judge_examination, title_examination
from mingzheng.registers.public import (
    BookFigure,
    BookShare,
    Expected,
    Field,
    Kind,
    Register,
    class_field,
    register,
    year_field,
)

FILE = "学法档案"
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
OUTCOMES = (("won", "胜诉"), ("lost", "败诉"), ("withdrawn", "原告撤诉"), ("mediated", "调解"), ("pending", "未结"))
OCCASIONS = (
    ("constitution", "宪法宣传周"),
    ("security", "国家安全教育日"),
    ("network", "网络安全宣传周"),
    ("civil_code", "民法典宣传月"),
    ("openness", "政务公开日"),
    ("daily", "日常"),
)


def _examined(code: str, title: str, counts: str, **where: object) -> BookFigure:
    return BookFigure(f"learning.{code}", title, counts, unit="人", where=where, systems=("S123",))


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
            class_field("form", "形式", FORMS),
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
            year_field(listed=False),
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
            class_field("capacity", "出庭人员", CAPACITIES),
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
