"""The life of an item after its publication: short correction, revision, the two ways down, the provincial platform. Pure data."""

from mingzheng.casework.public import Action, Call, ClockEffect, ClockVerb, Field, FieldKind
from mingzheng.casework.standard.assignment import open_clock, stop_clock
from mingzheng.domains.publishing import guards
from mingzheng.domains.publishing.procedures.people import HEADS, LEADERS, LONG, REASON, WRITERS
from mingzheng.domains.publishing.words import (
    BESIDE_DOCUMENT,
    TO_LIBRARY,
    ObjectionKind,
    ObjectionOutcome,
    RelationKind,
    TakedownKind,
    WithdrawalKind,
)

CORRECT = (
    Action(
        "start_correction",
        "勘误",
        ("published",),
        "correcting",
        by=(WRITERS, HEADS),
        fields=(REASON,),
        consequence="页面暂不变化，改正的文字审定后替换。",
    ),
    Action(
        "submit_correction",
        "勘误送审",
        ("correcting",),
        "correction_check",
        by=(WRITERS, HEADS),
        guards=(guards.SOUND, guards.PROOFREAD, guards.SMALL, guards.STAMPED_ANEW),
        tone="primary",
    ),
    Action(
        "approve_correction",
        "勘误审定",
        ("correction_check",),
        "published",
        by=(HEADS,),
        guards=(guards.SMALL, guards.PROOFREAD, guards.STAMPED_ANEW),
        effects=(Call("publishing.correct"),),
        emits=("item_published",),
        not_same_as=("start_correction", "submit_correction"),
        same_day=True,
        tone="primary",
        consequence="页面立即更新，更正对照列入勘误记录。发布时间不变。",
    ),
    Action(
        "return_correction",
        "退回勘误",
        ("correction_check",),
        "correcting",
        by=(HEADS,),
        fields=(REASON,),
        tone="danger",
    ),
    Action(
        "drop_correction",
        "不再勘误",
        ("correcting", "correction_check"),
        "published",
        by=(WRITERS, HEADS),
        fields=(REASON,),
        effects=(Call("publishing.restore"),),
    ),
    Action(
        "revise",
        "修订重审",
        ("published",),
        "drafting",
        by=(WRITERS, HEADS),
        fields=(REASON,),
        effects=(open_clock("disclosure"), Call("publishing.reopen")),
        consequence="页面保持现在的版本，修订稿走完三审三校后替换。",
    ),
)

_WITHDRAWAL = (
    Field("kind", "原因", FieldKind.CHOICE, required=True, choices=tuple(WithdrawalKind.choices)),
    # What may yet have to be taken down in silence is nowhere in clear but on the page.
    Field("note", "公开说明（原页面上显示）", LONG, required=True, max_length=500, sealed=True),
    Field("redirect", "请读者改看（本站网址或者名称）", max_length=300, sealed=True),
)


def _withdraw(code: str, title: str, *, within: str, to: str, besides: str = "") -> Action:
    """Return the withdrawal with a public note; `besides` says what goes on although the page is gone."""
    return Action(
        code,
        title,
        (within,),
        to,
        by=(HEADS,),
        fields=_WITHDRAWAL,
        effects=(Call("publishing.withdraw"),),
        emits=("item_withdrawn",),
        same_day=True,
        consequence=f"原网址显示撤回说明，列表、检索、订阅中不再出现。{besides}",
        basis="行政处罚法第四十八条",
    )


DOWN = (
    _withdraw("withdraw", "公开说明撤回", within="published", to="withdrawn"),
    _withdraw(
        "withdraw_objected",
        "公开说明撤回（异议续办）",
        within="objected",
        to="objected_withdrawn",
        besides="异议仍须在期限内答复。",
    ),
    Action(
        "end_publicity",
        "公示期满撤回",
        ("published",),
        "withdrawn",
        system=True,
        effects=(Call("publishing.end_publicity"),),
        emits=("item_withdrawn",),
    ),
    # The period of publication has a last day whatever is being disputed; the answer is owed all the same.
    Action(
        "end_publicity_objected",
        "公示期满撤回（异议续办）",
        ("objected",),
        "objected_withdrawn",
        system=True,
        effects=(Call("publishing.end_publicity"),),
        emits=("item_withdrawn",),
        basis="行政处罚法第四十八条；政府信息公开条例第四十一条",
    ),
    Action(
        "take_down",
        "静默下线",
        (
            "published",
            "urgent_published",
            "objected",
            "objected_withdrawn",
            "correcting",
            "correction_check",
            "withdrawn",
            "drafting",
        ),
        "taken_down",
        by=(HEADS, LEADERS),
        fields=(
            Field("kind", "原因", FieldKind.CHOICE, required=True, choices=tuple(TakedownKind.choices)),
            Field("reason", "说明（不写泄露的内容）", LONG, required=True, max_length=500),
            Field(
                "title",
                "本件以后的名称（不写泄露的内容）",
                required=True,
                max_length=200,
                private=True,
                stores="case.title",
            ),
        ),
        guards=(guards.PUBLISHED_ONCE,),
        effects=(Call("publishing.take_down"),),
        emits=("item_taken_down",),
        same_day=True,
        tone="danger",
        consequence="页面、附件、索引、订阅和缓存同时清除，底档封存，须两人同意才能调阅。不能恢复。",
    ),
)

OBJECTIONS = (
    Action(
        "take_objection",
        "登记异议、信用修复申请",
        ("published",),
        "objected",
        by=(WRITERS, HEADS),
        fields=(
            Field("objection_kind", "诉求", FieldKind.CHOICE, required=True, choices=tuple(ObjectionKind.choices)),
            Field("by_whom", "提出人", required=True, max_length=80, sealed=True),
            Field("content", "事实和理由", LONG, required=True, max_length=2000, sealed=True),
            Field("received_on", "收到日期", FieldKind.DATE, required=True),
        ),
        guards=(guards.RECEIVED_BY_NOW,),
        effects=(ClockEffect(ClockVerb.OPEN, "objection", since="received_on"), Call("publishing.take_objection")),
        consequence="页面暂不变化，办理期限自收到之日起算。",
        basis="行政处罚法第四十八条；政府信息公开条例第四十一条",
    ),
    Action(
        "answer_objection",
        "答复异议",
        ("objected",),
        "published",
        to_by_field=("outcome", (("withdrawn", "withdrawn"),)),
        by=(HEADS,),
        fields=(
            Field("outcome", "处理结果", FieldKind.CHOICE, required=True, choices=tuple(ObjectionOutcome.choices)),
            Field("reply", "答复（撤回的同时作为公开说明）", LONG, required=True, max_length=500, sealed=True),
            REASON,
        ),
        effects=(stop_clock("objection"), Call("publishing.answer_objection")),
        same_day=True,
        tone="primary",
        consequence="选“撤回公示”的，原网址立即显示撤回说明，列表、检索、订阅中不再出现；选“已更正”的，随后办理勘误。",
        basis="行政处罚法第四十八条",
    ),
    Action(
        "answer_withdrawn",
        "答复异议",
        ("objected_withdrawn",),
        "withdrawn",
        by=(HEADS,),
        fields=(
            Field("outcome", "处理结果", FieldKind.CHOICE, required=True, choices=tuple(ObjectionOutcome.choices)),
            Field("reply", "答复", LONG, required=True, max_length=500, sealed=True),
            REASON,
        ),
        effects=(stop_clock("objection"), Call("publishing.answer_objection")),
        same_day=True,
        tone="primary",
        consequence="页面已经撤回，答复记入本件，不另行公开。",
        basis="行政处罚法第四十八条；政府信息公开条例第四十一条",
    ),
)

BESIDE = (
    Action(
        "relate",
        "关联",
        ("drafting", "approved", "published"),
        by=(WRITERS, HEADS),
        fields=(
            Field("kind", "关系（本件对另一件）", FieldKind.CHOICE, required=True, choices=tuple(RelationKind.choices)),
            Field("other", "另一件", FieldKind.CASE, required=True),
        ),
        effects=(Call("publishing.relate"),),
    ),
    Action(
        "unrelate",
        "取消关联",
        ("drafting", "approved", "published"),
        by=(WRITERS, HEADS),
        fields=(Field("other", "另一件", FieldKind.CASE, required=True), REASON),
        effects=(Call("publishing.unrelate"),),
        consequence="两件页面上的相互链接同时去掉。",
    ),
    Action(
        "relate_library",
        "关联政策文件库",
        ("drafting", "approved", "published"),
        by=(WRITERS, HEADS),
        fields=(
            Field(
                "kind",
                "本件是文件的",
                FieldKind.CHOICE,
                required=True,
                choices=tuple((kind.value, BESIDE_DOCUMENT[kind]) for kind in TO_LIBRARY),
            ),
            Field("document", "文件", required=True, max_length=300, help="文号、标题，或者库内网页的地址。"),
        ),
        effects=(Call("publishing.relate_library"),),
        consequence="两边页面互相给出链接。",
    ),
    Action(
        "unrelate_library",
        "取消关联政策文件库",
        ("drafting", "approved", "published"),
        by=(WRITERS, HEADS),
        fields=(
            Field("document", "文件", required=True, max_length=300, help="文号、标题，或者库内网页的地址。"),
            REASON,
        ),
        effects=(Call("publishing.unrelate_library"),),
        consequence="两边页面上的相互链接同时去掉。",
    ),
    Action(
        "note_external",
        "登记省平台",
        ("approved", "published", "withdrawn"),
        by=(WRITERS, HEADS),
        fields=(
            Field("external_system", "平台", required=True, max_length=100, stores="case.external_system"),
            Field("external_number", "平台编号", required=True, max_length=100, stores="case.external_number"),
            Field("external_link", "链接", max_length=500),
            Field("external_state", "平台上的状态", max_length=40, stores="detail.external_state"),
        ),
        effects=(Call("publishing.keep_link"),),
    ),
)
