"""The books of publicity 普法: activities, and who must make which law known to whom 普法责任清单."""

from mingzheng.domains.learning.models import PublicityActivity, PublicityDuty
from mingzheng.domains.learning.register.laws import GROUP
from mingzheng.registers.public import (
    BookFigure,
    Field,
    Kind,
    Openness,
    Register,
    ends_after,
    register,
)

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
register(
    Register(
        code="publicity_duty",
        title="普法责任清单",
        model=PublicityDuty,
        group=GROUP,
        purpose="“谁执法谁普法”：哪个单位向谁普及哪些法律，由谁负责；调整时填终止日期，另登记一条。",
        basis="“谁执法谁普法”普法责任制",
        title_label="普法内容",
        title_help="负责普及的法律法规，如“安全生产法及配套规定”。",
        day_label="起始日期",
        unit_label="责任单位",
        openness=Openness.OPEN,
        unique=(("unit", "title", "occurred_on"),),
        judge=ends_after("ended_on", "终止日期须晚于起始日期"),
        fields=(
            Field(
                "laws",
                "法律法规",
                Kind.RECORDS,
                of="law_to_know",
                help="从应知应会清单中选取，清单中没有的写在普法内容里。",
            ),
            Field("audience", "普法对象", required=True, max_length=120, listed=True, searched=True),
            Field("manner", "主要形式", Kind.CHOICES, choices=MANNERS, listed=True, filtered=True, counted=True),
            Field("person", "责任人", Kind.PERSON, listed=True, filtered=True),
            Field("measures", "工作措施", Kind.LONG_TEXT, max_length=1000, searched=True),
            Field("ended_on", "终止日期", Kind.DATE),
        ),
        figures=(
            BookFigure(
                "learning.publicity_duties",
                "普法责任",
                "列入清单的普法责任",
                unit="项",
                as_of=True,
                until="ended_on",
                systems=("S124",),
            ),
        ),
    )
)
