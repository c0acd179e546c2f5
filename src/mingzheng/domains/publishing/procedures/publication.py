"""信息发布 as one procedure: states, limits and the acts of its parts. Pure data.

Legal basis: 政府信息公开条例; 国办发〔2017〕47号; 国办发〔2018〕123号.
"""

from mingzheng.casework.public import Column, Limit, Procedure, State, StateKind
from mingzheng.domains.publishing.procedures.afterwards import BESIDE, CORRECT, DOWN, OBJECTIONS
from mingzheng.domains.publishing.procedures.drafting import (
    ALIGN,
    DRAFT,
    FILL_IN,
    OWN_ACTS,
    RELEASE,
    SIGN,
    SUBMIT,
    URGENT,
)
from mingzheng.domains.publishing.words import SIGNED_STEPS
from mingzheng.worktime.public import hours, months, working_days

PUBLICATION = Procedure(
    name="publication",
    version="2026-11-22",
    title="信息发布",
    basis="政府信息公开条例",
    prefix="FB",
    states=(
        State("drafting", "起草中"),
        *(State(f"to_{step.value}", f"待{step.label}") for step in SIGNED_STEPS),
        State("approved", "待发布"),
        State("urgent_published", "已紧急发布，待补签"),
        State("correcting", "勘误中"),
        State("correction_check", "勘误待审定"),
        State("objected", "已发布，异议办理中"),
        State("objected_withdrawn", "已撤回，异议办理中"),
        State("withheld", "不公开，定期评估", StateKind.WAITING),
        State("published", "已发布", StateKind.CLOSED),
        State("withdrawn", "已撤回", StateKind.CLOSED),
        State("taken_down", "已下线", StateKind.CLOSED),
        State("dropped", "不采用", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "disclosure",
            "公开",
            working_days(20),
            basis="政府信息公开条例第二十六条；国办发〔2018〕118号；政府网站发展指引",
            length_by="disclosure_kind",
            lengths=(("general", working_days(20)), ("enforcement", working_days(7)), ("repost", hours(24))),
            parameter="publishing.disclosure_lengths",
            main=True,
            statutory=True,
        ),
        Limit(
            "objection",
            "异议办理",
            working_days(10),
            basis="公示异议和信用修复的办理期限由本机关定",
            parameter="publishing.objection_days",
            main=True,
        ),
        Limit(
            "signatures",
            "事后补签",
            working_days(1),
            basis="紧急发布事后补签的期限由本机关定",
            parameter="publishing.signature_days",
            main=True,
        ),
        Limit(
            "reassess",
            "定期评估",
            months(12),
            basis="政府信息公开条例第十八条（评估周期由本机关定）",
            parameter="publishing.reassess_months",
            main=True,
        ),
    ),
    opening=DRAFT,
    actions=(FILL_IN, *OWN_ACTS, SUBMIT, *SIGN, *RELEASE, *ALIGN, *URGENT, *CORRECT, *OBJECTIONS, *DOWN, *BESIDE),
    detail="publishing.Item",
    columns=(
        Column("column", "栏目", "detail.column"),
        Column("item_class", "信息类别", "detail.item_class"),
        Column("disclose_by", "最迟公开", "detail.disclose_by"),
    ),
    filters=(Column("item_class", "信息类别", "detail.item_class"),),
    search=("detail.summary", "detail.document_number"),
    parameters=(
        "publishing.signature_days",
        "publishing.disclosure_lengths",
        "publishing.objection_days",
        "publishing.reassess_months",
        "publishing.correction_characters",
    ),
    case_word="件",
    description="写好的信息经三审三校、保密审查和公开方式认定后发布；审定的是什么，公开的就是什么。",
)
