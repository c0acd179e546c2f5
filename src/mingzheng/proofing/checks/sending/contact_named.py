"""A request names a person to ask and his telephone in its note 附注.

Rule and source: 党政机关公文处理工作条例 第九条 (十三) with GB/T 9704-2012 7.3.7 (请示应当在附注处注明联系人和电话).
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_PERSON = re.compile(r"联系人|联\s*系\s*人|联系方式")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-－—]?\d{7,8}|1[3-9]\d{9}|\d{7,8})(?!\d)")


def find_missing_contact(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a request names nobody to ask or no telephone."""
    parts = parts_of(text, context)
    title = parts.first("title")
    if parts.kind != "请示" or title is None:
        return
    tail = [passage.clean for passage in text.prose[-12:]]
    named = [words for words in tail if _PERSON.search(words)]
    missing = "联系人和电话" if not named else "" if any(_PHONE.search(words) for words in tail) else "联系电话"
    if missing:
        at = parts.first("date") or title
        yield at.passage.finding(
            at.start, at.end, f"请示应当在附注处注明联系人和电话，缺{missing}", suggestion="在成文日期下一行加括号注明"
        )


_BODY = "云山区财政局关于追加预算的请示\n\n区人民政府：\n\n因救灾需要，拟追加预算。妥否，请批示。\n\n云山区财政局\n\n2026年3月5日"
CHECK = Check(
    code="SND-CONTACT",
    title="请示注明联系人",
    group="sending",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.7",
    run=find_missing_contact,
    wrong=(Example(_BODY, "2026年3月5日"), Example(_BODY + "\n\n（联系人：李晓云）", "2026年3月5日")),
    right=(Example(_BODY + "\n\n（联系人：李晓云，电话：0000-8123456）"),),
)
