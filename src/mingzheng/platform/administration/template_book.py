"""The empty workbook people fill in to import units and posts: headings, one example row each, and how to fill it in."""

import io

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.org.public import PEOPLE_COLUMNS, UNIT_COLUMNS, PostLevel, UnitKind

openpyxl = lazy_module("openpyxl")

_NOTES = (
    ("单位", "编码、名称、类别必填；上级编码可填本表或系统已有的编码；不填即顶层。"),
    ("关系", "填“隶属”或“派驻/垂管”；同时派驻于另一单位的，在“另属编码”填该单位编码。"),
    ("类别", "、".join(UnitKind.labels)),
    ("人员岗位", "工号、姓名、单位编码、层级必填；同一工号多行即兼任多个岗位。"),
    ("层级", "、".join(PostLevel.labels)),
    ("日期", "写作 2026-01-01；不填按导入当日。"),
)


def import_template() -> bytes:
    """Return the workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    units = book.create_sheet("单位")
    units.append(UNIT_COLUMNS)
    people = book.create_sheet("人员岗位")
    people.append(PEOPLE_COLUMNS)
    notes = book.create_sheet("填写说明")
    for note in _NOTES:
        notes.append(note)
    for sheet in (units, people):
        sheet.freeze_panes = "A2"
        for number, cell in enumerate(sheet[1], start=1):
            cell.font = openpyxl.styles.Font(bold=True)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = 16
    notes.column_dimensions["B"].width = 80
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
