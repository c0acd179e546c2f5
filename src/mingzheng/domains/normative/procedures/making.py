"""制定行政规范性文件: planning to filing, each gate of rules 5.2 a guard. Pure data; the acts stand in `steps`.

Legal basis: 国办发〔2018〕37号; 国办发〔2018〕115号; 优化营商环境条例 第六十二条、第六十四条、第六十五条; 公平竞争审查条例.
"""

from mingzheng.casework.public import (
    ANY_OPEN,
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
from mingzheng.casework.standard.assignment import urge
from mingzheng.domains.normative import rules
from mingzheng.domains.normative.procedures.people import IN_CHARGE, STARTERS
from mingzheng.domains.normative.procedures.steps import DRAFTING, ENDING, RELEASING, REVIEWING
from mingzheng.domains.normative.words import DRAFT_KINDS, TERMS
from mingzheng.worktime.public import calendar_days, working_days


def _yes(code: str, label: str) -> Field:
    return Field(code, label, FieldKind.BOOLEAN, help="五项判定，全部为“是”的才是行政规范性文件。")


def _flag(code: str, label: str, help_text: str) -> Field:
    return Field(code, label, FieldKind.BOOLEAN, help=help_text, stores=f"detail.{code}")


OPENING = Action(
    "start",
    "申报制定规范性文件",
    (),
    "planned",
    by=(IN_CHARGE, STARTERS),
    fields=(
        Field("title", "文件名称", required=True, max_length=200, stores="case.title"),
        Field("kind", "文件类别", FieldKind.CHOICE, required=True, choices=DRAFT_KINDS, stores="detail.kind"),
        Field("term", "期限类型", FieldKind.CHOICE, required=True, choices=TERMS, stores="detail.term"),
        Field("lead_units", "起草单位", FieldKind.UNITS, required=True),
        Field("legal_units", "合法性审核机构", FieldKind.UNITS, required=True),
        Field("necessity", "制定的必要性、可行性和依据", FieldKind.LONG_TEXT, required=True, max_length=3000),
        _yes("by_authority", "判定一：依法定权限、程序制定"),
        _yes("public_issue", "判定二：公开发布"),
        _yes("rights_duties", "判定三：涉及公民、法人和其他组织权利义务"),
        _yes("binding", "判定四：具有普遍约束力"),
        _yes("repeated", "判定五：在一定期限内反复适用"),
        _flag("touches_market", "与市场主体生产经营密切相关", "公开征求意见一般不少于30日。"),
        _flag("touches_public", "涉及群众切身利益或权利义务有重大影响", "应当公开征求意见。"),
        _flag("touches_competition", "涉及经营者经济活动", "应当进行公平竞争审查。"),
        _flag("urgent", "为应对突发事件等紧急情形", "合法性审核不受最短5个工作日限制。"),
        Field(
            "needs_interpretation",
            "应当解读",
            FieldKind.BOOLEAN,
            default=True,
            help="应当解读的，没有解读材料不能公布。",
            stores="detail.needs_interpretation",
        ),
        Field("theme", "主题分类", max_length=100, stores="detail.theme"),
        Field("audience", "适用对象", max_length=200, stores="detail.audience"),
        Field("contact", "咨询单位和电话", required=True, max_length=200, stores="detail.contact"),
    ),
    guards=(rules.IS_NORMATIVE, rules.LEGAL_UNIT_APART),
    effects=(AssignParties(PartyRole.LEAD, "lead_units"), AssignParties(PartyRole.GUIDE, "legal_units")),
    notifies=(Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), text="规范性文件"),),
    consequence="进入规范性文件制定程序，不得走普通发文。",
)

MAKING = Procedure(
    name="normative_document",
    version="2026-11-22",
    title="制定行政规范性文件",
    basis="国办发〔2018〕37号；国办发〔2018〕115号；优化营商环境条例第六十二条至第六十五条；公平竞争审查条例",
    prefix="GF",
    description="立项、起草、公开征求意见、公平竞争审查、合法性审核、集体审议、签发、统一编号、公布并解读、备案，逐道把关。",
    detail="normative.Draft",
    states=(
        State("planned", "待立项"),
        State("drafting", "起草中", unit_side=True),
        State("consulting", "公开征求意见中", unit_side=True),
        State("revised", "征求意见后修改", unit_side=True),
        State("legality", "合法性审核中"),
        State("amending", "按审核意见修改", unit_side=True),
        State("deliberating", "待集体审议"),
        State("signing", "待签发"),
        State("signed", "待编号"),
        State("numbered", "待公布"),
        State("filing", "已公布，待报备"),
        State("filed_out", "已报备，待审查结论", StateKind.WAITING),
        State("correcting", "要求自行纠正", unit_side=True),
        State("filed", "已备案", StateKind.CLOSED),
        State("stopped", "终止制定", StateKind.CLOSED),
    ),
    limits=(
        Limit("consultation", "公开征求意见", basis="优化营商环境条例第六十二条", field="consultation_to", main=True),
        Limit(
            "legality",
            "合法性审核",
            working_days(15),
            basis="国办发〔2018〕115号（五）：最长不超过15个工作日",
            main=True,
            statutory=True,
        ),
        Limit(
            "filing",
            "报送备案",
            calendar_days(30),
            basis="国办发〔2018〕37号：自公布之日起30日内",
            parameter="normative.filing_days",
            main=True,
            statutory=True,
            roll=True,
        ),
    ),
    opening=OPENING,
    actions=(*DRAFTING, *REVIEWING, *RELEASING, *ENDING, urge(within=(ANY_OPEN,))),
    columns=(
        Column("doc_number", "文号", "detail.doc_number"),
        Column("expires_on", "有效期至", "detail.expires_on"),
    ),
    search=("detail.doc_number", "detail.reg_number"),
    parameters=("normative.filing_days",),
)
