"""Read a list of old articles: what every line says, what is wrong with it, what will be left out. Pure but for the box."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from mingzheng.documents.reading import Headings, read_headed_rows
from mingzheng.domains.publishing.exchange.reconciling import read_day, squeeze
from mingzheng.domains.publishing.migrating.boxes import Box
from mingzheng.domains.publishing.migrating.old_addresses import key_of
from mingzheng.domains.publishing.words import Genre, ItemClass
from mingzheng.worktime.public import SHANGHAI

MOST_ROWS = 20_000
LONGEST_TITLE = 200
HEADINGS = Headings(
    keys={
        "标题": "title",
        "文章标题": "title",
        "信息标题": "title",
        "文章名称": "title",
        "稿件标题": "title",
        "发布时间": "published",
        "发布日期": "published",
        "发文时间": "published",
        "栏目": "column",
        "所属栏目": "column",
        "栏目名称": "column",
        "栏目路径": "column",
        "频道": "column",
        "信息类别": "item_class",
        "来源": "source",
        "信息来源": "source",
        "稿件来源": "source",
        "作者": "author",
        "责任编辑": "author",
        "发布单位": "unit",
        "文号": "document_number",
        "发文字号": "document_number",
        "索引号": "index_number",
        "发文机关": "issuer",
        "发布机构": "issuer",
        "成文日期": "written_on",
        "主题分类": "subject",
        "体裁": "genre",
        "内容概述": "summary",
        "摘要": "summary",
        "施行日期": "in_force_from",
        "有效期至": "in_force_to",
        "废止日期": "abolished_on",
        "正文文件": "file",
        "正文": "body",
        "正文内容": "body",
        "文章内容": "body",
        "内容": "body",
        "附件": "attachments",
        "原网址": "url",
        "网址": "url",
        "链接": "url",
        "链接地址": "url",
        "原链接": "url",
        "文章链接": "url",
        "访问地址": "url",
        "URL": "url",
        "url": "url",
    },
    required=frozenset({"title", "published", "column"}),
    at_most=MOST_ROWS,
    template="请按模板整理，至少有“标题”“发布时间”“栏目”三栏，正文写在“正文”栏或者“正文文件”栏指明的文件里",
)
DAYS = ("written_on", "in_force_from", "in_force_to", "abolished_on")
LENGTHS = {"source": 120, "author": 60, "document_number": 60, "index_number": 40, "issuer": 120, "subject": 60}
_TIME = re.compile(r"(\d{1,2})\s*[:：时]\s*(\d{1,2})")
_SEPARATED = re.compile(r"[;；|\n]+")
_STEPS = re.compile(r"[>＞›»/\\|→]|--+|—+")
_CLASSES = {squeeze(label): value for value, label in ItemClass.choices}
_GENRES = {squeeze(label): value for value, label in Genre.choices}


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines are judged against: columns by every name they go by, answers to unknown ones, what is here already."""

    columns: Mapping[str, str]
    answers: Mapping[str, str]
    units: Mapping[str, int]
    titles: frozenset[tuple[str, date]]
    index_numbers: frozenset[str]
    on: date


@dataclass(frozen=True, slots=True)
class OldArticle:
    """One line as judged. With `problems` it stays out; `known` says that it is here already."""

    line: int
    title: str
    published: str
    column: str
    column_words: str
    values: dict[str, str] = field(default_factory=dict)
    file: str = ""
    body: str = ""
    attachments: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)  # a file of the box: how the list names it
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the line as plain data."""
        return asdict(self)


def read_old_articles(data: bytes, box: Box, known: Known, *, filename: str) -> list[OldArticle]:
    """Return every line of a list as judged. Raises NotOurSheet for a file that is none."""
    seen: set[tuple[str, str]] = set()
    articles = []
    for line, cells in read_headed_rows(data, HEADINGS, filename=filename).rows:
        article = _judge(line, cells, box, known, seen)
        seen.add((squeeze(article.title), article.published))
        articles.append(article)
    return articles


def _judge(line: int, cells: Mapping[str, str], box: Box, known: Known, seen: set[tuple[str, str]]) -> OldArticle:
    problems: list[str] = []
    notes: list[str] = []
    title = " ".join(cells.get("title", "").split())
    if not title:
        problems.append("没有标题")
    if len(title) > LONGEST_TITLE:
        problems.append(f"标题 {len(title)} 字，超过 {LONGEST_TITLE} 字")
    moment = read_moment(cells.get("published", ""))
    if moment is None:
        problems.append(f"发布时间“{cells.get('published', '')}”不是日期")
    elif moment.date() > known.on:
        problems.append("发布时间在今天以后")
    words = cells.get("column", "")
    column = known.answers.get(words, "") or _column_of(words, known.columns)
    if not column:
        problems.append(f"栏目“{words}”没有对应的栏目")
    file = box.find(cells["file"]) if cells.get("file") else ""
    if cells.get("file") and not file:
        problems.append(f"没有找到正文文件“{cells['file']}”")
    if not cells.get("file") and not cells.get("body"):
        problems.append("没有正文")
    written: dict[str, str] = {}
    for name in filter(None, (part.strip() for part in _SEPARATED.split(cells.get("attachments", "")))):
        found = box.find(name) or box.find(unquote(name.partition("?")[0]))
        if found:
            written[found] = name
        else:
            problems.append(f"没有找到附件“{name}”")
    values = _values(cells, known, problems, notes)
    if values.get("url") and not key_of(values["url"]):
        notes.append("原网址不能跳转（网址为首页，或者只有“#”后面不同）")
    key = (squeeze(title), moment.isoformat() if moment else "")
    if key in seen:
        problems.append("与前面的一行标题、时间相同")
    is_known = moment is not None and (squeeze(title), moment.date()) in known.titles
    return OldArticle(
        line,
        title,
        moment.isoformat() if moment else "",
        column,
        words,
        values,
        file,
        cells.get("body", ""),
        tuple(written),
        written,
        tuple(problems),
        tuple(notes),
        is_known,
    )


def _column_of(words: str, columns: Mapping[str, str]) -> str:
    """Return the column a name or a path from the front page ("首页 > 政务公开 > 政策文件") means, "" for none.

    The whole path counts before its end, so that columns of one name under two others stay apart.
    """
    parts = [part for part in _STEPS.split(words) if part.strip()]
    ends = ("".join(parts[at:]) for at in range(len(parts)))
    return next((found for end in ends if (found := columns.get(squeeze(end)))), "")


def _values(cells: Mapping[str, str], known: Known, problems: list[str], notes: list[str]) -> dict[str, str]:
    values = {name: cells[name] for name in (*LENGTHS, "summary", "url") if cells.get(name)}
    for name, length in LENGTHS.items():
        if len(values.get(name, "")) > length:
            notes.append(f"“{values[name][:12]}…”过长，截到 {length} 字")
            values[name] = values[name][:length]
    for name in DAYS:
        if cells.get(name):
            day = read_day(cells[name])
            if day is None:
                problems.append(f"“{cells[name]}”不是日期")
            else:
                values[name] = day.isoformat()
    for name, table in (("item_class", _CLASSES), ("genre", _GENRES)):
        if cells.get(name):
            found = table.get(squeeze(cells[name]))
            if found:
                values[name] = found
            else:
                notes.append(f"“{cells[name]}”不在选项中，未采用")
    if cells.get("unit"):
        number = known.units.get(squeeze(cells["unit"]))
        if number:
            values["unit"] = str(number)
        else:
            notes.append(f"没有单位“{cells['unit']}”，记为栏目的维护单位")
    if values.get("index_number") in known.index_numbers:
        notes.append(f"索引号 {values.pop('index_number')} 已被占用，未采用")
    return values


def read_moment(text: str) -> datetime | None:
    """Return the moment a cell names; a day alone is its beginning."""
    day = read_day(text)
    if day is None:
        return None
    match = _TIME.search(text)
    hour, minute = (int(match[1]), int(match[2])) if match else (0, 0)
    if hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
