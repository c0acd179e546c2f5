"""Which articles of the Regulation a text cites: article, paragraph and item, whatever law stands named before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = "[一二三四五六七八九十百]+"
_TOKENS = re.compile(
    rf"(?P<book>《[^》]{{2,60}}》)|(?P<named>[\u4e00-\u9fff]{{0,20}}?(?:法|条例|办法|规定))(?=第{_NUMBER}条)"
    rf"|第(?P<article>{_NUMBER})条(?:第(?P<clause>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?"
    r"|(?P<stop>[。！？\n])"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """第三十六条第（一）项 as its numbers in words; an empty part was not named."""

    article: str
    clause: str = ""
    item: str = ""

    def __str__(self) -> str:
        clause = f"第{self.clause}款" if self.clause else ""
        item = f"第（{self.item}）项" if self.item else ""
        return f"第{self.article}条{clause}{item}"


def cited_of_regulation(text: str) -> list[Citation]:
    """Return what a text cites of 政府信息公开条例, in order; an article without a law before it in its sentence is left out."""
    return [citation for is_ours, citation in _read(text) if is_ours]


def articles_in(words: str) -> list[Citation]:
    """Return the citations in a bare list of articles (第十五条、第三十二条)."""
    return [citation for _, citation in _read(words)]


def _read(text: str) -> Iterator[tuple[bool, Citation]]:
    law = ""
    for found in _TOKENS.finditer(text):
        if found["stop"]:
            law = ""
        elif found["book"] or found["named"]:
            law = found["book"] or found["named"]
        else:
            yield (
                "政府信息公开条例" in law or law == "条例" or law.endswith(("本条例", "据条例")),
                Citation(found["article"], found["clause"] or "", found["item"] or ""),
            )
