"""Names, posts and order of leaders agree with the office's own lexicon.

Rule: names, posts and order come from a kept, dated list and nowhere else (规则 3.8); this check knows nobody by itself.
It says: a name with a post not held on that day, a name one character off beside a post, leaders out of order, persons
who were dismissed. Source: the row's own. Level one; dismissed persons level two.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.loading import judged_day, lexicon_of
from mingzheng.proofing.lexicon.rows import Person
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_BETWEEN = re.compile(r"[、和与]")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
)
_POST_AND_NAME = re.compile(
    rf"(?P<post>(?:区|县|市|镇|省)(?:委书记|委副书记|长)|副(?:区|县|市|镇|省)长|局长|主任|书记|秘书长)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})"
    r"(?=同志|主持|出席|强调|指出|参加|带队|调研|讲话|宣布|介绍|要求|表示|[、，。；）])"
)
_GONE = ("落马", "免职", "查处", "开除")


@lru_cache(maxsize=4)
def _index(persons: tuple[Person, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    if not persons:
        return None, None
    names = sorted({row.name for row in persons}, key=len, reverse=True)
    posts = sorted({row.post for row in persons}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), re.compile("|".join(map(re.escape, posts)))


def find_person_faults(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what disagrees with the office's list on the document's day."""
    yield from _two_spellings(text)
    persons = lexicon_of(context).persons
    names, posts = _index(persons)
    if names is None or posts is None:
        return
    day = judged_day(text, context)
    for passage in text.passages:
        hits = list(names.finditer(passage.clean))
        if hits:
            yield from _posts_of_names(passage, hits, posts, persons, day)
            yield from _order(passage, hits, persons, day)
        yield from _near_names(passage, posts, persons, day)


def _two_spellings(text: Text) -> Iterator[Finding]:
    """Say when one post goes with two names one character apart, the second seen only once."""
    seen: dict[tuple[str, str], list[tuple[Passage, int, int]]] = {}
    for passage in text.passages:
        for match in _POST_AND_NAME.finditer(passage.clean):
            seen.setdefault((match["post"], match["name"]), []).append(
                (passage, match.start("name"), match.end("name"))
            )
    for (post, name), places in seen.items():
        others = [key[1] for key in seen if key[0] == post and key[1] != name and _is_one_off(name, key[1])]
        others = [other for other in others if len(seen[post, other]) > len(places)]
        if others and len(places) == 1:
            passage, start, end = places[0]
            first = seen[post, others[0]][0]
            yield passage.finding(
                start,
                end,
                f"同一人姓名前后不一致：“{post}{others[0]}”与“{post}{name}”",
                stated=name,
                computed=others[0],
                suggestion="核对姓名",
                related=(first[0].related(first[1], first[2]),),
                severity=Severity.WARNING,
                confidence=0.7,
            )


def _rows(persons: tuple[Person, ...], name: str) -> list[Person]:
    return [row for row in persons if row.name == name]


def _posts_of_names(
    passage: Passage, hits: list[re.Match[str]], posts: re.Pattern[str], persons: tuple[Person, ...], day: date | None
) -> Iterator[Finding]:
    for hit in hits:
        rows = _rows(persons, hit[0])
        held = [row for row in rows if row.is_in_force(day) and row.status not in _GONE]
        gone = next(
            (
                row
                for row in rows
                if row.status in _GONE and (row.valid_from is None or day is None or row.valid_from <= day)
            ),
            None,
        )
        if gone is not None:
            yield passage.finding(
                hit.start(),
                hit.end(),
                f"“{hit[0]}”已{gone.status}，核对是否应清理",
                stated=hit[0],
                basis=gone.source,
                level=2,
                severity=Severity.WARNING,
            )
            continue
        said = _post_beside(passage.clean, hit, posts)
        if said and rows and said[2] not in {row.post for row in held}:
            right = "、".join(row.post for row in held) or "无现任职务"
            yield passage.finding(
                min(said[0], hit.start()),
                max(said[1], hit.end()),
                f"职务与词库不符：“{hit[0]}”写作“{said[2]}”，词库为{right}",
                stated=said[2],
                computed=right,
                basis=rows[-1].source,
            )


def _post_beside(words: str, hit: re.Match[str], posts: re.Pattern[str]) -> tuple[int, int, str] | None:
    """Return the post directly before a name (区长张三), or none."""
    low = max(0, hit.start() - 24)
    found = [m for m in posts.finditer(words, low, hit.start()) if m.end() == hit.start()]
    return (found[-1].start(), found[-1].end(), found[-1][0]) if found else None


def _near_names(
    passage: Passage, posts: re.Pattern[str], persons: tuple[Person, ...], day: date | None
) -> Iterator[Finding]:
    for match in posts.finditer(passage.clean):
        for row in persons:
            if row.post != match[0] or not row.is_in_force(day) or row.status in _GONE:
                continue
            said = passage.clean[match.end() : match.end() + len(row.name)]
            if len(said) == len(row.name) and _is_one_off(said, row.name):
                yield passage.finding(
                    match.start(),
                    match.end() + len(said),
                    f"姓名疑误：“{match[0]}{said}”，词库为“{row.name}”",
                    stated=said,
                    computed=row.name,
                    suggestion=row.name,
                    basis=row.source,
                )


def _is_one_off(said: str, name: str) -> bool:
    """Say whether exactly one character differs, and not the family name of a two-character name."""
    if len(said) != len(name):
        return False
    differing = [position for position, (a, b) in enumerate(zip(said, name, strict=True)) if a != b]
    return (
        len(differing) == 1
        and (len(name) > 2 or differing[0] == 1)
        and re.fullmatch(r"[\u4e00-\u9fff]+", said) is not None
    )


def _order(
    passage: Passage, hits: list[re.Match[str]], persons: tuple[Person, ...], day: date | None
) -> Iterator[Finding]:
    """Compare neighbours of one group named in a row (张三、李四)."""
    ranks = {row.name: row for row in persons if row.is_in_force(day) and row.rank and row.status not in _GONE}
    for first, second in pairwise(hits):
        one, two = ranks.get(first[0]), ranks.get(second[0])
        between = passage.clean[first.end() : second.start()]
        if one is None or two is None or one.group != two.group or len(between) > 12 or re.search("[。；]", between):
            continue
        if _BETWEEN.search(between) and one.rank > two.rank:
            yield passage.finding(
                first.start(),
                second.end(),
                f"排序与词库不符：“{second[0]}”应在“{first[0]}”之前",
                stated=f"{first[0]}、{second[0]}",
                computed=f"{second[0]}、{first[0]}",
                basis=one.source,
                confidence=0.8,
            )


CHECK = Check(
    code="GRV-PERSON",
    title="领导姓名、职务、排序",
    group="grave",
    severity=Severity.ERROR,
    basis="使用单位维护的人员词库；规则 3.8",
    run=find_person_faults,
    level=1,
    wrong=(
        Example(
            "区长张大山主持会议。会议听取汇报，区长张大山强调，要压实责任。随后，区长张大杉参加分组讨论。",
            "张大杉",
            computed="张大山",
        ),
    ),
    right=(Example("区长张大山主持会议，副区长李小河参加。会后，区长张大山带队检查。"),),
)
