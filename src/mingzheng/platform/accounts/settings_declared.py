"""The [CFG] values of sign-in, declared with their basis. An administrator changes them; `policy` reads them together."""

from mingzheng.platform.parameters.public import Parameter, declare

_BASIS = "GB/T 22239-2019 8.1.4.1"


def _number(key: str, title: str, default: int, minimum: int, maximum: int, basis: str = _BASIS) -> Parameter:
    return Parameter(
        key=f"accounts.{key}",
        title=title,
        kind="int",
        default=default,
        basis=basis,
        room="accounts",
        minimum=minimum,
        maximum=maximum,
        status="to_confirm",
    )


PARAMETERS = (
    _number("password_min_length", "密码最短位数", 8, 8, 64),
    _number("password_max_age_days", "密码有效天数", 90, 1, 365),
    _number("password_history", "不得重复最近几次的密码", 5, 0, 24),
    _number("lockout_failures", "连续失败几次后锁定", 5, 3, 10),
    _number("lockout_minutes", "锁定时长（分钟）", 30, 5, 1440),
    _number("address_failures", "同一地址 10 分钟内最多失败次数", 30, 5, 1000),
    _number("idle_minutes", "无操作自动退出（分钟）", 30, 1, 30),
    _number("session_hours", "一次登录最长时间（小时）", 12, 1, 24),
    _number("token_days", "接口令牌最长有效天数", 180, 1, 730, "GB/T 22239-2019 8.1.4.2"),
    Parameter(
        key="accounts.totp_required",
        title="必须使用动态口令的人员",
        kind="choice",
        default="administrators",
        choices=(("administrators", "三类管理员"), ("everybody", "所有人员")),
        basis=_BASIS,
        room="accounts",
        status="to_confirm",
    ),
)


def declare_all() -> None:
    """Make the values known; called once at start."""
    for parameter in PARAMETERS:
        declare(parameter)
