"""网民找错: an error reported on the site, checked, corrected, answered within three working days. Pure data.

Legal basis: 政府网站发展指引（国办发〔2017〕47号）; “我为政府网站找错”平台办理要求 (3个工作日内答复).
"""

from mingzheng.casework.public import (
    Action,
    AssignParties,
    Column,
    Field,
    FieldKind,
    Limit,
    Notify,
    PartyRole,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import REASON, open_clock, stop_clock
from mingzheng.domains.participation.procedures.people import KEEPERS, OFFICE, OFFICE_HEADS
from mingzheng.domains.participation.words import ERROR_KINDS, ERROR_RESULTS, ERROR_SOURCES
from mingzheng.worktime.public import working_days

LONG = FieldKind.LONG_TEXT
BASIS = "政府网站发展指引（国办发〔2017〕47号）"
SITE_ERROR = Procedure(
    name="site_error",
    version="2026-11-22",
    title="网民找错",
    basis=BASIS,
    prefix="ZC",
    description="全国平台转来或者读者直接反映的网站错误：核实、更正、3 个工作日内答复。",
    detail="participation.SiteError",
    states=(
        State("handling", "核实更正中", unit_side=True),
        State("replying", "待答复"),
        State("answered", "已答复", StateKind.CLOSED),
        State("struck", "已撤销登记", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "reply",
            "答复网民",
            working_days(3),
            basis=BASIS,
            parameter="participation.reply_days",
            main=True,
            statutory=True,
        ),
    ),
    opening=Action(
        "register",
        "登记找错",
        (),
        "handling",
        by=(OFFICE,),
        fields=(
            Field("title", "问题（一句话）", required=True, max_length=200, stores="case.title"),
            Field("source", "来源", FieldKind.CHOICE, required=True, choices=ERROR_SOURCES, stores="detail.source"),
            Field(
                "external_number",
                "平台编号",
                max_length=80,
                stores="case.external_number",
                help="全国平台转来的填平台上的编号。",
            ),
            Field("page", "网页地址", required=True, max_length=500, stores="detail.page"),
            Field("kind", "类型", FieldKind.CHOICE, required=True, choices=ERROR_KINDS, stores="detail.kind"),
            Field("words", "反映的问题", LONG, required=True, max_length=3000, stores="detail.words"),
            Field("lead_units", "更正单位", FieldKind.UNITS, required=True),
            Field("reporter", "反映人和联系方式", max_length=200, private=True),
            Field("papers", "截图", FieldKind.FILES),
        ),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), open_clock("reply")),
        notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), urgent=True, text="网民找错"),),
        consequence="自收到之日起 3 个工作日内答复；不是今天收到的，在“补录”中填收到的日期。",
    ),
    actions=(
        Action(
            "settle",
            "登记核实更正情况",
            ("handling",),
            "replying",
            by=KEEPERS,
            fields=(
                Field(
                    "result", "核实结果", FieldKind.CHOICE, required=True, choices=ERROR_RESULTS, stores="detail.result"
                ),
                Field("done", "处理情况", LONG, required=True, max_length=2000, stores="detail.done"),
                Field("papers", "更正后的截图", FieldKind.FILES),
            ),
            notifies=(Notify(PartyRole.ORIGIN, frozenset({"clerk", "liaison"}), text="找错待答复"),),
            tone="primary",
            consequence="已发布的内容要改的，走“勘误快审”，更正记录自动公开。",
        ),
        Action("send_back", "退回重新核实", ("replying",), "handling", by=(OFFICE,), fields=(REASON,), tone="danger"),
        Action(
            "answer",
            "答复网民",
            ("replying",),
            "answered",
            by=(OFFICE,),
            fields=(
                Field("reply", "答复内容", LONG, required=True, max_length=1000, stores="detail.reply"),
                Field("replied_by", "答复方式", required=True, max_length=100, default="全国平台"),
            ),
            effects=(stop_clock("reply"),),
            tone="primary",
            consequence="停止计算答复期限，办结。",
        ),
        Action(
            "strike",
            "撤销登记",
            ("handling", "replying"),
            "struck",
            by=(OFFICE_HEADS,),
            fields=(REASON,),
            effects=(stop_clock("reply"),),
            tone="danger",
        ),
    ),
    columns=(Column("source", "来源", "detail.source"), Column("kind", "类型", "detail.kind")),
    search=("case.external_number", "detail.page"),
    parameters=("participation.reply_days",),
)
