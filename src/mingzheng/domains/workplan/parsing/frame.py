"""Reads what stands around the list of a scheme: title, number, issuer, date, recipients, 公开方式, 抄报.

The list itself is read by `tables` and `running_text`; titles are compared in `checks`.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .numbering import number_value
from .records import Line
from .scheme import Copy
from .titles import Titles, find_titles
from .wording import split_names

_NUMBER = re.compile(r"([\u4e00-\u9fa5]{2,14})\s*[〔\[［(（【]((?:19|20)\d{2})[〕\]］)）】]\s*(?:第)?\s*(\d{1,5})\s*号")
_DATE = re.compile(
    r"((?:19|20)\d{2}|[〇○零O一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_PUBLICITY = re.compile(
    r"(?:信息)?公开(?:方式|属性|类别|选项|类型)[:：]\s*([^，。；\s]+)|[（(]((?:此件|本文)[^（）()]*公开[^（）()]*)[)）]"
)
_COPIES = re.compile(r"^(抄[报送]|主送)[:：](.+)$")
# Who was at a meeting and who got its minutes owes nothing.
_MINUTES = re.compile(r"^(?:出席|列席|缺席|请假|主持|记录|分送|发送)(?:人员|单位|领导|人)?[:：]")
_ISSUED = re.compile(r"印发?$|印发[。.]?$")
_LETTERHEAD = re.compile(r"^(.{4,40}?)(?:文件)?$")
_ADDRESSEE = re.compile(
    r"(?:局|办|委|厅|部|科|室|中心|政府|镇|街道?|乡|公司|院|会|署|行|组|社|站|所|区|县|市|单位|部门|机构|国企|企业|分局|大队|支队|校)(?:[）)])?$"
)
_SIGNATURE_DATE = re.compile(rf"^(.*[。！])?([^。！，；：]{{4,60}}?)?({_DATE.pattern})$")


@dataclass
class Frame:
    """What was found around the list; `rest` are the lines that belong to none of it."""

    titles: Titles = field(default_factory=Titles)
    doc_number: str = ""
    date: str = ""
    issuer: str = ""
    recipients: tuple[str, ...] = ()
    publicity: str = ""
    copies: tuple[Copy, ...] = ()
    cited: tuple[str, ...] = ()
    rest: list[Line] = field(default_factory=list)


def read_frame(before: Sequence[Line], after: Sequence[Line] = ()) -> Frame:
    """Return the frame of a scheme from the lines before and behind its list."""
    frame = Frame()
    titles, body = find_titles(list(before))
    frame.titles = titles
    heads = [*titles.above, *(x.text for x in before if x.header)]
    frame.doc_number = _find_number([*heads, titles.annotation, *titles.below])
    rest = _take_recipients(frame, body)
    rest = _take_signature(frame, rest)
    frame.rest = _take_marks(frame, rest)
    tail = _take_marks(frame, _take_signature(frame, list(after)))
    frame.rest.extend(x for x in tail if not _is_imprint(x.text, frame))
    _fill_gaps(frame, heads, [*before, *after])
    return frame


def _find_number(lines: Sequence[str]) -> str:
    """Return the number of the document itself: one that stands alone or behind a label, not one that is cited."""
    for line in lines:
        plain = re.sub(r"^(?:发文字号|文号|文件编号)[:：]|签发人.*$|[★].*$", "", line).strip()
        found = _NUMBER.search(plain)
        if found and len(plain) - len(found[0]) <= 30 and "《" not in plain:
            return f"{found[1]}〔{found[2]}〕{int(found[3])}号"
    return ""


def _take_recipients(frame: Frame, lines: list[Line]) -> list[Line]:
    for position, line in enumerate(lines[:6]):
        head, colon, tail = _first_colon(line.text)
        units = split_names(head)
        if colon and units and len(head) <= 400 and all(len(u) <= 40 for u in units) and _addressed(units):
            frame.recipients = tuple(units)
            kept = [Line(tail.strip(), line.level)] if tail.strip() else []
            return [*lines[:position], *kept, *lines[position + 1 :]]
    return lines


def _first_colon(text: str) -> tuple[str, str, str]:
    found = re.search(r"[:：]", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _addressed(units: list[str]) -> bool:
    known = sum(1 for u in units if _ADDRESSEE.search(u))
    labels = (
        re.search(r"单位$|部门$|时限$|方式$", units[0])
        and len(units) == 1
        and not units[0].startswith(("各", "区", "县", "市"))
    )
    return known >= 0.6 * len(units) and not labels


def _take_signature(frame: Frame, lines: list[Line]) -> list[Line]:
    """Take issuer and date from a line of their own, two lines, or the end of the last paragraph."""
    for position, line in enumerate(lines):
        found = _SIGNATURE_DATE.match(line.text.strip("（）()"))
        if not found or frame.date or (found[2] is None and found[1] is not None):
            continue
        if found[2] and not (_ADDRESSEE.search(found[2]) or found[1]):
            continue
        frame.date = _iso_date(found[3])
        kept = [Line(found[1], line.level)] if found[1] else []
        start = position
        if found[2]:
            frame.issuer = frame.issuer or found[2]
        else:
            start = _take_issuer(frame, lines, position)
        return [*lines[:start], *kept, *lines[position + 1 :]]
    return lines


def _take_issuer(frame: Frame, lines: list[Line], position: int) -> int:
    """Take the names above a date line; return where they begin."""
    start, names = position, list[str]()
    while start > 0 and len(names) < 6 and re.fullmatch(r"[\u4e00-\u9fa5（）()]{4,40}", lines[start - 1].text):
        if not _ADDRESSEE.search(lines[start - 1].text):
            break
        start -= 1
        names.insert(0, lines[start].text)
    frame.issuer = frame.issuer or "、".join(names)
    return start


def _iso_date(text: str) -> str:
    found = _DATE.search(text)
    if not found:
        return ""
    year = (
        found[1]
        if found[1].isdecimal()
        else "".join(str("〇一二三四五六七八九".find(c.translate(_ZEROS))) for c in found[1])
    )
    try:
        return datetime.date(int(year), number_value(found[2]), number_value(found[3])).isoformat()
    except ValueError:
        return ""


_ZEROS = str.maketrans({"零": "〇", "○": "〇", "O": "〇"})


def _take_marks(frame: Frame, lines: list[Line]) -> list[Line]:
    """Take 公开方式, 抄送 and the like; return the lines that are left."""
    rest = []
    for line in lines:
        if _ISSUED.search(line.text) and _DATE.search(line.text) and len(line.text) <= 60:
            continue
        if _MINUTES.match(line.text):
            continue
        publicity = _PUBLICITY.search(line.text)
        copies = _COPIES.match(line.text)
        if publicity:
            frame.publicity = frame.publicity or (publicity[1] or publicity[2])
            remaining = line.text.replace(publicity[0], "").strip()
            if remaining and not _COPIES.match(remaining) and len(remaining) > 8:
                rest.append(Line(remaining, line.level))
        elif copies:
            names = tuple(n.rstrip("。.") for n in split_names(copies[2].rstrip("。").replace("。", "、")))
            frame.copies = (*frame.copies, Copy(copies[1], names))
        else:
            rest.append(line)
    return rest


def _is_imprint(text: str, frame: Frame) -> bool:
    return bool(_ISSUED.search(text) and _DATE.search(text)) or (bool(frame.issuer) and text.startswith(frame.issuer))


def _fill_gaps(frame: Frame, heads: Sequence[str], lines: Sequence[Line]) -> None:
    """Take from the title, the letterhead or the imprint what the signature did not give."""
    annotation = frame.titles.annotation
    found = _PUBLICITY.search(f"（{annotation}）") or re.search(r"()((?:此件|本文).*公开.*)", annotation)
    if not frame.publicity and found:
        frame.publicity = re.split(r"[，,；;）)]", found[2] or found[1])[0]
    imprint = next((x.text for x in reversed(lines) if _ISSUED.search(x.text) and _DATE.search(x.text)), "")
    for text in (annotation, imprint):
        frame.date = frame.date or _iso_date(text)
    frame.issuer = frame.issuer or frame.titles.issuer or _letterhead(heads)
    frame.cited = tuple(dict.fromkeys(re.findall(r"《([^《》]{6,80})》", "".join(x.text for x in frame.rest[:6]))))


def _letterhead(heads: Sequence[str]) -> str:
    for head in heads:
        found = re.fullmatch(r"([\u4e00-\u9fa5（）]{4,40}?)文件", head)
        if found:
            return found[1]
    return ""
