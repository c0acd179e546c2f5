"""Reports say the same in words, JSON, SARIF and as a page; nothing of a document becomes markup."""

import json
import re

import pytest

from mingzheng.documents.reading import read_document
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_document, text_from_string
from mingzheng.proofing.marking import Grid, count_words, lay_out, mark_paragraph, number_findings, outline_of
from mingzheng.proofing.model import FileReport, Finding, Related, Severity
from mingzheng.proofing.report_html import Page, write_html
from mingzheng.proofing.report_json import write_json
from mingzheng.proofing.report_sarif import write_sarif
from mingzheng.proofing.report_text import write_text
from mingzheng.proofing.run import check_text

HOSTILE = '全年办理<script>alert(1)</script>"来信"32件&更多'


def finding(words, quote, **fields):
    start = words.index(quote)
    fields = {"severity": Severity.ERROR, "code": "X-1", "basis": "某规定", **fields}
    return Finding(quote, 0, start, start + len(quote), "不对", **fields)


@pytest.fixture
def report():
    found = finding(
        HOSTILE, "32件", stated="32", computed="33", suggestion="改为33件", related=(Related("来信", 0, 0, 2),)
    )
    return FileReport("甲<b>.txt", (found,), format="text", paragraphs=(HOSTILE,))


def test_the_page_has_no_script_and_shows_the_words_as_they_are(report):
    page = write_html([Page(report)])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "甲&lt;b&gt;.txt" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    for words in ("不对", "改为33件", "某规定", "非涉密系统"):
        assert words in page


def test_every_link_of_the_page_leads_somewhere(report):
    page = write_html([Page(report), Page(report)])
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(identifiers)


def test_overlapping_findings_are_cut_apart_and_nothing_is_lost():
    words = "甲乙丙丁戊己"
    first, second = finding(words, "乙丙丁"), finding(words, "丁戊")
    marked = mark_paragraph(0, words, [(1, first), (2, second)])
    assert [(s.words, s.findings) for s in marked.segments] == [
        ("甲", ()),
        ("乙丙", (1,)),
        ("丁", (1, 2)),
        ("戊", (2,)),
        ("己", ()),
    ]


def test_tables_are_laid_out_as_tables_with_their_merged_cells():
    page = "<p>前言</p><table><tr><td colspan=2>合计</td></tr><tr><td>甲</td><td>3</td></tr></table><p>后记</p>"
    text = text_from_document(read_document(page.encode(), filename="a.html"))
    outline = json.loads(json.dumps(outline_of(text)))
    blocks = lay_out(text.paragraphs, outline, {})
    assert [type(block) for block in blocks].count(Grid) == 1
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert [[(cell.colspan, cell.is_number) for cell in row] for row in grid.rows] == [
        [(2, False)],
        [(1, False), (1, True)],
    ]


def test_json_is_documented_shape(report):
    data = json.loads(write_json([report]))["files"][0]
    assert data["path"] == "甲<b>.txt"
    assert {
        "code",
        "severity",
        "confidence",
        "quote",
        "paragraph",
        "start",
        "end",
        "message",
        "stated",
        "computed",
        "suggestion",
        "basis",
        "related",
    } <= data["findings"][0].keys()
    assert data["findings"][0]["severity"] == "error"


def test_quantities_and_relations_are_in_the_json():
    report = check_text(text_from_string("全年办理建议3件、提案4件，共7件。网站访问量3.5万次。"), Context())
    data = json.loads(write_json([report]))["files"][0]
    assert {"value": 35000, "unit": "次"}.items() <= data["quantities"][-1].items()
    assert all({"kind", "expr", "verdict", "quotes"} <= relation.keys() for relation in data["relations"])


def test_sarif_names_rules_and_places(report):
    run = json.loads(write_sarif([report]))["runs"][0]
    assert run["tool"]["driver"]["rules"] == [{"id": "X-1"}]
    assert run["results"][0]["level"] == "error"
    assert run["results"][0]["properties"]["start"] == HOSTILE.index("32件")


def test_a_file_without_text_layer_is_never_called_clean():
    report = FileReport(
        "扫描件.pdf",
        (Finding("", 0, 0, 0, "无文字层，未核校、未查密", "INP-NO-TEXT", Severity.WARNING),),
        text_layer=False,
    )
    assert "未发现问题" not in write_text([report])
    assert "无文字层，未核校、未查密" in write_text([report])
    assert "无文字层，未核校、未查密" in write_html([Page(report)])


def test_counts_are_told_in_words(report):
    assert count_words(report.findings) == "错误1处"
    assert count_words(()) == "未发现问题"
    assert list(number_findings(report.findings)) == [1]
