"""The actions from draft to delivery 拟写、审核、签发、送达, and what may follow a delivery. Pure data of the procedure.

Legal basis: 政府信息公开条例第三十六条至第四十条; 国办公开办函〔2016〕235号 (which day a delivery counts as the answer).
"""

from mingzheng.casework.public import ANY_OPEN, Action, Call, Field, FieldKind, Notify, PartyRole, Who
from mingzheng.casework.standard.assignment import stop_clock
from mingzheng.domains.foi.grounds import ASK_LABELS, GROUNDS, LAW, Ask
from mingzheng.domains.foi.intake import APPLICANT, APPROVERS, CLERKS, HEADS, LONG, TELL_APPLICANT
from mingzheng.domains.foi.names import PEOPLE
from mingzheng.domains.foi.receipt import DELIVERY_LABELS
from mingzheng.domains.foi.rules import (
    CONSULTATIONS_OVER,
    GROUND_FITS,
    JOINT_FITS,
    LATE_EXPLAINED,
    LETTER_SOUND,
    LISTED,
    OBJECTION_WEIGHED,
    ONLINE_ENTRANCE,
    OUT_BEFORE,
    RETURNED,
    SUPPORTED,
    WITHHELD_GROUND,
)

OVERSEERS = Who(roles=frozenset({"office_clerk", "office_section_head"}), title="政府信息公开工作主管部门")
BY_SYSTEM = frozenset({"F1", "F2", "F3"})
CHOSEN = tuple((ground.code, f"{ground.group}：{ground.title}") for ground in GROUNDS if ground.code not in BY_SYSTEM)
WITHHELD = (
    *((ground.code, ground.title) for ground in GROUNDS if ground.code.startswith("C")),
    ("other", "不属于政府信息等其他情形"),
)
REASON = Field("reason", "理由", LONG, required=True, max_length=1000)
SUPPORT = tuple(Field(ask.value, ASK_LABELS[ask], LONG, stores="") for ask in Ask if ask is not Ask.WITHHELD_GROUND)
MEANS = (
    Field(
        "delivery",
        "送达方式",
        FieldKind.CHOICE,
        required=True,
        choices=tuple((means.value, label) for means, label in DELIVERY_LABELS.items()),
        stores="detail.delivery",
    ),
    Field("tracking", "邮件号或者送达凭证", required=True, max_length=100, stores="detail.tracking"),
)

FOLLOW_JOINT = Call("foi.follow_joint")

URGE = Action(
    "urge",
    "催办",
    (ANY_OPEN,),
    by=(OVERSEERS,),
    fields=(Field("note", "催办内容", LONG, max_length=500),),
    notifies=(Notify(PartyRole.ORIGIN, frozenset({"liaison", "section"}), handler=True, urgent=True, text="催办"),),
    bulk=True,
    consequence="记入催办次数，并立即通知办理单位。",
    basis=f"{LAW}第三条、第四十六条",
)
ANSWER = (
    URGE,
    Action(
        "draft_answer",
        "拟写答复",
        ("handling",),
        "drafted",
        by=(CLERKS,),
        fields=(
            Field("ground", "处理决定", FieldKind.CHOICE, required=True, choices=CHOSEN, stores="detail.ground"),
            Field(
                "withheld_ground",
                "不予公开部分的依据（部分公开时）",
                FieldKind.CHOICE,
                choices=WITHHELD,
                stores="detail.withheld_ground",
            ),
            *SUPPORT,
            Field("weighing", "决定公开的理由（征求过第三方意见时）", LONG),
            Field("reply", "补充说明", LONG, stores="detail.reply", help="写入答复书，可不填。"),
            Field("late_reason", "逾期原因（超过期限时）", LONG, stores="detail.late_reason"),
            Field(
                "joint",
                "合并答复的申请编号",
                max_length=400,
                stores="detail.joint",
                help="用顿号分开；只合并答复，各件分别计数。",
            ),
            Field(
                "letter", "答复书正文", LONG, max_length=12000, stores="detail.letter", help="不填的，按以上内容生成。"
            ),
        ),
        guards=(
            *(CONSULTATIONS_OVER, SUPPORTED, GROUND_FITS, OBJECTION_WEIGHED, WITHHELD_GROUND, LATE_EXPLAINED),
            JOINT_FITS,
        ),
        effects=(Call("foi.keep_support"),),
        tone="primary",
        consequence="转合法性和保密审核。",
        basis=f"{LAW}第三十六条",
    ),
    Action(
        "review_answer",
        "合法性和保密审核通过",
        ("drafted",),
        "reviewed",
        by=(HEADS,),
        fields=(Field("opinion", "审核意见", LONG, required=True),),
        guards=(LETTER_SOUND,),
        effects=(FOLLOW_JOINT,),
        not_same_as=("draft_answer",),
        tone="primary",
        consequence="转签发；合并答复的各件一并办理。",
        basis=f"{LAW}第十七条",
    ),
    Action(
        "return_draft",
        "退回修改",
        ("drafted", "reviewed"),
        "handling",
        by=(HEADS, APPROVERS),
        fields=(REASON,),
        effects=(FOLLOW_JOINT,),
        tone="danger",
        consequence="退回拟稿；合并答复的各件一并退回。",
    ),
    Action(
        "approve_answer",
        "签发",
        ("reviewed",),
        "approved",
        by=(APPROVERS,),
        fields=(Field("opinion", "意见", LONG),),
        guards=(LATE_EXPLAINED, LETTER_SOUND),
        effects=(Call("foi.number_answer"), FOLLOW_JOINT),
        not_same_as=("draft_answer", "review_answer"),
        tone="primary",
        consequence="编答复文号，待盖章送达；合并答复的各件一并办理。",
    ),
    Action(
        "deliver",
        "送达",
        ("approved",),
        "answered",
        by=(CLERKS,),
        fields=(
            *MEANS,
            Field("papers", "盖章的答复书", FieldKind.FILES),
        ),
        guards=(ONLINE_ENTRANCE,),
        effects=(
            stop_clock("reply"),
            stop_clock("supplement_notice"),
            Call("foi.note_answer"),
            TELL_APPLICANT,
            FOLLOW_JOINT,
        ),
        tone="primary",
        consequence="直接送达以签收日、邮寄以交邮日、电子送达以到达日为答复日；合并答复的各件一并送达。",
        basis="国办公开办函〔2016〕235号",
    ),
    Action(
        "note_returned",
        "登记退回",
        ("answered",),
        by=(CLERKS,),
        fields=(
            Field("reason", "退回的原因", LONG, required=True),
            Field("papers", "退回的信封、回执", FieldKind.FILES),
        ),
        guards=(OUT_BEFORE,),
        effects=(Call("foi.note_returned"),),
        consequence="答复日期不变；核实地址后再次送达。",
    ),
    Action(
        "deliver_again",
        "再次送达",
        ("answered",),
        by=(CLERKS,),
        fields=(*MEANS, Field("papers", "送达凭证", FieldKind.FILES)),
        guards=(RETURNED,),
        effects=(Call("foi.note_delivery"),),
    ),
    Action(
        "note_receipt_slip",
        "登记送达回证",
        ("answered",),
        by=(CLERKS,),
        fields=(
            Field("received_by", "签收情况（签收人、方式）", required=True, max_length=200, private=True),
            Field("papers", "送达回证", FieldKind.FILES),
        ),
        guards=(OUT_BEFORE,),
        effects=(Call("foi.note_slip"),),
    ),
    Action(
        "list_publicly",
        "列入公开目录",
        ("answered",),
        by=(HEADS,),
        fields=(
            Field("public_title", "公开的名称（不写申请人和个人信息）", required=True, max_length=200),
            Field("papers", "随目录公开的文件", FieldKind.FILES, help="已去除个人信息的公开件；可不附。"),
        ),
        effects=(Call("foi.list_answer"),),
        consequence="门户网站“已答复的申请”列出名称、机关、答复日期、处理决定和所选文件，不列申请人。",
        basis=f"{LAW}第十七条",
    ),
    Action(
        "unlist",
        "撤出公开目录",
        ("answered",),
        by=(HEADS,),
        fields=(REASON,),
        guards=(LISTED,),
        effects=(Call("foi.unlist_answer"),),
        tone="danger",
    ),
    Action(
        "list_people",
        "登记须隐去的姓名",
        (ANY_OPEN, "answered", "dropped", "withdrawn"),
        by=(CLERKS,),
        fields=(
            Field(
                PEOPLE,
                "须隐去的姓名",
                LONG,
                required=True,
                max_length=1000,
                private=True,
                help="材料、文书中出现的其他人，一行一个或者用顿号分开；申请人、代理人、被征求意见的第三方不用再写。",
            ),
        ),
        consequence="归档的文书中隐去这些姓名；写有这些姓名的名称和文件不能列入公开目录。姓名加密保存，不显示。",
        basis="个人信息保护法第六条",
    ),
    Action(
        "withdraw",
        "撤回申请",
        (ANY_OPEN,),
        "withdrawn",
        by=(CLERKS, APPLICANT),
        fields=(REASON,),
        effects=(Call("foi.close_as_f3"),),
    ),
)
