"""A mark of secrecy in marking form: 机密★1年, 秘密 at the head, 内部资料 注意保存, 工作秘密.

This system is for what is not secret. A mark found is told by kind and place only; what stands beside it is not quoted.
Words that merely speak of secrets are no mark.

Legal basis: 保守国家秘密法 第三十一条、第六十四条; GB/T 9704-2012 7.2.2
"""

from collections.abc import Iterable

from mingzheng.kit.secrecy_marks import find_secrecy_marks
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_KINDS = {"state_secret": "国家秘密标志", "work_secret": "工作秘密标志", "internal": "内部资料标志"}
_WHAT_TO_DO = "本系统严禁处理涉密文件：请立即停止传输和编辑，按保密规定报告并转涉密渠道办理"


def find_marks(text: Text, context: Context) -> Iterable[Finding]:
    """Yield each mark with its line as the quote."""
    lines: list[str] = []
    owners: list[tuple[int, int]] = []
    for number, paragraph in enumerate(text.paragraphs):
        at = 0
        for line in paragraph.split("\n"):
            lines.append(line)
            owners.append((number, at))
            at += len(line) + 1
    seen: set[int] = set()
    for mark in find_secrecy_marks("\n".join(lines)):
        index = mark.line - 1
        if index >= len(lines) or index in seen:
            continue
        seen.add(index)
        number, at = owners[index]
        message = f"疑有{_KINDS[mark.kind]}。{_WHAT_TO_DO}"
        yield Finding(lines[index], number, at, at + len(lines[index]), message, confidence=0.95)


CHECK = Check(
    code="SEC-MARK",
    title="密级标志",
    group="secrecy",
    severity=Severity.ERROR,
    basis="保守国家秘密法第三十一条、第六十四条",
    run=find_marks,
    level=1,
    wrong=(
        Example("机密★1年\n\n云山区人民政府文件", "机密★1年"),
        Example("内部资料 注意保存\n\n云山区工作简报", "内部资料 注意保存"),
    ),
    right=(
        Example("认真学习保守国家秘密法，严守工作秘密。"),
        Example("不予公开的理由：属于国家秘密。"),
    ),
)
