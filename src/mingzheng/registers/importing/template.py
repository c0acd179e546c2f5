"""The workbook one fills in to import into a book: headings, lists to choose from, and a sheet that explains each column."""

from io import BytesIO
from typing import Any

from mingzheng.documents.writing.sheets import Look, fit_page, put_text
from mingzheng.kit.lazy import lazy_module
from mingzheng.registers.declaration import Field, Kind, Register
from mingzheng.registers.values import all_fields

openpyxl = lazy_module("openpyxl")

FILLED_LINES = 500
WIDE = {Kind.LONG_TEXT: 40, Kind.LINK: 36, Kind.PERSONS: 30, Kind.RECORDS: 36, Kind.CHOICES: 26}
SHAPES = {
    Kind.DATE: "日期，如 2026-03-05",
    Kind.INTEGER: "整数",
    Kind.DECIMAL: "数字",
    Kind.BOOLEAN: "是 或 否",
    Kind.UNIT: "单位全称、简称或规范别称",
    Kind.PERSON: "姓名；同名的填工号",
    Kind.PERSONS: "姓名，用顿号分开；同名的填工号",
    Kind.LINK: "完整网址，以 http:// 或 https:// 开头",
    Kind.CASE: "事项编号",
    Kind.RECORD: "所属登记的标题，须与登记簿中完全一致",
    Kind.RECORDS: "登记的标题，用顿号分开，须与登记簿中完全一致",
}


def write_template(book: Register) -> bytes:
    """Return the empty workbook of a book."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "登记"
    look, fields = Look(), all_fields(book)
    put_text(sheet.cell(1, 1), f"{book.title}导入模板")
    sheet.cell(1, 1).font = look.title
    put_text(sheet.cell(2, 1), "带 * 的必填；从第 4 行起填写，一行一条。非涉密系统，严禁填写国家秘密。")
    sheet.cell(2, 1).font = look.note
    for index, item in enumerate(fields, start=1):
        cell = sheet.cell(3, index)
        put_text(cell, item.label + ("*" if item.required else ""))
        cell.font, cell.fill, cell.border, cell.alignment = look.head, look.head_fill, look.border, look.centered
        letter = openpyxl.utils.get_column_letter(index)
        sheet.column_dimensions[letter].width = 44 if item.code == "title" else WIDE.get(item.kind, 16)
        if item.kind is Kind.DATE:
            for line in range(4, 4 + FILLED_LINES):
                sheet.cell(line, index).number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A4"
    fit_page(sheet)
    _add_lists(workbook, sheet, fields)
    _explain(workbook, fields, look)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _add_lists(workbook: Any, sheet: Any, fields: tuple[Field, ...]) -> None:
    """Let cells of one choice be chosen from a list; the words stand on a sheet of their own."""
    words: Any = None
    for index, item in enumerate(fields, start=1):
        labels = [label for _, label in item.choices] if item.kind is Kind.CHOICE else []
        labels = ["是", "否"] if item.kind is Kind.BOOLEAN else labels
        if not labels:
            continue
        words = words or workbook.create_sheet("选项")
        for line, label in enumerate(labels, start=1):
            put_text(words.cell(line, index), label)
        letter = openpyxl.utils.get_column_letter(index)
        rule = openpyxl.worksheet.datavalidation.DataValidation(
            type="list", formula1=f"'选项'!${letter}$1:${letter}${len(labels)}", allow_blank=True
        )
        rule.error, rule.errorTitle = "请从下拉列表中选择。", item.label[:32]
        sheet.add_data_validation(rule)
        rule.add(f"{letter}4:{letter}{3 + FILLED_LINES}")
    if words is not None:
        words.sheet_state = "hidden"


def _explain(workbook: Any, fields: tuple[Field, ...], look: Look) -> None:
    place = workbook.create_sheet("填写说明")
    for index, text in enumerate(("栏目", "必填", "怎样填写"), start=1):
        put_text(place.cell(1, index), text)
        place.cell(1, index).font = look.head
    for line, item in enumerate(fields, start=2):
        choices = "、".join(label for _, label in item.choices)
        how = f"可填：{choices}" + ("，可填几个，用顿号分开" if item.kind is Kind.CHOICES else "") if choices else ""
        shape = how or SHAPES.get(item.kind, f"文字，不超过 {item.max_length} 字")
        put_text(place.cell(line, 1), item.label)
        put_text(place.cell(line, 2), "是" if item.required else "")
        put_text(place.cell(line, 3), "；".join(text for text in (shape, item.help.rstrip("。")) if text))
    for letter, width in zip("ABC", (20, 8, 80), strict=True):
        place.column_dimensions[letter].width = width
