"""Reads who owes a requirement from printed words: 「A牵头，B、C配合」, 「各单位按职责分工落实」, 「主办：A；协办：B」.

Which unit of the district a name means is `matching`. Nothing is added that is not printed.
"""

import re
from dataclasses import dataclass, field

from .scheme import UnitReference
from .wording import clean, clean_lines, split_names, split_outside_brackets

LEAD, CO, GUIDE = "lead", "co", "guide"

UNIT_SUFFIX = (
    r"(?:局|办|委|厅|部|科|处|室|股|中心|政府|镇|街道|乡|公司|集团|院|队|会|署|行|组|社|站|所|馆|园|区|县|市|校|台|报|联|法|检|司|团"
    r"|支队|部门|单位|机构|企业|镇街|乡街)"
)
_ALL = re.compile(
    r"^(?:全[区县市镇省州]|[区县市]|本[区县市])?(?:其他|其它)?(?:各|所有|全体)(?:责任|成员|牵头|职能|级)?"
    r"(?:各?(?:单位|部门|科室|处室|股室)(?:[、和及]?各?(?:单位|部门))?)$"
)
_ROLE_WORDS = {
    LEAD: r"牵头|主办|主责|主管|承办|责任|落实|实施|主要|第一",
    CO: r"配合|协办|协同|协助|参与|参加|会办|会同",
    GUIDE: r"指导|督导",
}
_LABEL = re.compile(
    r"(?:^|(?<=[；;。\s，,、]))((?:主要|第一|业务)?(?:牵头|主办|主责|承办|责任|落实|实施|配合|协办|协同|协助|参与|参加|会办|指导|督导)"
    r"(?:落实|责任|实施)?(?:单位|部门|科室|处室|股室|主体)?)[:：]"
)
_VERBS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        CO,
        re.compile(
            r"^(?:由|其他|请)?(.*?)(?:等)?(?:(?:按|按照|依)(?:照)?(?:各自)?职责(?:分工)?)?(?:分工|共同)?(?:积极|予以|协同)?(?:配合|协办|协助|协同|参与)(?:落实|做好|实施|完成|单位)?$"
        ),
    ),
    (GUIDE, re.compile(r"^(?:分别)?(?:由)?(.*?)(?:负责|做好|加强)?(?:业务|技术|工作|督促|监督)?指导$")),
    (
        LEAD,
        re.compile(
            r"^(?:分别)?(?:由)?(.*?)(?:共同|联合|负责|总)?(?:牵头|主办|主责)(?:负责|落实|组织|实施|推进|办理|组织实施|抓总|单位)*$"
        ),
    ),
    (
        "",
        re.compile(
            r"^(?:分别)?(?:由)?(.*?)(?:等)?(?:根据|按|按照|依|结合)(?:照)?(?:各自|本单位|本部门)?(?:工作)?(?:职责|职能|分工)(?:任务|范围)?(?:分工)?(?:分别|共同|抓好|做好|组织|具体)*(?:落实|负责|实施|推进|配合|承担|办理)?$"
        ),
    ),
    ("", re.compile(r"^(?:分别)?(?:由)?(.*?)(?:分别|共同|具体|组织)*(?:负责|落实|组织实施|承办|抓落实)(?:落实)?$")),
)
_BRACKET_ROLE = re.compile(r"[（(](牵头|主办|主责|配合|协办|指导)(?:单位)?[)）]")
_OPEN_END = re.compile(r"等(?:有关|相关|各有关|各)?(?:单位|部门|科室|职能部门)?$")
# 商 joins two units (「甲局商乙局」); in 商务局 and 商会 it is part of a name.
_WITH = re.compile(r"[，,]?(?:会同|并?商请)|(?<=[局办委厅部院会府镇])商(?=[省市区县镇州]|各|有关|相关)(?!务|会|业|联)")
_BODY = r"(?:局|办公室|办|厅|院|署|中心|公司|支队|大队)"
_SPACED = re.compile(
    rf"((?<![\u4e00-\u9fa5])[\u4e00-\u9fa5]{{2,}}{_BODY})[ \t\u3000]+"
    rf"(?=[\u4e00-\u9fa5]{{2,}}(?:{_BODY}|[镇乡]|街道|集团)(?![\u4e00-\u9fa5]))(?!办公室|党组|机关)"
)

_NAME_IN_BRACKETS = re.compile(r"[（(]([^（）()]{2,20})[)）]")
_NAME_RUN_ON = re.compile(r"(?<=[局办委院镇道队司心])([\u4e00-\u9fa5]{2,3})(?=$|[\s、，,；;])")
_NAME_BEHIND = re.compile(r"[\s：:]+([\u4e00-\u9fa5·]{2,4})(?=$|[\s、，,；;])")


@dataclass
class UnitPhrase:
    """What a phrase says: units by role, whether it means every recipient, whether it ends with 等."""

    lead: list[UnitReference] = field(default_factory=list)
    co: list[UnitReference] = field(default_factory=list)
    guide: list[UnitReference] = field(default_factory=list)
    all_units: bool = False
    open_ended: bool = False

    def names_nobody(self) -> bool:
        """Tell whether no unit at all is obliged."""
        return not (self.lead or self.co or self.guide or self.all_units)

    def absorb(self, other: "UnitPhrase") -> None:
        """Add what another phrase says, each unit once."""
        for role in (LEAD, CO, GUIDE):
            mine = getattr(self, role)
            mine.extend(u for u in getattr(other, role) if u not in mine)
        self.all_units |= other.all_units
        self.open_ended |= other.open_ended


def parse_reference(printed: str) -> UnitReference:
    """Return one unit with the sections in the brackets behind it."""
    printed = clean(printed)
    found = re.fullmatch(r"([^（(]+)[（(](.+)[)）]", printed)
    if not found:
        return UnitReference(printed, (), printed)
    sections = tuple(split_outside_brackets(found[2], "、，,；;"))
    return UnitReference(found[1].strip(), sections, printed)


def is_leading(label: str) -> bool:
    """Tell whether a label names who leads, so that 责任单位 beside it means the others."""
    return bool(re.search(r"牵头|主办|主责", label))


def role_of_label(label: str, *, beside_lead: bool = False) -> str:
    """Return the role a label such as 牵头单位 or 配合单位 gives; 责任单位 leads unless it stands `beside_lead`."""
    if beside_lead and not is_leading(label) and not re.search(_ROLE_WORDS[GUIDE], label):
        return CO
    for role in (GUIDE, CO):
        if re.search(_ROLE_WORDS[role], label):
            return role
    return LEAD


def parse_units(text: str, default: str = LEAD) -> UnitPhrase:
    """Return the units named in a cell or note; `default` is the role of names without a verb or label."""
    phrase = UnitPhrase()
    if default == LEAD and re.search(r"[（(](?:牵头|主办|主责)(?:单位)?[)）]", text):
        default = CO  # one unit is marked as leading, so the unmarked ones help
    for role, part in _labelled(join_unit_lines(text), default):
        for sentence in split_outside_brackets(part, "；;。"):
            _read_sentence(sentence, role, phrase)
    return phrase


def part_spaced_names(text: str) -> str:
    """Put 、 where only a space parts two units, as in 「区财政局 区审计局」; a place before its body stays one name."""
    return _SPACED.sub(r"\1、", text)


def without_persons(text: str) -> str:
    """Return the units of a cell that names persons beside them: 「区林业局 史某某」, 「区林业局（史某某）」, 「区林业局史某某」."""
    for pattern in (_NAME_IN_BRACKETS, _NAME_BEHIND, _NAME_RUN_ON):
        text = pattern.sub(lambda m: m[0] if re.search(rf"{UNIT_SUFFIX}$", m[1]) else "", text)
    return text


def join_unit_lines(text: str) -> str:
    """Join the lines of a cell: a line break parts units unless a bracket or a separator is open."""
    out = ""
    for line in clean_lines(part_spaced_names(text)):
        open_bracket = sum(out.count(c) for c in "（(") > sum(out.count(c) for c in "）)")
        if (
            out
            and not open_bracket
            and not re.search(r"[、，,；;：:]$", out)
            and not re.match(rf"[、，,；;（(）)]|{UNIT_SUFFIX}(?:[、，,；;。（(]|$)", line)
        ):
            out += "、" if re.search(rf"{UNIT_SUFFIX}[）)]?$", out) else ""
        out += line
    return out


def _labelled(text: str, default: str) -> list[tuple[str, str]]:
    marks = list(_LABEL.finditer(text))
    if not marks:
        return [(default, text)]
    parts = [(default, text[: marks[0].start()])] if text[: marks[0].start()].strip() else []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    beside = any(is_leading(m[1]) for m in marks)
    parts.extend((role_of_label(m[1], beside_lead=beside), text[m.end() : e]) for m, e in zip(marks, ends, strict=True))
    return parts


def _read_sentence(sentence: str, default: str, phrase: UnitPhrase) -> None:
    """Read clause by clause; names without a verb wait for the verb of a later clause."""
    waiting: list[str] = []
    for clause in split_outside_brackets(sentence, "，,"):
        role, names = _clause_role(clause, default, phrase)
        if role is None:
            waiting.append(names)
            continue
        for held in waiting:
            _add(held, role if role != CO or default == CO else default, phrase)
        waiting.clear()
        _add(names, role, phrase)
    for held in waiting:
        _add(held, default, phrase)


def _clause_role(clause: str, default: str, phrase: UnitPhrase) -> tuple[str | None, str]:
    """Return (role, names) of a clause; role None when it has no verb of its own."""
    for role, pattern in _VERBS:
        found = pattern.match(clause)
        if found and not re.fullmatch(rf".*{UNIT_SUFFIX}", clause):
            if not role:
                role = CO if default == LEAD and phrase.lead and not _ALL.match(found[1]) else default
            return role, found[1]
    return None, clause


def _add(names: str, role: str, phrase: UnitPhrase) -> None:
    """Add a list of names; who is joined by 会同 helps."""
    first, *others = _WITH.split(names)
    _add_list(first, role, phrase)
    for other in others:
        _add_list(other, CO, phrase)


def _add_list(names: str, role: str, phrase: UnitPhrase) -> None:
    for piece in split_names(names):
        for name in _split_joined(piece):
            _add_one(name, role, phrase)


def _split_joined(piece: str) -> list[str]:
    """Split 「区教育局和区财政局」; 「规划和自然资源局」 stays one name because 规划 is no unit.

    Two names of one level printed without anything between them are two: 「县教育局县统计局」.
    """
    run_on = re.match(
        rf"^([省市区县镇乡州])[\u4e00-\u9fa5]{{1,16}}?{_BODY}(?:[（(][^（）()]*[)）])?(?=\1[\u4e00-\u9fa5]{{2,16}}{_BODY}$)",
        piece,
    )
    if run_on:
        return [run_on[0], *_split_joined(piece[run_on.end() :])]
    found = re.match(rf"^(.{{2,}}?{UNIT_SUFFIX})(?:和|与|及|以及)(.{{2,}}{UNIT_SUFFIX}(?:[（(].*[)）])?)$", piece)
    if found and not _ALL.match(piece) and len(found[1]) > 2:
        return [found[1], found[2]]
    return [piece]


def _add_one(name: str, role: str, phrase: UnitPhrase) -> None:
    marked = _BRACKET_ROLE.search(name)
    if marked:
        role = role_of_label(marked[1])
        name = name.replace(marked[0], "")
    name = name.strip("。.；;：:*★ ")
    if _OPEN_END.search(name):
        phrase.open_ended = True
        name = _OPEN_END.sub("", name)
    if not name or name in {"无", "/", "-", "—", "——", "－"}:
        return
    if _ALL.match(name):
        phrase.all_units = True
        return
    reference = parse_reference(name)
    target = getattr(phrase, role)
    if reference not in target:
        target.append(reference)


_GUIDES = re.compile(
    rf"(?:^|[。；;，,：:])(?:并)?由?([省市区县镇州各][\u4e00-\u9fa5]{{1,18}}?{UNIT_SUFFIX})"
    r"(?:要|应当?|须|需|负责)*(?:切实|认真|积极)?(?:做好|加强|负责|强化|予以)?(?:业务|技术|政策|工作)?(?:督促)?指导(?:工作)?(?=[。；;，,]|$)"
)


def find_guides(text: str) -> list[UnitReference]:
    """Return units that the sentence itself obliges to guide, as 「区财政部门要做好业务指导」."""
    return [parse_reference(name) for name in dict.fromkeys(_GUIDES.findall(text))]
