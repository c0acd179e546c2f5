"""The [CFG] values of this room."""

from mingzheng.platform.parameters.public import Parameter, declare

for _key, _title, _default, _basis, _least, _most in (
    (
        "normative.market_days",
        "与市场主体密切相关的，公开征求意见期限（日）",
        30,
        "优化营商环境条例第六十二条：一般不少于30日",
        30,
        90,
    ),
    (
        "normative.public_working_days",
        "其他应公开征求意见的，期限（工作日）",
        7,
        "国办发〔2018〕37号；天数各地不同，以本省规定为准",
        5,
        60,
    ),
    ("normative.notice_days", "公布到施行一般不少于（日）", 30, "省行政规范性文件管理规定；以本省规定为准", 0, 90),
    ("normative.filing_days", "公布后报备案期限（日）", 30, "国办发〔2018〕37号；部分地方15日，以本省规定为准", 5, 60),
    ("normative.reminder_months", "有效期届满前提醒（月）", 6, "省行政规范性文件管理规定：届满前6个月评估", 1, 12),
):
    declare(
        Parameter(
            key=_key,
            title=_title,
            kind="int",
            default=_default,
            basis=_basis,
            room="normative",
            minimum=_least,
            maximum=_most,
        )
    )
declare(
    Parameter(
        key="normative.registration_series",
        title="规范性文件统一登记编号前缀",
        kind="str",
        default="YSGS",
        basis="本级政府规范性文件统一登记、统一编号的规定",
        room="normative",
        minimum=2,
        maximum=12,
    )
)
