"""The record books of this room: notice boards and postings, openness areas, public bodies, new media, subsidies paid.

Legal basis: 政府信息公开条例 第二十五条、第五十五条; 国办发〔2018〕123号.
"""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.publishing.models import (
    MediaAccount,
    MediaPost,
    NoticeBoard,
    OpennessArea,
    Posting,
    PublicBody,
    SubsidyPayment,
)
from mingzheng.registers.public import BookFigure, Evidence, Field, Kind, Openness, Register, Reminder, register

GROUP = "政务公开"
PLATFORMS = (
    ("wechat", "微信公众号"),
    ("weibo", "微博"),
    ("channels", "视频号"),
    ("douyin", "抖音"),
    ("toutiao", "头条号"),
    ("thepaper", "澎湃政务号"),
    ("app", "移动客户端"),
    ("other", "其他"),
)
ACTIVE, PAUSED, CLOSED = "active", "paused", "closed"
STATUSES = ((ACTIVE, "正常运行"), (PAUSED, "经备案暂停"), (CLOSED, "已注销"))
POST_FORMS = (("article", "图文"), ("video", "短视频"), ("short", "短讯"), ("live", "直播"))
BODY_FIELDS = (
    ("education", "教育"),
    ("health", "医疗卫生"),
    ("water", "供水"),
    ("power", "供电"),
    ("gas", "供气"),
    ("heat", "供热"),
    ("transport", "公共交通"),
    ("environment", "环境保护"),
    ("other", "其他"),
)
MATTERS = (
    ("subsidy", "惠民惠农补贴"),
    ("appointment", "人事任免"),
    ("project", "规划和工程建设"),
    ("land", "征地补偿"),
    ("finance", "财务收支"),
    ("penalty", "处罚和监管"),
    ("assistance", "社会救助"),
    ("other", "其他"),
)
SERVICES = (("query", "政府信息网上查询"), ("intake", "政府信息公开申请接收"), ("advice", "政策咨询"))
SITES = (
    ("hall", "政务服务大厅"),
    ("centre", "便民服务中心"),
    ("registry", "不动产登记中心"),
    ("archive", "档案馆"),
    ("library", "图书馆"),
    ("other", "其他"),
)


def judge_posting(values: Mapping[str, Any]) -> list[Refusal]:
    """A posting ends after it begins; objections end with it or before it, and what came of them is said."""
    reasons = []
    start, until, closes = values.get("occurred_on"), values.get("until"), values.get("objections_until")
    if start and until and str(until) < str(start):
        reasons.append(Refusal("until", "公示结束早于开始", "请核对日期"))
    if until and closes and str(closes) > str(until):
        reasons.append(Refusal("objections_until", "异议期晚于公示结束", "异议期应在公示期内"))
    if values.get("objections") and not values.get("outcome"):
        reasons.append(Refusal("outcome", "收到异议的须写明处理情况", "请填写“异议处理情况”"))
    return reasons


def judge_area(values: Mapping[str, Any]) -> list[Refusal]:
    """Each area offers all three services. Legal basis: the yearly work points on openness (专区三项功能)."""
    missing = [label for code, label in SERVICES if code not in (values.get("services") or ())]
    if not missing:
        return []
    return [Refusal("services", f"专区还缺{'、'.join(missing)}", "三项服务都须提供，暂不能提供的先不登记为专区")]


def judge_account(values: Mapping[str, Any]) -> list[Refusal]:
    """An account that was cancelled says when. Legal basis: 国办发〔2018〕123号 (关停、注销须公告)"""
    if values.get("status") == CLOSED and not values.get("ended_on"):
        return [Refusal("ended_on", "已注销的账号须填写注销日期", "请填写注销公告的日期")]
    return []


def _count(code: str, title: str, counts: str, system: str, unit: str = "个", **more: Any) -> BookFigure:
    return BookFigure(f"publishing.{code}", title, counts, unit=unit, systems=(system,), **more)


register(
    Register(
        code="notice_board",
        title="公开栏登记",
        model=NoticeBoard,
        group=GROUP,
        purpose="每个公开栏在哪里、谁管，登记一次。",
        title_label="公开栏名称",
        day_label="启用日期",
        unit_label="管理单位",
        openness=Openness.OPEN,
        unique=(("code",),),
        verification=None,
        fields=(
            Field("code", "编号", required=True, max_length=40, listed=True, searched=True),
            Field("place", "位置", required=True, max_length=200, listed=True, searched=True),
            Field("community", "社区（村）", max_length=80, listed=True, filtered=True),
            Field("keeper", "管理人", required=True, max_length=80, listed=True),
            Field(
                "kind",
                "类别",
                Kind.CHOICE,
                required=True,
                choices=(("government", "政务公开栏"), ("community", "居（村）务公开栏")),
                filtered=True,
                counted=True,
            ),
        ),
        figures=(_count("notice_boards", "公开栏", "登记在册的公开栏", "S53", as_of=True),),
    )
)
register(
    Register(
        code="posting",
        title="张贴公示登记",
        model=Posting,
        group=GROUP,
        purpose="在公开栏张贴和在网上公示的每一件：起止日期、现场照片、异议期和异议。",
        title_label="公示名称",
        day_label="开始日期",
        unit_label="公示单位",
        openness=Openness.OPEN,
        evidence=Evidence.REQUIRED,
        future=True,
        judge=judge_posting,
        fields=(
            Field("board", "公开栏", Kind.RECORD, of="notice_board", listed=True, help="只在网上公示的不填"),
            Field(
                "matter", "事项", Kind.CHOICE, required=True, choices=MATTERS, listed=True, filtered=True, counted=True
            ),
            Field("until", "公示至", Kind.DATE, required=True, listed=True),
            Field("objections_until", "异议期至", Kind.DATE),
            Field("objections", "收到异议（件）", Kind.INTEGER, minimum=0, maximum=9999),
            Field("outcome", "异议处理情况", Kind.LONG_TEXT, max_length=1000),
            Field("kept_at", "公示材料留存处", max_length=120, help="如某社区居委会，居民可查"),
            Field("link", "网上公示的网址", Kind.LINK),
        ),
        figures=(
            _count("postings", "张贴公示", "经核验的张贴和网上公示", "S53", "件"),
            _count("posting_objections", "公示异议", "公示期内收到的异议", "S53", "件", amount="objections"),
        ),
        reminders=(Reminder("until", "公示期满，请撤下并留存材料", 2), Reminder("objections_until", "异议期将满", 2)),
    )
)
register(
    Register(
        code="openness_area",
        title="政务公开专区登记",
        model=OpennessArea,
        group=GROUP,
        purpose="大厅、图书馆、档案馆里的公开专区：设备、服务、联系人和接待人次。",
        title_label="专区名称",
        day_label="启用日期",
        unit_label="设立单位",
        openness=Openness.OPEN,
        judge=judge_area,
        fields=(
            Field("site", "场所", Kind.CHOICE, required=True, choices=SITES, listed=True, filtered=True, counted=True),
            Field("place", "地址", required=True, max_length=200, listed=True),
            Field("services", "服务", Kind.CHOICES, choices=SERVICES, required=True),
            Field("equipment", "设备", max_length=300),
            Field("keeper", "联系人", required=True, max_length=80, listed=True),
            Field("telephone", "电话", max_length=40, listed=True),
            Field("hours", "开放时间", max_length=120),
            Field("visits", "本年接待人次", Kind.INTEGER, minimum=0, maximum=9_999_999),
            Field("closed_on", "撤销日期", Kind.DATE),
        ),
        figures=(
            _count("open_areas", "政务公开专区", "在用的政务公开专区", "S54", as_of=True, until="closed_on"),
            _count("openness_area_visits", "专区接待人次", "各专区登记的接待人次", "S54", "人次", amount="visits"),
        ),
    )
)
register(
    Register(
        code="public_body",
        title="公共企事业单位名录",
        model=PublicBody,
        group=GROUP,
        purpose="应当公开信息的公共企事业单位、主管部门和公开平台；主管部门登记监督情况。",
        basis="政府信息公开条例第五十五条",
        title_label="单位名称",
        day_label="列入日期",
        unit_label="主管部门",
        openness=Openness.OPEN,
        unique=(("title", "field"),),
        fields=(
            Field(
                "field",
                "领域",
                Kind.CHOICE,
                required=True,
                choices=BODY_FIELDS,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("platform", "公开平台网址", Kind.LINK, listed=True),
            Field("telephone", "咨询电话", max_length=40, listed=True),
            Field("supervised_on", "最近监督检查", Kind.DATE, past=True, listed=True),
            Field("finding", "检查情况", max_length=500),
        ),
        figures=(_count("public_bodies", "公共企事业单位", "列入名录的公共企事业单位", "S46", as_of=True),),
    )
)
register(
    Register(
        code="media_account",
        title="政务新媒体账号",
        model=MediaAccount,
        group=GROUP,
        purpose="一个单位在同一平台只开一个账号；开设、变更、注销都要备案。",
        basis="国办发〔2018〕123号",
        title_label="账号名称",
        day_label="开设日期",
        unit_label="主办单位",
        openness=Openness.OPEN,
        unique=(("platform", "handle"),),
        judge=judge_account,
        fields=(
            Field(
                "platform",
                "平台",
                Kind.CHOICE,
                required=True,
                choices=PLATFORMS,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("handle", "账号", required=True, max_length=80, listed=True, searched=True),
            Field("filed_number", "备案号", max_length=80),
            Field("keeper", "运维责任人", required=True, max_length=80, listed=True),
            Field(
                "status",
                "状态",
                Kind.CHOICE,
                required=True,
                choices=STATUSES,
                default=ACTIVE,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("ended_on", "注销日期", Kind.DATE, past=True),
        ),
        figures=(_count("media_accounts", "政务新媒体账号", "未注销的账号", "S58", as_of=True, until="ended_on"),),
    )
)
register(
    Register(
        code="media_post",
        title="新媒体推送",
        model=MediaPost,
        group=GROUP,
        purpose="每条推送登记一次；几个账号联合发布的选多个账号，合计只算一条。",
        basis="国办发〔2018〕123号",
        title_label="推送标题",
        day_label="推送日期",
        unit_label="发布单位",
        openness=Openness.OPEN,
        unique=(("link",),),
        verification=None,
        fields=(
            Field("accounts", "账号（联合发布的选几个）", Kind.RECORDS, of="media_account", required=True, listed=True),
            Field(
                "form", "形式", Kind.CHOICE, required=True, choices=POST_FORMS, listed=True, filtered=True, counted=True
            ),
            Field("link", "网址", Kind.LINK, help="同一网址只登记一次"),
            Field("item", "对应的发布件", Kind.CASE, help="网站也发布的，填信息发布的件号"),
            Field("reads", "阅读量", Kind.INTEGER, minimum=0, maximum=2_000_000_000, listed=True),
            Field("plays", "播放量", Kind.INTEGER, minimum=0, maximum=2_000_000_000, listed=True),
            Field("likes", "点赞", Kind.INTEGER, minimum=0, maximum=2_000_000_000),
            Field("shares", "转发", Kind.INTEGER, minimum=0, maximum=2_000_000_000),
            Field("comments", "评论", Kind.INTEGER, minimum=0, maximum=2_000_000_000),
        ),
        figures=(
            _count("new_media_items", "新媒体推送信息", "推送条数，联合发布只算一条", "S58", "条"),
            _count("new_media_reads", "新媒体阅读量", "推送的阅读次数", "S58", "次", amount="reads"),
            _count("media_plays", "新媒体播放量", "推送的播放次数", "S58", "次", amount="plays"),
            _count("media_likes", "新媒体点赞", "推送的点赞次数", "S58", "次", amount="likes"),
            _count("media_shares", "新媒体转发", "推送的转发次数", "S58", "次", amount="shares"),
            _count("media_comments", "新媒体评论", "推送的评论次数", "S58", "次", amount="comments"),
        ),
    )
)
register(
    Register(
        code="subsidy_payment",
        title="补贴发放明细",
        model=SubsidyPayment,
        group=GROUP,
        purpose="一户一行；由此生成各社区的张贴表，表上姓名自动隐去中间的字。",
        basis="政府信息公开条例第二十条第十一项、第二十一条",
        title_label="说明",
        titled_by=lambda values: f"{values.get('year', '')}年{values.get('subsidy', '')}",
        day_label="发放日期",
        unit_label="发放单位",
        openness=Openness.UNIT,
        evidence=Evidence.NONE,
        fields=(
            Field("subsidy", "补贴项目", required=True, max_length=100, listed=True, searched=True),
            Field("community", "社区（村）", required=True, max_length=80, listed=True),
            Field("year", "年度", Kind.INTEGER, required=True, minimum=2000, maximum=2100, listed=True, filtered=True),
            Field("beneficiary", "户主", required=True, max_length=60, masked=True),
            Field("basis_of_amount", "标准", max_length=120, help="如 3.2 亩 × 120 元"),
            Field("amount", "金额（元）", Kind.DECIMAL, required=True, minimum=0, listed=True),
        ),
        figures=(
            _count("subsidy_paid", "发放补贴金额", "经核验的补贴发放合计", "S52", "元", amount="amount"),
            _count("subsidy_households", "发放补贴户次", "经核验的发放户次", "S52", "户次"),
        ),
    )
)
