"""Read a list of tickets as the platform hands it out: what every line says and what is wrong with it. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mingzheng.documents.reading import Headings, read_headed_rows
from mingzheng.kit.text import normalize_text
from mingzheng.proofing.masking import mask_text

MOST_ROWS = 2000
LONGEST_TITLE, LONGEST_NUMBER, LONGEST_PAGE, LONGEST_WORDS, LONGEST_REPORTER = 60, 80, 500, 3000, 200
HEADINGS = Headings(
    keys={
        "留言编号": "number",
        "工单编号": "number",
        "工单号": "number",
        "编号": "number",
        "受理编号": "number",
        "信件编号": "number",
        "问题网址": "page",
        "问题页面": "page",
        "网页地址": "page",
        "网页链接": "page",
        "错误网址": "page",
        "页面地址": "page",
        "链接": "page",
        "网址": "page",
        "URL": "page",
        "问题类型": "kind",
        "错误类型": "kind",
        "问题分类": "kind",
        "类型": "kind",
        "问题描述": "words",
        "留言内容": "words",
        "错误描述": "words",
        "反映内容": "words",
        "问题内容": "words",
        "内容": "words",
        "转办时间": "received",
        "接收时间": "received",
        "交办时间": "received",
        "收到时间": "received",
        "收到日期": "received",
        "留言时间": "sent",
        "提交时间": "sent",
        "反映时间": "sent",
        "办理状态": "state",
        "处理状态": "state",
        "状态": "state",
        "责任单位": "unit",
        "承办单位": "unit",
        "办理单位": "unit",
        "网民姓名": "name",
        "姓名": "name",
        "联系人": "name",
        "联系电话": "telephone",
        "手机号码": "telephone",
        "电子邮箱": "mailbox",
        "邮箱": "mailbox",
    },
    required=frozenset({"number", "page", "words"}),
    at_most=MOST_ROWS,
    template="请用平台导出的工单清单，至少有“留言编号”“问题网址”“问题描述”三栏",
)
# The platform's kinds and ours: the first word found in the platform's name decides.
KINDS: tuple[tuple[str, str], ...] = (
    (r"隐私|个人信息", "privacy"),
    (r"链接|打不开|无法访问|断链|错链", "link"),
    (r"错别字|错字|表述|文字", "wording"),
    (r"功能|不可用|服务|检索|搜索", "service"),
    (r"内容|信息|虚假|伪造|更新|过时|不准确", "content"),
)
_ANSWERED = re.compile(r"(?<!未)(?<!待)(?:办结|答复|办理完|已处理|关闭|归档)")
_DAY = re.compile(r"(20\d{2})\s?[-/.年]?\s?(\d{1,2})\s?[-/.月]?\s?(\d{1,2})(?!\d)")
_SENTENCE = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line as judged: with `problems` or when `known` it is not registered. `unit_id` 0 is left to who imports."""

    line: int
    number: str
    title: str
    page: str
    kind: str
    words: str
    received_on: date
    reporter: str = ""
    unit_id: int = 0
    is_known: bool = False
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Say whether the line can be registered."""
        return not self.problems and not self.is_known


def read_tickets(
    data: bytes, *, filename: str, find_unit: Callable[[str], int], known: frozenset[str], on: date
) -> list[Ticket]:
    """Return every line as judged on a day; `find_unit` answers a name or 0, `known` the numbers registered before. Raises NotOurSheet."""
    tickets: list[Ticket] = []
    seen: set[str] = set()
    for line, cells in read_headed_rows(data, HEADINGS, filename=filename).rows:
        ticket = _judge(line, cells, find_unit, known, seen, on)
        seen.add(ticket.number)
        tickets.append(ticket)
    return tickets


def _judge(
    line: int,
    cells: Mapping[str, str],
    find_unit: Callable[[str], int],
    known: frozenset[str],
    seen: set[str],
    on: date,
) -> Ticket:
    number, page = cells.get("number", ""), cells.get("page", "")
    words = normalize_text(cells.get("words", ""))
    notes: list[str] = []
    received, problems = _received(cells, on)
    problems += _missing(number, page, words)
    if number and number in seen:
        problems.append("与前面的一行编号相同")
    if _ANSWERED.search(cells.get("state", "")):
        problems.append(f"平台上的状态为“{cells['state']}”，不再登记")
    unit_id = find_unit(cells["unit"]) if cells.get("unit") else 0
    if cells.get("unit") and not unit_id:
        notes.append(f"没有单位“{cells['unit']}”，由下面选定的单位更正")
    if len(words) > LONGEST_WORDS:
        notes.append(f"问题描述过长，截到 {LONGEST_WORDS} 字")
    reporter = "，".join(filter(None, (cells.get(name, "") for name in ("name", "telephone", "mailbox"))))
    return Ticket(
        line,
        number,
        title_of(words),
        page,
        kind_of(cells.get("kind", ""), words),
        words[:LONGEST_WORDS],
        received or on,
        reporter[:LONGEST_REPORTER],
        unit_id,
        number in known,
        tuple(problems),
        tuple(notes),
    )


def _missing(number: str, page: str, words: str) -> list[str]:
    problems = [f"没有{label}" for value, label in ((number, "编号"), (page, "网址"), (words, "问题描述")) if not value]
    if len(number) > LONGEST_NUMBER:
        problems.append(f"编号超过 {LONGEST_NUMBER} 字")
    if len(page) > LONGEST_PAGE:
        problems.append(f"网址超过 {LONGEST_PAGE} 字")
    return problems


def _received(cells: Mapping[str, str], on: date) -> tuple[date | None, list[str]]:
    """Return the day a ticket came to the office: when it was passed on, else when it was written."""
    text = cells.get("received") or cells.get("sent", "")
    if not text:
        return None, ["没有转办（留言）时间，不能计算答复期限"]
    match = _DAY.search(text)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        day = None
    if day is None:
        return None, [f"时间“{text}”不是日期"]
    return (day, []) if day <= on else (None, ["时间在今天以后"])


def title_of(words: str) -> str:
    """Return the first sentence of what was reported, without personal data, as the title of its case."""
    first = next((part.strip() for part in _SENTENCE.split(words) if part.strip()), "")
    masked = mask_text(first)[0]
    return masked if len(masked) <= LONGEST_TITLE else f"{masked[: LONGEST_TITLE - 1]}…"


def kind_of(named: str, words: str) -> str:
    """Return our kind of an error for the platform's, or for its words when the platform names none."""
    for text in (named, words):
        for pattern, kind in KINDS:
            if re.search(pattern, text):
                return kind
    return "other"
