"""The same wrong total is found, at its own words, in every format an office sends."""

import docx
import openpyxl
import pytest

from mingzheng.proofing.run import check_file

SENTENCE = "全年受理来信12件，来访30件，来电8件，共52件。"
ROWS = (("单位", "件数"), ("甲镇", "3"), ("乙镇", "4"), ("合计", "9"))


def write_docx(path):
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(len(ROWS), 2)
    for number, row in enumerate(ROWS):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    document.save(path)


def write_xlsx(path):
    book = openpyxl.Workbook()
    for left, right in ROWS:
        book.active.append((left, int(right) if right.isdecimal() else right))
    book.save(path)


def write_html(path):
    rows = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in ROWS)
    path.write_text(f"<html><body><p>{SENTENCE}</p><table>{rows}</table></body></html>", "utf-8")


def write_markdown(path):
    rows = "\n".join(f"| {left} | {right} |" for left, right in ROWS[1:])
    path.write_text(f"# 总结\n\n**{SENTENCE}**\n\n| 单位 | 件数 |\n|---|---|\n{rows}\n", "utf-8")


def write_text(path):
    path.write_text(SENTENCE.replace("12件", "１２ 件"), "utf-8")


@pytest.mark.parametrize(
    ("suffix", "write", "codes"),
    [
        ("docx", write_docx, ["NUM-SUM", "NUM-TABLE"]),
        ("xlsx", write_xlsx, ["NUM-TABLE"]),
        ("html", write_html, ["NUM-SUM", "NUM-TABLE"]),
        ("md", write_markdown, ["NUM-SUM", "NUM-TABLE"]),
        ("txt", write_text, ["NUM-SUM"]),
    ],
)
def test_wrong_totals_are_found_in_every_format(tmp_path, suffix, write, codes):
    path = tmp_path / f"report.{suffix}"
    write(path)
    report = check_file(path, only={"numbers"})
    assert [finding.code for finding in report.findings] == codes
    assert [finding.computed for finding in report.findings] == [
        {"NUM-SUM": "50", "NUM-TABLE": "7"}[code] for code in codes
    ]
    assert all(report.paragraphs[f.paragraph][f.start : f.end] == f.quote for f in report.findings)


def test_only_takes_codes_their_heads_and_groups(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE, "utf-8")
    for only in ({"NUM-SUM"}, {"NUM"}, {"numbers"}):
        assert [finding.code for finding in check_file(path, only=only).findings] == ["NUM-SUM"]
    assert check_file(path, only={"PER"}).findings == ()
