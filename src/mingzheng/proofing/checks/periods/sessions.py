"""The session of a people's congress or consultative conference fits the year of the report that handled its proposals.

The fifth session of a congress that began in 2018 met in 2022. A report of 2022 that counts proposals of the fourth session (2021)
names the wrong session or carries items over; both need a word.
"""

import re
from collections.abc import Iterator, Sequence

from mingzheng.kit.numerals import format_chinese_number, parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.sessions import Term, find_term
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Passage, Text

_NUMBER = "[一二三四五六七八九十]{1,3}"
_PLACES = (
    "北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南"
    "|西藏|陕西|甘肃|青海|宁夏|新疆"
)


def _pattern(places: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<level>{places})(?P<first>政协|人大)?(?:[^，。；、（）\d市县区]{{0,4}}?)第?(?P<term>{_NUMBER})届"
        rf"(?:[^，。；、\d]{{0,3}}?)(?P<body>人大|政协|人民代表大会|委员会)?第?(?P<number>{_NUMBER})次(?:全体)?会议"
    )


_SESSION = _pattern(rf"全国|(?:{_PLACES})(?:省|市|自治区)?|省|自治区")
_NAME = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,12}}?[市县区旗])第?(?P<term>{_NUMBER})届(?:人大|政协|人民代表大会)")
_HANDLED = re.compile(r"[^，。；]{0,12}(?:建议|提案|议案)")


def relate_sessions(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every session whose proposals were handled in the year of the report."""
    if text.year is None:
        return
    own: Sequence[Term] = context.lexicons.get("sessions", ())
    places = {place for term in own for place in term.places}
    patterns = [
        _SESSION,
        *([_pattern("|".join(map(re.escape, sorted(places, key=len, reverse=True))))] if places else []),
    ]
    for passage in text.passages:
        if "届" in passage.clean and "次" in passage.clean:
            for pattern in patterns:
                for match in pattern.finditer(passage.clean):
                    if _HANDLED.match(passage.clean, match.end()):
                        relation = _judge(passage, match, text.year, own)
                        if relation is not None:
                            yield relation


def read_session_name(name: str) -> tuple[str, str, int]:
    """Return place, body and ordinal of 「云山区第十九届人大」. Raises ValueError for words of another form."""
    match = _NAME.fullmatch(name.strip())
    if match is None:
        raise ValueError(name)
    return match["place"], "政协" if "政协" in name else "人大", parse_chinese_number(match["term"])


def _judge(passage: Passage, match: re.Match[str], year: int, own: Sequence[Term]) -> Relation | None:
    level = match["level"]
    body = "政协" if "政协" in (match["first"], match["body"]) else "人大" if match["body"] or match["first"] else ""
    if not body:
        return None
    place = "" if level in ("全国", "省", "自治区") else re.sub("(?:省|市|自治区)$", "", level)
    try:
        ordinal, number = parse_chinese_number(match["term"]), parse_chinese_number(match["number"])
    except ValueError:
        return None
    local = [term for term in own if level in term.places and (term.body, term.ordinal) == (body, ordinal)]
    term = local[0] if local else find_term("国" if level == "全国" else "省", body, ordinal, place)
    if term is None:
        return None
    met = term.begins + number - 1
    right = year - term.begins + 1
    hint = (
        f"{year}年召开的是{match['term']}届{format_chinese_number(right)}次会议"
        if 1 <= right <= 5
        else f"{year}年已不在该届任期内"
    )
    return relate(
        passage,
        [(match.start(), match.end())],
        kind="session",
        expr=f"{term.begins}+{number}-1=={year}",
        # A county's congress may meet twice in a year, so that there the number of a session tells less.
        verdict="holds" if met == year else "suspect" if local else "fails",
        computed=str(met),
        stated=match[0],
        message=f"{body}{match['term']}届{match['number']}次会议在{met}年召开，报告年度为{year}年；{hint}",
        suggestion="核对会议届次；结转办理的请注明；该地曾加开会议的不计",
        confidence=0.75,
    )


CHECK = Check(
    code="PER-SESSION",
    title="会议届次与年度",
    group="periods",
    severity=Severity.WARNING,
    basis="人大、政协每届五年、每年一次全体会议（地方组织法第十四条、政协章程）",
    relate=relate_sessions,
    wrong=(
        Example("某区2022年工作报告\n\n办理省政协十二届四次会议提案4件。", "省政协十二届四次会议", "2021"),
        Example("某区2024年工作报告\n\n办理全国政协十四届一次会议提案1件。", "全国政协十四届一次会议", "2023"),
    ),
    right=(
        Example("某区2022年工作报告\n\n办理省十三届人大五次会议建议3件。"),
        Example("某区2024年工作报告\n\n办理省政协十三届二次会议提案4件、海南省七届人大二次会议建议1件。"),
        Example("某区2022年工作报告\n\n学习党的十九届六中全会精神和十三届全国人大四次会议精神。"),
        Example("某区2022年工作报告\n\n办理市政协九届一次会议提案14件。"),
        Example("某区2025年工作报告\n\n办理吉林省十四届人大四次会议建议2件。"),
    ),
)
