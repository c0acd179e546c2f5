"""The record books of information systems 信息系统, security drills and checks 演练和检查, and online duty 网络意识形态责任."""

from mingzheng.domains.upkeep.models import InformationSystem, OnlineDuty, SecurityDrill
from mingzheng.domains.upkeep.rules import judge_drill, judge_system, prepare_system
from mingzheng.registers.public import (
    BookFigure,
    BookShare,
    Field,
    Kind,
    Register,
    Reminder,
    class_field,
    ends_after,
    register,
)

GRADES = (("none", "未定级"), ("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级"))
DRILLS = (
    ("drill", "攻防演练"),
    ("emergency", "应急演练"),
    ("check", "网站和新媒体防护检查"),
    ("ticket", "漏洞通报处置"),
)
LEVELS = (("state", "国家"), ("province", "省"), ("city", "市"), ("district", "区"), ("own", "本单位"))
ROLES = (("defender", "防守"), ("attacker", "攻击"), ("organiser", "组织"), ("subject", "接受检查"))
DUTIES = (
    ("first", "第一责任人"),
    ("direct", "直接责任人"),
    ("content", "内容审核"),
    ("technical", "运维安全"),
)
CHANNELS = (
    ("site", "政府网站"),
    ("account", "政务新媒体"),
    ("group", "工作群组"),
    ("system", "信息系统"),
    ("other", "其他"),
)


def _systems(code: str, title: str, counts: str, **where: object) -> BookFigure:
    return BookFigure(
        f"upkeep.{code}",
        title,
        counts,
        unit="个",
        where=where,
        as_of=True,
        until="retired_on",
        systems=("S119",),
    )


register(
    Register(
        code="information_system",
        title="信息系统登记",
        model=InformationSystem,
        group="运行保障",
        purpose="信息系统、上云和等级保护；测评临近时提醒主管单位。",
        basis="网络安全法、信息安全等级保护管理办法",
        title_label="系统名称",
        day_label="投入使用日期",
        unit_label="主管单位",
        unique=(("unit", "title"),),
        prepare=prepare_system,
        judge=judge_system,
        fields=(
            class_field("level", "保护等级", GRADES),
            Field("filing_number", "备案编号", max_length=60, searched=True),
            Field("filed_on", "备案日期", Kind.DATE, past=True),
            Field("is_cloud", "已上云", Kind.BOOLEAN, listed=True, filtered=True),
            Field("cloud", "云平台", max_length=80),
            Field("cloud_resources", "云资源", help="核数、内存、存储等，如“8核16G，500G”。"),
            Field("off_cloud_reason", "未上云原因", searched=True, help="新建系统应当上云；没有上云的说明原因。"),
            Field("is_public", "面向公众", Kind.BOOLEAN, filtered=True),
            Field("operator", "建设运维单位", max_length=80, searched=True),
            Field("keeper", "系统负责人", Kind.PERSON),
            Field("assessed_on", "最近测评日期", Kind.DATE, past=True),
            Field("assessor", "测评机构", max_length=80),
            Field("score", "测评得分", Kind.DECIMAL, minimum=0, maximum=100),
            Field("open_findings", "未整改问题数", Kind.INTEGER, minimum=0, maximum=10_000),
            Field(
                "next_assessment_on",
                "下次测评日期",
                Kind.DATE,
                listed=True,
                filtered=True,
                help="三级每年、四级每半年至少一次；不填时按最近测评日期推算。",
            ),
            Field("retired_on", "停用日期", Kind.DATE, past=True),
        ),
        figures=(
            _systems("systems", "信息系统", "在用的信息系统"),
            _systems("cloud_systems", "上云系统", "部署在政务云上的信息系统", is_cloud=True),
            BookFigure("upkeep.new_systems", "新建信息系统", "当年投入使用的信息系统", unit="个", systems=("S119",)),
            BookFigure(
                "upkeep.new_cloud_systems",
                "新建上云系统",
                "当年投入使用、部署在政务云上的信息系统",
                unit="个",
                where={"is_cloud": True},
                systems=("S119",),
            ),
            _systems("graded_systems", "定级备案系统", "完成等级保护定级备案的信息系统", filing_number__gt=""),
        ),
        shares=(
            BookShare(
                "upkeep.cloud_share",
                "信息系统上云率",
                "部署在政务云上的信息系统比例",
                "upkeep.cloud_systems",
                "upkeep.systems",
                as_of=True,
                systems=("S119",),
            ),
            BookShare(
                "upkeep.new_cloud_share",
                "新建信息系统上云率",
                "当年投入使用的信息系统中部署在政务云上的比例",
                "upkeep.new_cloud_systems",
                "upkeep.new_systems",
                systems=("S119",),
            ),
        ),
        reminders=(Reminder("next_assessment_on", "等保测评", days=60, where={"retired_on__isnull": True}),),
    )
)
register(
    Register(
        code="security_drill",
        title="网络安全演练和检查登记",
        model=SecurityDrill,
        group="运行保障",
        purpose="攻防演练、应急演练、防护检查和漏洞处置，登记发现和整改情况。",
        day_label="开展日期",
        title_label="名称",
        judge=judge_drill,
        fields=(
            class_field("kind", "类别", DRILLS),
            Field("level", "组织层级", Kind.CHOICE, required=True, choices=LEVELS, listed=True, counted=True),
            Field("role", "本单位角色", Kind.CHOICE, choices=ROLES, listed=True),
            Field("system", "涉及系统", Kind.RECORD, of="information_system"),
            Field("findings", "发现问题数", Kind.INTEGER, minimum=0, maximum=100_000, listed=True),
            Field("fixed", "已整改数", Kind.INTEGER, minimum=0, maximum=100_000, listed=True),
            Field("fix_due_on", "整改期限", Kind.DATE),
            Field("award", "获评", max_length=80, searched=True),
            Field("summary", "情况说明", Kind.LONG_TEXT, searched=True),
        ),
        figures=(
            BookFigure(
                "upkeep.drills",
                "网络安全演练",
                "开展的网络安全攻防演练",
                unit="次",
                where={"kind__in": ("drill", "emergency")},
                systems=("S120",),
            ),
            BookFigure(
                "upkeep.drill_findings",
                "演练检查发现问题",
                "演练和检查发现的问题",
                unit="个",
                amount="findings",
                systems=("S120",),
            ),
            BookFigure(
                "upkeep.drill_findings_fixed",
                "演练检查已整改问题",
                "演练和检查发现、已经整改的问题",
                unit="个",
                amount="fixed",
                systems=("S120",),
            ),
        ),
    )
)
register(
    Register(
        code="online_duty",
        title="网络意识形态责任清单",
        model=OnlineDuty,
        group="运行保障",
        purpose="网站、新媒体账号、工作群组由谁负责，责任书何时签订；换人时填终止日期，另登记一条。",
        basis="党委（党组）网络意识形态工作责任制实施细则",
        title_label="网站、账号或群组名称",
        day_label="起始日期",
        unit_label="主管单位",
        unique=(("unit", "title", "duty", "occurred_on"),),
        judge=ends_after("ended_on", "终止日期须晚于起始日期"),
        fields=(
            class_field("channel", "类别", CHANNELS),
            class_field("duty", "责任", DUTIES),
            Field("person", "责任人", Kind.PERSON, required=True, listed=True, filtered=True),
            Field("phone", "联系电话", max_length=40, masked=True),
            Field("content", "责任内容", Kind.LONG_TEXT, max_length=1000, searched=True),
            Field("signed_on", "责任书签订日期", Kind.DATE, past=True, listed=True),
            Field("ended_on", "终止日期", Kind.DATE),
        ),
        figures=(
            BookFigure(
                "upkeep.online_duties",
                "网络意识形态责任",
                "落实到人的网络意识形态责任",
                unit="项",
                as_of=True,
                until="ended_on",
                systems=("S120",),
            ),
            BookFigure(
                "upkeep.online_duties_signed",
                "已签责任书的网络意识形态责任",
                "签订责任书的网络意识形态责任",
                unit="项",
                where={"signed_on__isnull": False},
                as_of=True,
                until="ended_on",
                systems=("S120",),
            ),
        ),
    )
)
