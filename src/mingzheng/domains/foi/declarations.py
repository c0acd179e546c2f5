"""The [CFG] values of the foi room."""

from typing import Any

from mingzheng.domains.foi.annual.parameters import PARAMETERS as ANNUAL_PARAMETERS
from mingzheng.domains.foi.citizen.parameters import PARAMETERS
from mingzheng.domains.foi.mirror.rules import KEYS, STANDING_LABELS
from mingzheng.domains.foi.remedies import ORGAN_LABELS
from mingzheng.platform.parameters.public import Parameter, declare

OTHER_GROUNDS = [
    {"title": "不属于政府信息", "basis": "《中华人民共和国政府信息公开条例》第二条"},
    {"title": "属于党务信息", "basis": "《中国共产党党务公开条例（试行）》"},
    {"title": "已依法移交国家档案馆", "basis": "《中华人民共和国档案法》第二十八条"},
]


def _check_grounds(value: Any) -> None:
    rows = value if isinstance(value, list) else [None]
    if not all(isinstance(row, dict) and row.get("title") and isinstance(row.get("basis"), str) for row in rows):
        raise ValueError("应为情形的列表，每项有 title、basis")


def _check_kinds(value: Any) -> None:
    if not isinstance(value, dict) or not set(value.values()) <= {kind.value for kind in ORGAN_LABELS}:
        raise ValueError("应为单位编码对应机关类型：" + "、".join(kind.value for kind in ORGAN_LABELS))


def _check_names(value: Any) -> None:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name for name in value.values()):
        raise ValueError("应为单位编码对应名称")


def _check_standings(value: Any) -> None:
    if not isinstance(value, dict) or not set(value.values()) <= set(STANDING_LABELS):
        raise ValueError("应为对方用语对应：" + "、".join(STANDING_LABELS))


def _check_headings(value: Any) -> None:
    if not isinstance(value, dict) or not set(value.values()) <= set(KEYS.values()):
        raise ValueError("应为表头对应：" + "、".join(sorted(set(KEYS.values()))))


for _key, _title, _basis in (
    ("foi.supplement_days", "补正的合理期限（工作日）", "政府信息公开条例第三十条（期限由本机关定）"),
    ("foi.reasons_days", "说明理由的期限（工作日）", "政府信息公开条例第三十五条（期限由本机关定）"),
    ("foi.correction_days", "更正申请的办理期限（工作日）", "政府信息公开条例第四十一条（条例未定期限，由本机关定）"),
):
    declare(Parameter(key=_key, title=_title, kind="int", default=15, basis=_basis, room="foi", minimum=5, maximum=60))
for _key, _title, _days, _help in (
    (
        "foi.confirm_days",
        "登记后几个工作日内与申请人确认、登记签收",
        1,
        "自到达之日起算；逾期亮灯，不影响答复期限。平常信函依法应当在收到当日确认，不适用本项。",
    ),
    ("foi.confirm_wait_days", "请申请人确认后几个工作日没有回音的亮灯", 5, "没有回音的，打电话联系。"),
):
    declare(
        Parameter(
            key=_key,
            title=_title,
            kind="int",
            default=_days,
            basis="政府信息公开条例第三十一条（期限由本机关定）",
            room="foi",
            minimum=1,
            maximum=30,
            help_text=_help,
        )
    )
declare(
    Parameter(
        key="foi.notice_word",
        title="告知书、通知书机关代字中的类别字",
        kind="str",
        default="公开知",
        basis="本机关发文字号规定",
        room="foi",
        minimum=1,
        maximum=10,
    )
)
declare(
    Parameter(
        key="foi.answer_word",
        title="答复书机关代字中的类别字",
        kind="str",
        default="公开告",
        basis="本机关发文字号规定",
        room="foi",
    )
)
for _key, _title, _default, _basis, _help in (
    ("foi.own_government", "本级人民政府名称", "", "行政复议法第二十四条", "不填的，按区的名称加“人民政府”。"),
    (
        "foi.higher_government",
        "上一级人民政府名称",
        "",
        "行政复议法第二十四条第一款第二项",
        "以本级人民政府名义作出的答复，由它复议；未设置的，该类答复不能签发。",
    ),
    ("foi.court", "管辖的人民法院", "有管辖权的人民法院", "行政诉讼法第十四条至第二十一条", ""),
    ("foi.online_review", "提交行政复议申请的互联网渠道", "", "行政复议法第二十二条第二款", "电子送达的答复须写明。"),
):
    declare(
        Parameter(
            key=_key,
            title=_title,
            kind="str",
            default=_default,
            basis=_basis,
            room="foi",
            maximum=200,
            status="to_confirm",
            help_text=_help,
        )
    )
declare(
    Parameter(
        key="foi.organ_kinds",
        title="答复机关的类型（与默认不同的）",
        kind="json",
        default={},
        basis="行政复议法第二十四条、第二十七条、第二十八条",
        room="foi",
        check=_check_kinds,
        help_text="单位编码对应：" + "、".join(f"{kind.value} {label}" for kind, label in ORGAN_LABELS.items()) + "。",
    )
)
declare(
    Parameter(
        key="foi.higher_departments",
        title="单位的上一级主管部门",
        kind="json",
        default={},
        basis="行政复议法第二十七条、第二十八条",
        room="foi",
        check=_check_names,
        help_text="单位编码对应名称；实行垂直领导的机关由它复议。",
    )
)
declare(
    Parameter(
        key="foi.query_matters_first",
        title="行政查询事项的答复复议前置",
        kind="bool",
        default=False,
        basis="行政复议法第二十三条第一款第四项；法释〔2025〕8号",
        room="foi",
        status="to_confirm",
    )
)
declare(
    Parameter(
        key="foi.other_grounds",
        title="其他处理的具体情形",
        kind="json",
        default=OTHER_GROUNDS,
        basis="政府信息公开条例第二条（各地口径由本机关定）",
        room="foi",
        status="to_confirm",
        check=_check_grounds,
    )
)
declare(
    Parameter(
        key="foi.alike_people",
        title="几人以上申请相同信息的，提示转主动公开",
        kind="int",
        default=2,
        basis="政府信息公开条例第四十四条",
        room="foi",
        minimum=2,
        maximum=50,
    )
)
declare(
    Parameter(
        key="foi.mirror_states",
        title="对方系统状态用语的含义",
        kind="json",
        default={},
        basis="省级平台对接说明",
        room="foi",
        status="to_confirm",
        check=_check_standings,
        help_text="对方用语对应：open 在办、answered 已答复、dropped 不再处理、withdrawn 已撤回；常见用语已内置。",
    )
)
declare(
    Parameter(
        key="foi.mirror_headings",
        title="对方系统列表的表头",
        kind="json",
        default={},
        basis="省级平台对接说明",
        room="foi",
        status="to_confirm",
        check=_check_headings,
        help_text="表头对应：number 编号、ours 本系统编号、title 事项、state 状态、received_on 收到、"
        "due_on 期限、answered_on 答复；常见表头已内置。",
    )
)
for _parameter in (*PARAMETERS, *ANNUAL_PARAMETERS):
    declare(_parameter)
