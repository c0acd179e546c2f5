"""What the proofreader says of a page's words: grave misstatements, secrecy marks, privacy, wording.

Which rules there are is `proofing`. Personal data and marked secrets are never repeated in a remark.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.kit.secrecy_marks import find_secrecy_marks
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.masking import mask_text
from mingzheng.proofing.model import Finding, Profile, Severity
from mingzheng.proofing.registry import list_checks
from mingzheng.proofing.run import check_text

GROUPS = frozenset({"grave", "privacy", "wording"})
MOST_REMARKS = 30
MOST_BLOCKS = 2000
WITHHELD = "（不予转录）"
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9Xx*]{7,}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a page: which indicator, the rule, the words (masked), where they stand, and what should stand there."""

    indicator: str
    code: str
    quote: str
    excerpt: str
    message: str
    suggestion: str = ""


def read_remarks(blocks: list[str], on: date, lexicons: Mapping[str, Any]) -> list[Remark]:
    """Return what is wrong with the words of a page, the gravest first; `lexicons` are the words the office keeps.

    Legal basis: 国办秘函〔2019〕19号 (严重表述错误、泄露国家秘密); 个人信息保护法
    """
    if any(find_secrecy_marks(block) for block in blocks[:MOST_BLOCKS]):
        return [Remark("secrecy_mark", "SEC", WITHHELD, WITHHELD, "页面文字带有国家秘密标志的样式")]
    words = "\n\n".join(blocks[:MOST_BLOCKS])
    text = text_from_string(words)
    report = check_text(text, Context(profile=Profile.WEB_PAGE, as_of=on, lexicons=dict(lexicons)), only=GROUPS)
    privacy = {check.code for check in list_checks() if check.group == "privacy"}
    remarks = [
        _remark(finding, text.paragraphs, finding.code in privacy)
        for finding in report.findings
        if finding.severity in {Severity.ERROR, Severity.WARNING} and finding.quote
    ]
    return sorted(remarks, key=lambda remark: remark.indicator != "grave_wording")[:MOST_REMARKS]


def _remark(finding: Finding, paragraphs: tuple[str, ...], is_private: bool) -> Remark:
    # Masked before it is cut: half a number is a number no mask finds.
    excerpt = masked(paragraphs[finding.paragraph])[max(0, finding.start - 20) : finding.end + 20]
    if is_private:
        return Remark("privacy", finding.code, masked(finding.quote), excerpt, masked(finding.message))
    indicator = "grave_wording" if finding.level == 1 else "wording"
    return Remark(
        indicator, finding.code, masked(finding.quote), excerpt, masked(finding.message), masked(finding.suggestion)
    )


def masked(words: str) -> str:
    """Return words without personal data: what is found is masked, and so is every long number that is left."""
    return _DIGITS.sub(lambda match: match[0][:3] + "*" * (len(match[0]) - 5) + match[0][-2:], mask_text(words)[0])
