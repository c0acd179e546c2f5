"""Document numbers 发文字号 are written 机关代字〔2026〕5号, in the head and where one is cited.

Rule: hexagonal brackets, the year in four digits, no 第, no leading zero, 号 behind. Source: GB/T 9704-2012 7.2.5.
Case numbers of courts (年份在前) are other numbers and are left alone.
"""

import re
from collections.abc import Iterable

from mingzheng.kit.doc_number import find_doc_number_problems
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_WORDS = r"(?:发|办|字|函|规|通|政|府|委|令|电|财|法|告|监|组|室|人|教|建|保|督|文|号|会|财|税|综|党|局|厅|部|院|联|管|数|审|环)"
_NUMBER = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{1,11}}{_WORDS})(?P<open>[〔\[(（【［])(?P<year>(?:19|20)\d{{2}})年?(?P<close>[〕\])）】］])"
    r"(?P<word>第?)(?P<sequence>\d{1,5})号"
)
# Alone on its line a number needs no known last character before its brackets.
_ALONE = re.compile(_NUMBER.pattern.replace(_WORDS, ""))
_HEAD = 6
_SPEAKS = re.compile(
    r"^.*(?:印发|根据|依据|按照|通过|报告|公告|规定|关于|文件|附件|的|和|与|及|经|由|在|见|等)(?=[\u4e00-\u9fff]{2})"
)


def find_number_faults(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each document number that is not in the standard form."""
    for passage in text.passages:
        if "号" not in passage.clean:
            continue
        alone = _ALONE.fullmatch(passage.clean) if passage.index < _HEAD else None
        for match in [alone] if alone else _NUMBER.finditer(passage.clean):
            organ = _SPEAKS.sub("", match["organ"])
            start = match.end("organ") - len(organ)
            words = passage.clean[start : match.end()]
            problems = find_doc_number_problems(words)
            if not problems or len(organ) < 2:
                continue
            right = f"{organ}〔{match['year']}〕{int(match['sequence'])}号"
            yield passage.finding(
                start,
                match.end(),
                "发文字号写法不规范：" + "；".join(problem.message for problem in problems),
                stated=words,
                computed=right,
                suggestion=right,
                severity=Severity.ERROR if start == 0 and passage.index < _HEAD else None,
            )


CHECK = Check(
    code="FRM-NUMBER",
    title="发文字号写法",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.2.5",
    run=find_number_faults,
    wrong=(
        Example("云府办[2026]5号", "云府办[2026]5号", computed="云府办〔2026〕5号"),
        Example("云府办〔2026〕05号", "云府办〔2026〕05号", computed="云府办〔2026〕5号"),
        Example("云文旅[2026]8号", "云文旅[2026]8号", computed="云文旅〔2026〕8号"),
        Example("按照《关于加强值守的通知》（云府办（2026）第5号）要求，落实到位。", "云府办（2026）第5号"),
    ),
    right=(
        Example("云府办〔2026〕5号"),
        Example("按照《关于加强值守的通知》（云府办〔2026〕5号）要求，落实到位。"),
        Example("依据（2026）云0102行初15号行政判决书执行。"),
    ),
)
