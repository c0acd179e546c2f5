"""听证 as acts of a consultation: announced with its selection rules, participants named, papers delivered, held. Pure data.

Legal basis: 重大行政决策程序暂行条例 第十六条、第十七条.
"""

from mingzheng.casework.public import Action, Call, Field, FieldKind
from mingzheng.domains.participation import rules
from mingzheng.domains.participation.procedures.people import KEEPERS

LONG = FieldKind.LONG_TEXT
DURING = ("open", "merging")
BASIS = "重大行政决策程序暂行条例第十六条"
HEARING = (
    Action(
        "announce_hearing",
        "公布听证公告",
        DURING,
        by=KEEPERS,
        fields=(
            Field("hearing_on", "听证日期", FieldKind.DATE, required=True, stores="detail.hearing_on"),
            Field("hearing_time", "时间", required=True, max_length=40, stores="detail.hearing_time", help="如 9:00"),
            Field("hearing_place", "地点", required=True, max_length=200, stores="detail.hearing_place"),
            Field("hearing_topic", "听证事项", LONG, required=True, max_length=2000, stores="detail.hearing_topic"),
            Field(
                "hearing_selection",
                "参加人遴选办法",
                LONG,
                required=True,
                max_length=2000,
                stores="detail.hearing_selection",
                help="名额、条件、怎么报名、怎么确定。",
            ),
            Field("hearing_apply_by", "报名截止", FieldKind.DATE, required=True, stores="detail.hearing_apply_by"),
        ),
        guards=(rules.HEARING_AHEAD,),
        effects=(Call("participation.announce_hearing"),),
        same_day=True,
        consequence="在网页和日历中公布；改期的重新公布。",
        basis=BASIS,
    ),
    Action(
        "name_participants",
        "公布听证参加人、登记材料送达",
        DURING,
        by=KEEPERS,
        fields=(
            Field(
                "hearing_participants",
                "参加人名单",
                LONG,
                required=True,
                max_length=3000,
                stores="detail.hearing_participants",
                help="一行一人：姓名、身份（如居民代表）。不写证件号码和电话。",
            ),
            Field(
                "hearing_materials_on",
                "材料送达日期",
                FieldKind.DATE,
                required=True,
                stores="detail.hearing_materials_on",
            ),
        ),
        guards=(rules.MATERIALS_IN_TIME,),
        effects=(Call("participation.redraw"),),
        consequence="名单在网页公布。",
        basis=BASIS,
    ),
    Action(
        "record_hearing",
        "登记听证情况",
        DURING,
        by=KEEPERS,
        fields=(
            Field(
                "hearing_record",
                "听证情况",
                LONG,
                required=True,
                max_length=5000,
                stores="detail.hearing_record",
                help="到会人数、主要意见；参加人在记录上签字的扫描件作附件。",
            ),
            Field("papers", "签字的听证记录", FieldKind.FILES, required=True),
        ),
        guards=(rules.HEARING_HELD,),
        effects=(Call("participation.redraw"),),
        consequence="听证情况在网页公布。",
        basis="重大行政决策程序暂行条例第十七条",
    ),
)
