"""A scheme of our own wording as a Word document: a whole form, with one of everything the check asks about."""

import io

import docx

DUTIES = (
    ("1", "编制本区规范性文件库，6月30日前完成。", "云山区教育局"),
    ("2", "每季度自查公开目录。", "云山区税务局"),
    ("3", "更新本单位机构职能信息，9月30日前完成。", "各单位"),
    ("4", "办事指南按统一格式重排，10月31日前完成。", "云山区教育局"),
    ("6", "公开文体场馆开放时间，5月31日前完成。", "云山区文体局"),
    ("7", "对已公开的便民电话逐条拨测，11月30日前完成。", "云山区税务局"),
)


def scheme_docx(*, remark: str = "") -> bytes:
    """Return the document: numbering gap (5), a unit the district has not, 各单位, a quarterly duty; `remark` on top."""
    paper = docx.Document()
    for line in (
        remark,
        "云山区党政办公室关于印发云山区2026年政务公开分工方案的通知",
        "云政办〔2026〕9号",
        "云山区教育局、云山区税务局：",
        "现将《云山区2026年政务公开分工方案》印发给你们，请照此落实。",
        "云山区党政办公室",
        "2026年2月25日",
        "云山区2026年政务公开分工方案",
    ):
        if line:
            paper.add_paragraph(line)
    table = paper.add_table(rows=1, cols=5)
    for cell, title in zip(table.rows[0].cells, ("工作要求", "具体任务", "序号", "具体要求", "牵头单位"), strict=True):
        cell.text = title
    for row in DUTIES:
        for cell, text in zip(table.add_row().cells, ("一、做实日常公开", "（一）管好公开内容", *row), strict=True):
            cell.text = text
    paper.add_paragraph("公开方式：主动公开")
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()
