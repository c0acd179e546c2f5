"""The life of an item up to its publication: drafting, mode, secrecy, six signatures, release. Pure data.

Legal basis: 政府信息公开条例 第十三条至第十八条; 国办发〔2018〕123号 (先审后发).
"""

from mingzheng.casework.public import (
    Action,
    AssignParties,
    Call,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Notify,
    PartyRole,
)
from mingzheng.casework.standard.assignment import open_clock, stop_clock
from mingzheng.domains.publishing import guards
from mingzheng.domains.publishing.procedures.people import (
    CO_UNITS,
    HEADS,
    LEADERS,
    LONG,
    PUBLICITY,
    REASON,
    SIGNERS,
    UPPER,
    WRITERS,
)
from mingzheng.domains.publishing.words import (
    SIGNED_STEPS,
    DisclosureKind,
    Genre,
    Ground,
    ItemClass,
    Mode,
    Secrecy,
    Step,
)

REMARKS = Field("remarks", "意见（有问题才写）", LONG, max_length=1000, sealed=True)
IN_REVIEW = tuple(f"to_{step.value}" for step in SIGNED_STEPS)
TITLE = Field("title", "标题", required=True, max_length=200, stores="case.title", sealed=True)
CLASS = Field(
    "item_class",
    "信息类别",
    FieldKind.CHOICE,
    required=True,
    choices=tuple(ItemClass.choices),
    stores="detail.item_class",
)
FORMED = (
    Field("formed_on", "形成或者变更日期", FieldKind.DATE, required=True, stores="detail.formed_on"),
    Field(
        "disclosure_kind",
        "公开时限",
        FieldKind.CHOICE,
        required=True,
        choices=tuple(DisclosureKind.choices),
        stores="detail.disclosure_kind",
    ),
)

# Disclosure is due counted from the day the information was formed or changed, whenever it is typed.
DISCLOSURE_BEGINS = ClockEffect(ClockVerb.OPEN, "disclosure", since="formed_on")
DISCLOSURE_MOVES = ClockEffect(ClockVerb.REMEASURE, "disclosure", since="formed_on")

DRAFT = Action(
    "draft",
    "起草",
    (),
    "drafting",
    by=(WRITERS,),
    fields=(TITLE, Field("column", "栏目（网址名）", required=True, max_length=40), CLASS, *FORMED),
    guards=(guards.DATES_IN_ORDER,),
    effects=(DISCLOSURE_BEGINS, Call("publishing.take_item")),
    consequence="公开期限自形成或者变更之日起算。",
    basis="政府信息公开条例第二十六条",
)

FILL_IN = Action(
    "fill_in",
    "填写公开要素",
    ("drafting",),
    by=(WRITERS,),
    fields=(
        TITLE,
        CLASS,
        Field("summary", "内容概述", LONG, required=True, max_length=500, stores="detail.summary", sealed=True),
        Field("source", "信息来源", required=True, max_length=120, stores="detail.source", sealed=True),
        Field("issuer", "发文机关", max_length=120, stores="detail.issuer", sealed=True),
        Field("document_number", "文号", max_length=60, stores="detail.document_number", sealed=True),
        Field("written_on", "成文日期", FieldKind.DATE, stores="detail.written_on"),
        Field("genre", "体裁", FieldKind.CHOICE, choices=tuple(Genre.choices), stores="detail.genre"),
        Field("subject", "主题分类", max_length=60, stores="detail.subject", sealed=True),
        Field("in_force_from", "施行日期", FieldKind.DATE, stores="detail.in_force_from"),
        Field("in_force_to", "有效期至", FieldKind.DATE, stores="detail.in_force_to"),
        Field("shown_until", "公示期至", FieldKind.DATE, stores="detail.shown_until"),
        Field("contact", "咨询电话和单位", max_length=200, stores="detail.contact", sealed=True),
        Field("has_map", "含地图", FieldKind.BOOLEAN, stores="detail.has_map"),
        Field("map_number", "审图号", max_length=60, stores="detail.map_number", sealed=True),
        *FORMED,
    ),
    guards=(guards.DATES_IN_ORDER,),
    effects=(DISCLOSURE_MOVES, Call("publishing.keep_fields")),
    basis="政府信息公开条例第二十四条",
)

OWN_ACTS = (
    Action(
        "determine_mode",
        "认定公开方式",
        ("drafting", *IN_REVIEW, "approved"),
        by=(HEADS,),
        fields=(
            Field(
                "mode", "公开方式", FieldKind.CHOICE, required=True, choices=tuple(Mode.choices), stores="detail.mode"
            ),
            Field(
                "mode_ground",
                "依据",
                FieldKind.CHOICE,
                required=True,
                choices=tuple(Ground.choices),
                stores="detail.mode_ground",
            ),
            Field(
                "mode_reason",
                "理由（公开目的、效果和后续影响）",
                LONG,
                required=True,
                stores="detail.mode_reason",
                sealed=True,
            ),
        ),
        guards=(guards.MODE_FITS,),
        basis="政府信息公开条例第十三条至第十六条",
    ),
    Action(
        "secrecy_review",
        "保密审查",
        ("drafting", *IN_REVIEW, "approved"),
        by=(SIGNERS,),
        fields=(
            Field(
                "secrecy",
                "结论",
                FieldKind.CHOICE,
                required=True,
                choices=tuple(Secrecy.choices),
                stores="detail.secrecy",
            ),
            Field(
                "secrecy_basis",
                "依据和说明",
                LONG,
                required=True,
                max_length=1000,
                stores="detail.secrecy_basis",
                sealed=True,
            ),
        ),
        guards=(guards.SOUND,),
        effects=(Call("publishing.note_secrecy"),),
        not_same_as=("draft", "submit"),
        consequence="审查的是现在的文字和附件，其后有改动的须重新审查。",
        basis="政府信息公开条例第十七条；保守国家秘密法第三十五条",
    ),
)

SUBMIT = Action(
    "submit",
    "送审",
    ("drafting",),
    "to_review_1",
    by=(WRITERS,),
    guards=(
        guards.SOUND,
        guards.COMPLETE,
        guards.TOPIC_COMPLETE,
        guards.MAPS,
        guards.PROOFREAD,
        guards.STAMPED_ANEW,
    ),
    tone="primary",
    consequence="送初审。审校期间正文不能修改，需要修改的由审校人退回。",
)


def _following(step: Step) -> str:
    place = SIGNED_STEPS.index(step)
    return f"to_{SIGNED_STEPS[place + 1].value}" if place + 1 < len(SIGNED_STEPS) else "approved"


def _earlier(step: Step, kind: str) -> tuple[str, ...]:
    return tuple(other.value for other in SIGNED_STEPS if other.value.startswith(kind) and other.value < step.value)


def _sign(step: Step) -> Action:
    """Return the act of one signature: by another person than the author, the pair's other half and earlier ones."""
    kind, level = step.value.split("_")
    half = (f"review_{level}",) if kind == "proof" else ()
    last = step is Step.PROOF_3
    by = UPPER if kind == "review" and level != "1" else SIGNERS
    return Action(
        step.value,
        step.label,
        (f"to_{step.value}",),
        _following(step),
        by=(by,),
        fields=(REMARKS,),
        guards=(
            guards.RIGHT_POST[step],
            *((guards.MODE_DECIDED, guards.SECRECY_PASSED, guards.PROOFREAD) if last else ()),
        ),
        effects=(Call("publishing.sign"), *((Call("publishing.approve"),) if last else ())),
        not_same_as=("draft", "submit", *half, *_earlier(step, kind)),
        tone="primary",
        consequence="签名即确认所把各关没有问题；有问题的请退回修改。",
        basis="三审三校、先审后发（国办发〔2018〕123号）",
    )


SIGN = tuple(_sign(step) for step in SIGNED_STEPS)

RELEASE = (
    Action(
        "send_back",
        "退回修改",
        (*IN_REVIEW, "approved"),
        "drafting",
        by=(SIGNERS,),
        fields=(Field("reason", "需要修改的问题", LONG, required=True, max_length=1000, sealed=True),),
        effects=(Call("publishing.send_back"),),
        tone="danger",
        consequence="已有的签名作废，改好后重新审校。",
    ),
    Action(
        "compare_stamped",
        "盖章件比对",
        ("approved",),
        by=(WRITERS, HEADS),
        fields=(
            Field("scan", "盖章扫描件", FieldKind.FILES, required=True),
            Field("by_eye", "扫描件没有文字层，已由人工逐字核对", FieldKind.BOOLEAN),
        ),
        effects=(Call("publishing.compare_stamped"),),
        consequence="与审定稿文字一致的，作为附件一并发布。",
    ),
    Action(
        "recheck",
        "宣传部门复核",
        ("approved",),
        by=(PUBLICITY,),
        fields=(REMARKS,),
        guards=(guards.AS_APPROVED, guards.RIGHT_POST[Step.RECHECK]),
        effects=(Call("publishing.sign"),),
        not_same_as=("draft", "submit"),
    ),
    Action(
        "publish",
        "发布",
        ("approved",),
        "published",
        by=(PUBLICITY, HEADS),
        guards=(
            guards.AS_APPROVED,
            guards.SECRECY_PASSED,
            guards.MODE_ACTIVE,
            guards.MAPS,
            guards.RECHECKED,
            guards.ALIGNED,
        ),
        effects=(stop_clock("disclosure"), stop_clock("signatures"), Call("publishing.publish")),
        emits=("item_published",),
        not_same_as=("draft",),
        same_day=True,
        tone="primary",
        consequence="立即公开，发布时间为现在，以后不能改动。",
        basis="政府信息公开条例第二十三条、第二十六条",
    ),
    Action(
        "withhold",
        "归为不公开",
        ("approved",),
        "withheld",
        by=(HEADS,),
        guards=(guards.MODE_CLOSED,),
        effects=(stop_clock("disclosure"), open_clock("reassess")),
        consequence="每年评估一次，情势变化可以公开的应当公开。",
        basis="政府信息公开条例第十八条",
    ),
    Action(
        "reassess",
        "评估后仍不公开",
        ("withheld",),
        by=(HEADS,),
        fields=(REASON,),
        effects=(stop_clock("reassess"), open_clock("reassess")),
        tone="primary",
        basis="政府信息公开条例第十八条",
    ),
    Action(
        "open_up",
        "评估后可以公开",
        ("withheld",),
        "drafting",
        by=(HEADS,),
        fields=(REASON,),
        effects=(stop_clock("reassess"), open_clock("disclosure"), Call("publishing.send_back")),
        basis="政府信息公开条例第十八条",
    ),
    Action(
        "drop",
        "不采用",
        ("drafting", *IN_REVIEW),
        "dropped",
        by=(WRITERS, HEADS),
        fields=(REASON,),
        guards=(guards.NEVER_PUBLISHED,),
        tone="danger",
    ),
)

_URGENT_GUARDS = (
    guards.SOUND,
    guards.COMPLETE,
    guards.TOPIC_COMPLETE,
    guards.MAPS,
    guards.PROOFREAD,
    guards.MODE_ACTIVE,
    guards.SECRECY_PASSED,
    guards.NEVER_PUBLISHED,
)
URGENT = (
    Action(
        "publish_urgently",
        "紧急发布",
        ("drafting", *IN_REVIEW),
        "urgent_published",
        by=(LEADERS,),
        fields=(REASON,),
        guards=_URGENT_GUARDS,
        effects=(
            stop_clock("disclosure"),
            Call("publishing.authorise"),
            Call("publishing.publish"),
            open_clock("signatures"),
        ),
        emits=("item_published",),
        not_same_as=("draft", "submit"),
        same_day=True,
        tone="danger",
        consequence="带班领导签批后立即公开，三审三校须在期限内补签并计数。",
    ),
    Action(
        "publish_by_telephone",
        "凭电话授权紧急发布",
        ("drafting", *IN_REVIEW),
        "urgent_published",
        by=(HEADS, PUBLICITY),
        fields=(
            Field("authoriser", "授权的带班领导", FieldKind.PERSON, required=True, leaders=True),
            Field("telephone", "通话时间、号码和授权原话", LONG, required=True, max_length=1000, sealed=True),
            REASON,
        ),
        guards=_URGENT_GUARDS,
        effects=(
            stop_clock("disclosure"),
            Call("publishing.authorise"),
            Call("publishing.publish"),
            open_clock("signatures"),
        ),
        emits=("item_published",),
        same_day=True,
        tone="danger",
        consequence="授权记录与发布一并留存，三审三校须在期限内补签并计数。",
    ),
    Action(
        "sign_afterwards",
        "事后补签",
        ("urgent_published",),
        by=(SIGNERS,),
        fields=(
            Field(
                "step",
                "环节",
                FieldKind.CHOICE,
                required=True,
                choices=tuple((step.value, step.label) for step in SIGNED_STEPS),
            ),
            REMARKS,
        ),
        guards=(guards.STEP_OPEN,),
        effects=(Call("publishing.sign"),),
        not_same_as=("draft", "submit"),
        tone="primary",
    ),
    Action(
        "complete_signatures",
        "补签齐全",
        ("urgent_published",),
        "published",
        by=(HEADS,),
        guards=(guards.ALL_SIGNED,),
        effects=(stop_clock("signatures"),),
        tone="primary",
    ),
)

ALIGN = (
    Action(
        "ask_co_units",
        "征求联合发布单位",
        ("drafting", *IN_REVIEW),
        by=(WRITERS, HEADS),
        fields=(Field("co_units", "联合发布单位", FieldKind.UNITS, required=True),),
        effects=(AssignParties(PartyRole.CO, "co_units", replace=False),),
        notifies=(Notify(PartyRole.CO, frozenset({"liaison", "section"}), urgent=True, text="联合发布口径待确认"),),
        consequence="所选单位可以看到本件，各自确认口径一致后才能发布；由牵头单位一家发布。",
        basis="应急信息统一步调对外发声，公开口径与下达的工作指令一致",
    ),
    Action(
        "agree_wording",
        "确认口径一致",
        ("drafting", *IN_REVIEW, "approved"),
        by=(CO_UNITS,),
        fields=(REMARKS,),
        guards=(guards.SOUND,),
        effects=(Call("publishing.agree_wording"),),
        tone="primary",
        consequence="确认的是现在的标题、文字和附件，其后有改动的须重新确认。",
    ),
)
