"""The parameters of this room [CFG], with what they rest on. Their values are gathered in `limits`."""

from mingzheng.platform.parameters.public import Parameter, declare

_ROOM = "files"


def _whole(key: str, title: str, default: int, *, most: int, basis: str = "本地规定") -> Parameter:
    return Parameter(key, title, "int", default, basis, _ROOM, minimum=1, maximum=most, status="to_confirm")


def declare_parameters() -> None:
    """Declare the parameters of this room."""
    declare(_whole("files.max_mb", "单个文件上限（MB）", 50, most=200))
    declare(_whole("files.max_expanded_mb", "压缩内容解开后上限（MB）", 200, most=1000))
    declare(_whole("files.max_entries", "压缩包内文件数上限", 500, most=5000))
    declare(_whole("files.unattached_days", "未挂接文件保留天数", 7, most=90))
    declare(
        Parameter(
            "files.secrecy_contact", "涉密标志拒收时的报告对象", "str", "本单位保密工作机构", "保守国家秘密法", _ROOM,
            minimum=2, maximum=100, status="to_confirm",
        )
    )  # fmt: skip
    declare(
        Parameter(
            "files.marks_refused", "拒收的标志", "choice", "all", "保守国家秘密法 第三十一条、第六十四条", _ROOM,
            status="to_confirm",
            choices=(("all", "国家秘密、工作秘密及内部资料标志"), ("state_secret", "仅国家秘密标志")),
        )
    )  # fmt: skip
    declare(
        Parameter(
            "files.virus_scan_required", "未查毒的文件不接收", "bool", default=False, basis="GB/T 22239 恶意代码防范", room=_ROOM,
            status="to_confirm",
        )
    )  # fmt: skip
    declare(
        Parameter(
            "files.encrypt", "上传文件加密存放", "bool", default=True, basis="GB/T 22239 数据保密性", room=_ROOM,
            status="to_confirm",
        )
    )  # fmt: skip
