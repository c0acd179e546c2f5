"""The demo district's division schemes as documents: read from their data files and set as real Word files.

The wording is invented and stands in `data/`. What the documents mean is found out by the workplan room's own parser, as
with any other scheme; booking them is `schemes`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingzheng.documents.writing.official import (
    Attachment,
    Block,
    Column,
    Heading,
    Layout,
    OfficialDocument,
    Paragraph,
    Table,
)
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.kit.numerals import format_chinese_number

DATA = Path(__file__).parent / "data"
ISSUER = "云山区党政办公室"
COLUMNS = (
    Column("序号", 0.5, "center"),
    Column("工作任务", 1.4),
    Column("具体要求", 3.0),
    Column("牵头单位", 1.2),
    Column("配合单位", 1.4),
    Column("完成时限", 1.0),
)


@dataclass(frozen=True, slots=True)
class SchemePaper:
    """One scheme of the demo: its title and its document as Word bytes."""

    title: str
    content: bytes

    @property
    def file_name(self) -> str:
        """Return the name the file has on a clerk's disk."""
        return f"{self.title}.docx"


def write_scheme(
    name: str, *, year: int, recipients: tuple[str, ...], issued_on: date | None = None, number: int = 0
) -> SchemePaper:
    """Return the scheme of a data file for a year; `issued_on` and `number` where the file leaves them open."""
    data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8").replace("{Y}", str(year)))
    doc_number = data["doc_number"].replace("{N}", str(number))
    day = date.fromisoformat(f"{year}-{data['issued']}") if data["issued"] else issued_on
    body = (Paragraph(data["opening"]),)
    blocks = (_as_table(data),) if name == "scheme_to_try" else _as_text(data)
    document = OfficialDocument(
        layout=Layout.FILE,
        title=data["notice"],
        issuers=(ISSUER,),
        body=body,
        issued_on=day,
        doc_number=doc_number,
        recipients="、".join(recipients),
        attachments=(Attachment(data["title"], blocks),),
        annotation="此件主动公开",
        printed_by=ISSUER,
        printed_on=day,
    )
    content = render_docx(document)
    return SchemePaper(data["title"], content)


def _as_text(data: dict[str, Any]) -> tuple[Block, ...]:
    """Set headings 一、, tasks （一）and requirements 1. with their units in brackets behind them."""
    blocks: list[Block] = []
    number = 0
    for place, heading in enumerate(data["heading"], start=1):
        blocks.append(Heading(f"{format_chinese_number(place)}、{heading['title']}", 1))
        for order, task in enumerate(heading["task"], start=1):
            blocks.append(Heading(f"（{format_chinese_number(order)}）{task['title']}", 2))
            for row in task["rows"]:
                number += 1
                blocks.append(Paragraph(f"{number}.{row[0]}。{row[1]}{_note(*row[2:])}"))
    return tuple(blocks)


def _note(lead: str, co: str, guide: str, deadline: str) -> str:
    parts = [f"牵头单位：{lead}" if lead else "责任单位：各单位"]
    parts += [f"配合单位：{co}"] if co else []
    parts += [f"指导单位：{guide}"] if guide else []
    parts += [f"完成时限：{deadline}"] if deadline else []
    return f"（{'；'.join(parts)}）"


def _as_table(data: dict[str, Any]) -> Table:
    rows = [
        (f"{task['title']}：{row[0]}", row[1], row[2], row[3], row[5])
        for heading in data["heading"]
        for task in heading["task"]
        for row in task["rows"]
    ]
    return Table(COLUMNS, tuple((str(number), *row) for number, row in enumerate(rows, start=1)))
