"""Reads who owes a duty from the sentence itself: 「区水务局牵头排查，区应急局配合。」, 「由区教育局负责…」.

Asked only where the document has no column, cell or note for units, and shown as something to be checked. Names in columns
and notes are `unit_phrases`.
"""

import re

from .unit_phrases import CO, LEAD, UNIT_SUFFIX, UnitPhrase, parse_units
from .wording import split_outside_brackets

_NAME = rf"[\u4e00-\u9fa5]{{1,16}}?{UNIT_SUFFIX}(?:[（(][^（）()]{{1,20}}[)）])?"
_NAMES = rf"{_NAME}(?:(?:[、和与及]|以及){_NAME})*"
_LEADS = r"(?:共同|联合|具体|总)?(?:牵头|主办|承办|负责|承担)"
_HELPS = r"(?:要|应|分别|按职责|各自|积极|共同|予以|做好)*(?:配合|协助|协同|参与|支持)"
_DOES = (
    r"(?:要|应当?|须|需|必须|负责|会同|联合|分别|具体|组织|督促|统筹|严格|严守|认真|切实|定期|及时|按照?|于|在|对|每|将"
    r"|做好|抓好|落实|制定|开展|完成|建立|推进|推动|加强|加快|完善|组建|发布|通报|编制|报送|公布|设立|实施|指导|举办)"
)
_CLAUSE = re.compile(
    rf"^(?P<by>由|请)?(?P<names>{_NAMES})(?:(?P<lead>{_LEADS})|(?P<help>{_HELPS})|(?P<does>{_DOES}))(?P<rest>.*)$"
)
_BY = re.compile(rf"由(?P<names>{_NAMES}){_LEADS}")
_WITH = re.compile(rf"^(?:会同|联合)(?P<names>{_NAMES})(?={_DOES}|研究|，|$)")
# Before 各单位 a time or an occasion may stand; before a name of one unit it could be part of the name.
_OCCASION = re.compile(r"^[^区县市省镇各，。、]{1,10}(?=各(?:有关|相关)?(?:单位|部门|镇|街道|科室))")
_PLACE = re.compile(r"^(?:[全本我各]?[省市区县镇乡州旗]{1,2}|社区|园区|校区|城区|景区|小区|地区)$")
_SURE_START = re.compile(r"^(?:[省市区县州旗镇乡各]|中共)")
_SURE_END = re.compile(
    r"(?:局|委|办|厅|科|处|室|中心|公司|集团|政府|镇|街道|镇街|院|大队|支队|站|所|管委会|部门|单位)(?:[（(].*[)）])?$"
)


def find_units_in_sentence(text: str) -> tuple[UnitPhrase, str]:
    """Return (units, the words that name them) of a requirement's sentences; who does a part of the work leads it.

    Where somebody is said to lead 牵头, who does another part helps.
    """
    found: list[tuple[str, str]] = []
    words: list[str] = []
    for sentence in split_outside_brackets(text, "。；;"):
        for clause in split_outside_brackets(sentence, "，,："):
            for role, names, printed in _read_clause(clause):
                found.append((role, names))
                words.append(printed)
    is_led = any("牵头" in printed or "主办" in printed for printed in words)
    phrase = UnitPhrase()
    for (role, names), printed in zip(found, words, strict=True):
        leads = role == LEAD and (not is_led or "牵头" in printed or "主办" in printed)
        phrase.absorb(parse_units(names, LEAD if leads else CO))
    phrase.co = [unit for unit in phrase.co if unit not in phrase.lead]
    return phrase, "；".join(dict.fromkeys(words))


def _read_clause(clause: str) -> list[tuple[str, str, str]]:
    """Return (role, names, words as printed) of whom a clause obliges."""
    clause = _OCCASION.sub("", clause)
    match = _CLAUSE.match(clause)
    if match is None:
        by = _BY.search(clause)
        return [(LEAD, by["names"], by[0])] if by and _are_units(by["names"], sure=True) else []
    names = match["names"]
    verb = match["lead"] or match["help"]
    if not _are_units(names, sure=bool(verb and (match["by"] or not match["rest"]))):
        return []
    role = CO if match["help"] else LEAD
    found = [(role, names, names + (verb or ""))]
    joined = _WITH.match(clause[match.end("names") :])
    if joined and _are_units(joined["names"], sure=True):
        found.append((CO, joined["names"], joined[0]))
    return found


def _are_units(names: str, *, sure: bool) -> bool:
    """Tell whether all names look like units; without a verb of duty only those that could be nothing else."""
    pieces = re.split(r"、|以及|及(?!时)", re.sub(r"[（(].*?[)）]", "", names))
    if not all(len(piece) >= 2 and not _PLACE.match(piece) for piece in pieces):
        return False
    could_be_nothing_else = bool(_SURE_START.match(names)) and bool(_SURE_END.search(names))
    return sure or could_be_nothing_else or parse_units(names).all_units
