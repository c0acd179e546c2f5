"""The one error that may leave this room, and the words for every reason a file cannot be read.

Errors about what a document says belong to the room that reads its meaning.
"""

_REASONS: dict[str, tuple[str, str]] = {
    "not_found": ("找不到文件“{filename}”", "请检查文件位置后重新选择。"),
    "empty": ("文件“{filename}”是空的，没有内容", "请确认选对了文件，重新导出或另存后再上传。"),
    "too_large": ("文件“{filename}”过大，超过 {limit}", "请删去图片等无关内容，或拆分为几个文件后再上传。"),
    "truncated": (
        "文件“{filename}”不完整或已损坏，无法打开",
        "请向来文单位重新索取，或用办公软件打开后另存为 docx、xlsx 再上传。",
    ),
    "encrypted": ("文件“{filename}”设有密码或权限保护", "请在办公软件中取消密码、另存后再上传；不要把密码告诉系统。"),
    "macros": ("文件“{filename}”含有宏", "请另存为不含宏的 docx 或 xlsx 后再上传。"),
    "misnamed": (
        "文件“{filename}”的扩展名与内容不符，实际是{real}",
        "请把扩展名改正为“{suffix}”，或另存为 docx、xlsx 后再上传。",
    ),
    "unsupported": ("不支持这种文件（{real}）", "请另存为 docx、xlsx、pdf 或网页（html）后再上传。"),
    "bomb": ("文件“{filename}”解压后异常庞大，已停止读取", "请确认来源可靠；用办公软件打开后另存为新文件再上传。"),
    "entities": (
        "文件“{filename}”含有外部引用声明（DTD 或实体），已停止读取",
        "请用办公软件打开后另存为新文件再上传。",
    ),
    "too_many_rows": (
        "文件“{filename}”的表格过大（{detail}），已停止读取",
        "请删去空白行列，只保留有内容的部分后再上传。",
    ),
    "too_many_pages": ("文件“{filename}”共 {detail} 页，超过可读取的页数", "请只导出方案所在的页后再上传。"),
    "encoding": ("文件“{filename}”的文字编码无法识别", "请另存为 UTF-8 编码的文本，或另存为 docx 后再上传。"),
    "too_slow": ("读取文件“{filename}”用时过长，已停止", "请另存为 docx 或 xlsx 后再上传。"),
    "needs_office": ("读取{real}需要安装 LibreOffice，本机没有", "请在 WPS 或 Word 中另存为 docx 或 xlsx 后再上传。"),
    "conversion": ("文件“{filename}”转换失败", "请在 WPS 或 Word 中打开，另存为 docx 或 xlsx 后再上传。"),
}


class UnreadableDocument(Exception):
    """A file that cannot be read: stable `code`, `message_zh` says why, `advice_zh` says what to do next."""

    def __init__(self, code: str, *, filename: str = "", **details: str) -> None:
        """Word the reason `code`, one of the catalogue above."""
        message, advice = _REASONS[code]
        fields = {"filename": filename, "real": "", "suffix": "", "limit": "", "detail": "", **details}
        self.code = code
        self.message_zh = message.format(**fields) + "。"
        self.advice_zh = advice.format(**fields)
        super().__init__(f"{code}: {self.message_zh}{self.advice_zh}")
