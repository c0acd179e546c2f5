"""Why a file or a text was not taken, in words for the person who sent it. No word of a refused file stands here."""

from mingzheng.documents.reading import UnreadableDocument

_REASONS: dict[str, tuple[str, str]] = {
    "no_name": ("文件没有名称。", "请给文件起名后再上传。"),
    "empty": ("文件是空的，没有内容。", "请确认选对了文件，重新导出或另存后再上传。"),
    "too_large": ("文件超过 {detail}。", "请删去图片等无关内容，或拆分后再上传。"),
    "not_allowed": ("不接收这种文件（{detail}）。", "请另存为 docx、xlsx、pdf、ofd 或图片后再上传。"),
    "misnamed": ("文件扩展名与内容不符，实际是{detail}。", "请改正扩展名，或用办公软件另存后再上传。"),
    "truncated": ("文件不完整或已损坏，无法打开。", "请重新索取，或用办公软件打开、另存后再上传。"),
    "encrypted": ("文件设有密码，无法检查。", "请取消密码、另存后再上传；不要把密码告诉系统。"),
    "macros": ("文件含有宏，不予接收。", "请另存为不含宏的 docx 或 xlsx 后再上传。"),
    "active_content": ("PDF 内含附件、脚本或启动命令，不予接收。", "请重新打印为 PDF 后再上传；附件请单独上传。"),
    "bomb": ("压缩内容解开后异常庞大，不予接收。", "请确认来源可靠；用办公软件另存后再上传。"),
    "too_many_entries": ("压缩包内文件过多（超过 {detail} 个）。", "请拆分为几个压缩包后再上传。"),
    "nested_archive": ("压缩包内又有压缩包，无法检查。", "请解开内层压缩包后再上传。"),
    "unsafe_path": ("压缩包内的路径不安全。", "请重新打包后再上传。"),
    "virus": ("查出病毒，不予接收。", "请停止使用该文件，并报告本单位信息安全员。"),
    "virus_unchecked": ("杀毒服务未运行，暂不能接收文件。", "请稍后再试，或联系系统管理员。"),
    "store_unavailable": (
        "文件存储服务暂时不可用，文件没有保存。",
        "请稍后再试；反复出现的，请联系系统管理员。",
    ),
    "secrecy_mark": (
        "内容带有涉密标志，已拒收，系统未保留任何内容。本系统为非涉密系统，严禁处理、存储、传输国家秘密。",
        "请立即停止上传，并报告{detail}；该材料请走涉密渠道。",
    ),
}


class Rejected(Exception):
    """A file or text that was not taken: stable `code`, `message_zh` says why, `advice_zh` what to do next."""

    def __init__(self, code: str, *, detail: str = "", message_zh: str = "", advice_zh: str = "") -> None:
        """Word the reason, or take the words of whoever read the file."""
        message, advice = _REASONS.get(code, ("{detail}", ""))
        self.code = code
        self.message_zh = message_zh or message.format(detail=detail)
        self.advice_zh = advice_zh or advice.format(detail=detail)
        # The text of the exception may reach a log: the code alone.
        super().__init__(code)


class FileUnavailable(LookupError):
    """A file that is not handed out; `code` says why.

    No such file (`not_found`, `erased`), unreadable (`damaged`), out of reach (`store_unavailable`), or not for this
    reader (`not_permitted`).
    """

    def __init__(self, code: str) -> None:
        """Keep the code and its words."""
        self.code = code
        words = {
            "not_found": "没有这个文件。",
            "erased": "文件已按规定删除。",
            "damaged": "文件已损坏或密钥不符，无法打开，请联系系统管理员从备份恢复。",
            "store_unavailable": "文件存储服务暂时不可用，请稍后再试；反复出现的，请联系系统管理员。",
            "not_permitted": "您无权查看这个文件。",
        }
        self.message_zh = words[code]
        super().__init__(code)


def rejected_as_read(error: UnreadableDocument) -> Rejected:
    """Return the refusal for what the reader found."""
    return Rejected(error.code, message_zh=error.message_zh, advice_zh=error.advice_zh)
