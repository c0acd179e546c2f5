"""The report as official document: measures read from the file, elements in their places, drafts that say so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from mingzheng.casework.tests.world import World, at
from mingzheng.documents.tests.writing_probe import list_lines, read_pdf
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.reports.composition.composing import Composed, compose
from mingzheng.domains.reports.composition.drafting import OfferedFigure, draft_report
from mingzheng.domains.reports.composition.values import ShownValue
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.output.as_document import as_document
from mingzheng.domains.reports.output.as_html import as_html
from mingzheng.domains.reports.profiles import get_profile, list_profiles
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.readbacks import read_back
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY

POINTS_PER_MM = 72 / 25.4
CODES = [profile.code for profile in list_profiles()]


def drafted(code: str) -> Composed:
    """Return a signed report of a profile, made without a database."""
    profile = get_profile(code)
    offered = [OfferedFigure("a.b", "办结督办事项", ("S07",)), OfferedFigure("a.c", "发布政府信息", ("S39",))]
    text = draft_report(
        profile, unit="云山区政务服务数据管理局", short_name="区政数局", year=2026, theme="全会精神", figures=offered
    )
    day = date(2026, 12, 9)
    elements = replace(
        text.elements,
        issued_on=day,
        doc_number="云政数〔2026〕4号" if profile.has_number else "",
        signer="李清明" if profile.has_signer else "",
        printed_on=day if profile.has_imprint else None,
    )
    return compose(replace(text, elements=elements), lambda one: ShownValue("167项", one.code, "computed", url="/x"))


@pytest.mark.parametrize("code", CODES)
def test_the_word_page_is_that_of_the_standard(code):
    """GB/T 9704-2012: A4, 37/28/26/35 mm, a grid of 22 lines, official fonts."""
    word = docx.Document(BytesIO(render_docx(as_document(drafted(code)))))
    section = word.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side.mm) for side in margins] == [37, 28, 26, 35]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    fonts = {
        style.name: style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for style in word.styles
        if style.name in {"Title", "Normal", "Heading 1", "Heading 2"}
    }
    assert fonts == {
        "Title": "方正小标宋简体",
        "Normal": "仿宋_GB2312",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_bears_the_elements_of_its_profile_in_order(code):
    profile, composed = get_profile(code), drafted(code)
    text = read_pdf(render_pdf(as_document(composed)))
    wanted = [composed.elements.mark] if composed.elements.mark else []
    wanted += [] if not profile.has_number else ["云政数〔2026〕4号"]
    wanted += ["签发人：李清明"] if profile.has_signer else []
    wanted += ["法治政府建设年度", composed.elements.salutation + "：", "一、"]
    wanted += [profile.closing] if profile.closing else []
    wanted += ["2026年12月9日"] if profile.has_signature else []
    wanted += [f"公开方式：{profile.openness}"] if profile.openness else []
    wanted += [f"抄送：{profile.copies}。"] if profile.copies else []
    wanted += ["2026年12月9日印发"] if profile.has_imprint else []
    at_place = 0
    for words in wanted:
        found = text.find(words, at_place)
        assert found >= 0, (words, text[at_place : at_place + 200])
        at_place = found
    assert "〔未核〕" not in text


def test_number_and_signer_of_an_upward_report_stand_on_its_first_line():
    (height, first), *_ = list_lines(render_pdf(as_document(drafted("bureau-upward"))), 0)
    assert first.replace(" ", "") == "云政数〔2026〕4号签发人：李清明"
    assert 37 < height / POINTS_PER_MM < 45


def test_a_page_links_every_number_to_its_source():
    page = as_html(drafted("default"), base_url="https://desk.example/", is_draft=False)
    assert page.count('href="https://desk.example/x"') == 2
    assert "草稿" not in page


@pytest.mark.django_db
def test_a_draft_says_which_numbers_nobody_verified_and_still_comes_back_unchanged(
    begun: Report, world: World, say: Callable[..., object]
) -> None:
    say("tests.monthly", "12", verified=False)
    block = Block.objects.filter(section__report=begun, section__kind="law_study", is_item=True).first()
    assert block is not None
    actor = world.actor("liaison", DAY)
    text = "编发督查月报{{tests.monthly}}，各科室均已学习。"
    save_block(block.pk, text=text, seen_version=block.version, actor=actor, at=at(DAY))
    data = render_docx(as_document(composed_report(begun)))
    words = "".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)
    assert "12期〔未核〕，各科室" in words
    assert read_back(begun, data, file_name="稿.docx", actor=actor, at=at(DAY)).proposals == []
