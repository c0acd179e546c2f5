"""Normalises printed words: stray spaces, full-width figures, broken lines. The words themselves are never changed.

Numbers at the start of a line are `numbering`.
"""

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_SPACES = {**dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09), " ")}
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
_TABLE = {**_FULL_WIDTH, **_SPACES, **_NOTHING}
_WIDE = r"[\u2018\u2019\u201c\u201d\u2026\u2014\u00b7\u2460-\u2473\u3001-\u303f\u3400-\u9fff\uff00-\uffef]"
_STRAY = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")
_BARE_NUMBER = re.compile(r"^(\d{1,3}) +(?=[\u4e00-\u9fff])(?![年月日个项次名人万亿元时点家户条类级批号天周季])")
_LEVEL_ONLY = re.compile(r"^各(?:省|市|县|区|州|旗|乡|镇|乡镇|自治区)$")
_LEVEL_BODY = re.compile(
    r"^(?:直辖市|市|县|区|州|旗|乡|镇|街道|办事处)(?:（[^）]*）)?(?:人民政府|政府|管委会|办事处|道|街道)?$"
)
_BODY_ONLY = re.compile(r"^(?:政府|人民政府|管委会|办事处|党委|党工委)$")
ENDS_SENTENCE = re.compile(r"[。！？；…!?;.][”’」』）)]*$")


def clean_lines(text: str) -> list[str]:
    """Return the non-empty lines of `text` with stray spaces removed; a bare leading number gets its dot."""
    lines = []
    for raw in text.translate(_TABLE).replace("\r", "\n").split("\n"):
        line = _BARE_NUMBER.sub(r"\1.", re.sub(r" +", " ", raw).strip())
        line = _STRAY.sub("", line)
        if line:
            lines.append(line)
    return lines


def clean(text: str) -> str:
    """Return `text` as one line; lines are joined without a space where Chinese meets anything."""
    joined = ""
    for line in clean_lines(text):
        spaced = joined[-1:].isascii() and joined[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        joined += (" " if spaced else "") + line
    return joined


def compare_form(text: str) -> str:
    """Return the form in which two printings of one title are compared: no spaces, no quotation or title marks."""
    return re.sub(r"[\s《》〈〉“”\"'‘’。：:]", "", text.translate(_TABLE)).replace("(", "（").replace(")", "）")


def split_outside_brackets(text: str, separators: str) -> list[str]:
    """Split at any of `separators` that stands outside brackets; unbalanced brackets do not swallow the rest."""
    parts, depth, current = [], 0, ""
    last_close = max(text.rfind(c) for c in "）)】〕]")
    for position, ch in enumerate(text):
        if ch in "（(【〔[":
            depth += position < last_close
        elif ch in "）)】〕]":
            depth = max(depth - 1, 0)
        if depth == 0 and ch in separators:
            parts.append(current)
            current = ""
        else:
            current += ch
    return [p for p in (part.strip() for part in [*parts, current]) if p]


def split_names(text: str) -> list[str]:
    """Split a list of units; 「各市、县（区）人民政府」 is one name, for its first part is no unit by itself."""
    names: list[str] = []
    for piece in split_outside_brackets(text, "、，,；;/／ "):
        if names and (_BODY_ONLY.match(piece) or (_LEVEL_ONLY.match(names[-1]) and _LEVEL_BODY.match(piece))):
            names[-1] += "、" + piece
        else:
            names.append(piece)
    return names


def is_foreign(text: str) -> bool:
    """Tell whether a paragraph is in Latin letters for the most part, as a description of a picture is."""
    latin = len(re.findall(r"[A-Za-z]", text))
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    return latin > 30 and latin > 2 * chinese
