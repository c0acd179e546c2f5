"""Names of papers inside a document: what a notice's title, its body and the annex itself call the same paper.

Judging differences is `checks.form.annex_titles`.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.text import Passage

_TITLE_MARKS = re.compile(r"《([^《》\n]{4,80})》")
_ISSUED = re.compile(
    r"(?:印发|转发|发布|公布)(?:《|<|〈)?(?P<name>[^《》〈〉]{4,80}?)(?:》|>|〉)?的(?:通知|公告|通告|函|决定)$"
)
_ABOUT = re.compile(r"(?:印发|转发|发布|公布|附后|现予|报送)")


def issued_name(title: str) -> str | None:
    """Return the name of the issued paper in a notice's title (「关于印发…的通知」), or None."""
    match = _ISSUED.search(title)
    return match["name"] if match else None


def named_papers(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where papers stand that a sentence of this passage says it issues (现将《…》印发给你们)."""
    for sentence in passage.sentences:
        if _ABOUT.search(sentence.text):
            for match in _TITLE_MARKS.finditer(sentence.text):
                rest = sentence.text[match.end() :]
                if not re.match(r"[（(《]|等|的|要求|规定|精神", rest):
                    yield sentence.start + match.start(1), sentence.start + match.end(1)


def plain_name(words: str) -> str:
    """Return a name without what printing varies: spaces, bracket and quotation marks' widths."""
    return re.sub(r"[\s“”\"《》〈〉（）()]", "", words)
