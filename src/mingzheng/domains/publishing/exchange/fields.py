"""The form of the provincial platform: which of its fields takes which of our values. Pure.

The form is a local value [CFG]; what it may name is said here once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SOURCES: Mapping[str, str] = {
    "title": "标题",
    "published_at": "发布时间",
    "column": "栏目",
    "item_class": "信息类别",
    "source": "信息来源",
    "author": "责任编辑",
    "unit": "发布单位",
    "issuer": "发文机关",
    "document_number": "文号",
    "written_on": "成文日期",
    "index_number": "索引号",
    "subject": "主题分类",
    "genre": "体裁",
    "summary": "内容概述",
    "validity": "有效性",
    "in_force_from": "施行日期",
    "in_force_to": "有效期至",
    "contact": "咨询电话和单位",
    "map_number": "审图号",
    "address": "本站网址",
    "attachments": "附件",
    "body": "正文（带格式）",
    "text": "正文（纯文字）",
}
PLATFORM_FORM: Sequence[tuple[str, str]] = (
    ("标题", "title"),
    ("发布时间", "published_at"),
    ("来源", "source"),
    ("作者", "author"),
    ("索引号", "index_number"),
    ("发布机构", "issuer"),
    ("文号", "document_number"),
    ("成文日期", "written_on"),
    ("主题分类", "subject"),
    ("文件体裁", "genre"),
    ("有效性", "validity"),
    ("摘要", "summary"),
    ("外部链接", "address"),
    ("正文", "body"),
    ("附件", "attachments"),
)
RICH = "body"


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field of the platform's form with what goes into it; `html` where it is pasted with its form."""

    label: str
    source: str
    text: str
    html: str = ""


def read_form(given: Iterable[object]) -> list[tuple[str, str]]:
    """Return the form's pairs that can be filled; anything else in the local value is left out."""
    pairs = [tuple(one) for one in given if isinstance(one, list | tuple) and len(one) == 2]
    return [(str(label).strip(), str(source)) for label, source in pairs if str(label).strip() and source in SOURCES]


def fill_form(form: Sequence[tuple[str, str]], values: Mapping[str, str], html: str) -> list[FilledField]:
    """Return the form filled; a field without a value stays, so that nobody looks for it."""
    return [
        FilledField(label, source, values.get(source, ""), html if source == RICH else "") for label, source in form
    ]
