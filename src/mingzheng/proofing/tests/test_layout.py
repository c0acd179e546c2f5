"""Documents this product writes keep GB/T 9704; what is changed in them is named with the value found and the value due."""

import io
from dataclasses import replace

import docx
import pytest

from mingzheng.documents.tests.writing_samples import LETTER, MINUTES, NOTICE, REQUEST
from mingzheng.documents.writing.official import Layout
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.proofing.checks.layout._samples import notice, request
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.registry import list_checks
from mingzheng.proofing.run import check_text
from mingzheng.proofing.structure.layout import layout_of

OWN = {
    "notice": NOTICE,
    "letter": LETTER,
    "request": REQUEST,
    "minutes": MINUTES,
    "joint": replace(NOTICE, issuers=("云山区人民政府办公室", "云山区财政局")),
    "plain": replace(NOTICE, layout=Layout.PLAIN),
    "unsealed": replace(NOTICE, is_sealed=False),
}


def told(data, profile="official-document"):
    text = read_text("a.docx", data)
    return check_text(text, Context(profile=profile), only={"layout"}).findings


@pytest.mark.parametrize("name", OWN)
def test_a_document_of_our_own_deviates_in_nothing(name):
    assert [(f.code, f.message) for f in told(render_docx(OWN[name]))] == []


@pytest.mark.parametrize("make", [notice, request])
def test_the_samples_themselves_deviate_in_nothing(make):
    assert [(f.code, f.message) for f in told(make(), "")] == []


LAYOUT = [check for check in list_checks() if check.group == "layout"]


@pytest.mark.parametrize(
    ("code", "word", "computed"),
    [(check.code, example.word, example.computed) for check in LAYOUT for example in check.wrong],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_changed_constant_is_told_by_its_check_alone(code, word, computed):
    findings = told(word(), "")
    assert {f.code for f in findings} == {code} or code in {"DOC-PAPER", "DOC-MARGIN", "DOC-GRID", "DOC-BODY"}
    assert all(f.stated and f.computed for f in findings)
    if computed:
        assert computed in {f.computed for f in findings if f.code == code}


def test_a_paper_without_number_is_not_measured_unless_it_is_called_official():
    document = docx.Document()
    document.add_paragraph("今天的读书笔记")
    out = io.BytesIO()
    document.save(out)
    assert told(out.getvalue(), "") == ()
    assert told(out.getvalue()) != ()


def test_a_file_on_disk_is_measured_as_its_bytes_are(tmp_path):
    path = tmp_path / "请示.docx"
    path.write_bytes(request())
    text = read_text(path)
    assert layout_of(text, Context()) is not None


def test_plain_text_has_no_layout():
    assert layout_of(text_from_string("云府办〔2026〕3号"), Context(profile="official-document")) is None


def test_paragraphs_and_their_setting_are_paired_by_their_words():
    text = read_text("a.docx", render_docx(NOTICE))
    layout = layout_of(text, Context())
    assert layout is not None
    roles = {item.role: item.passage.clean for item in layout.laid}
    assert roles["mark"] == "云山区人民政府办公室文件"
    assert roles["date"] == "2026年2月5日"
    assert roles["heading1"].startswith("二、")
    prose = [item for item in layout.laid if item.passage.cell is None]
    assert len(prose) > 15
    assert all("".join(item.passage.clean.split()) in "".join(item.line.text.split()) for item in prose)
