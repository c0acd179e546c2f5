"""A request 请示 goes to one superior.

Rule and source: 党政机关公文处理工作条例 第十五条 (一) 原则上主送一个上级机关. Copies are `copied_down`.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text


def find_several_recipients(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a request names more than one recipient."""
    parts = parts_of(text, context)
    recipients = parts.first("recipients")
    if parts.kind != "请示" or recipients is None:
        return
    names = [name for name in re.split(r"[、，,；;]", recipients.words.rstrip("：:")) if name.strip()]
    if len(names) > 1:
        yield recipients.passage.finding(
            recipients.start,
            recipients.end,
            f"请示一般只写一个主送机关，此处有{len(names)}个",
            stated=str(len(names)),
            computed="1",
            suggestion="主送一个上级机关，需要时抄送其他机关",
        )


CHECK = Check(
    code="SND-ONE",
    title="请示主送一个机关",
    group="sending",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十五条",
    run=find_several_recipients,
    wrong=(
        Example(
            "云山区财政局关于追加预算的请示\n\n区人民政府、区委办公室：\n\n因救灾需要，拟追加预算。妥否，请批示。",
            "区人民政府、区委办公室：",
            computed="1",
        ),
    ),
    right=(
        Example("云山区财政局关于追加预算的请示\n\n区人民政府：\n\n因救灾需要，拟追加预算。妥否，请批示。"),
        Example("云山区财政局关于决算情况的报告\n\n区人民政府、区人大常委会：\n\n现将情况报告如下。"),
    ),
)
