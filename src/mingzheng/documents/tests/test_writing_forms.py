"""What the printed forms show, and that their code leads back to the case."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import segno

from mingzheng.documents.tests.writing_probe import list_characters, read_pdf, read_pdf_pages, squeeze
from mingzheng.documents.writing.forms import (
    FormField,
    HandlingForm,
    Opinion,
    OpinionSection,
    ReceiptForm,
    ReceiptLine,
    render_form_pdf,
    render_receipt_pdf,
)
from mingzheng.documents.writing.forms import _draw_code as draw_code

FORM = HandlingForm(
    office="云山区人民政府办公室",
    title="文件呈批表",
    case_number="YS-2026-000123",
    fields=(
        FormField("来文单位", "市人民政府办公室"),
        FormField("来文字号", "市府办〔2026〕18号"),
        FormField("文件标题", "关于报送工作进展情况的通知", is_wide=True),
        FormField("经办人", "李晓云"),
    ),
    sections=(
        OpinionSection("拟办意见", (Opinion("建议由区发改局牵头办理。", "李晓云", date(2026, 3, 2), "督查室"),)),
        OpinionSection(
            "领导批示",
            (
                Opinion(
                    "请抓紧办理。",
                    "张大山",
                    date(2026, 3, 3),
                    "区长",
                    recorded_by="李晓云",
                    recorded_on=date(2026, 3, 5),
                ),
            ),
        ),
        OpinionSection("办理结果"),
    ),
    urgency="特急",
    code_text="http://127.0.0.1:8000/desk/find/YS-2026-000123",
    printed_on=date(2026, 3, 5),
    printed_by="李晓云",
)


def test_a_form_shows_every_field_opinion_name_and_day() -> None:
    text = read_pdf(render_form_pdf(FORM))
    for part in (
        "文件呈批表",
        "YS-2026-000123",
        "市府办〔2026〕18号",
        "建议由区发改局牵头办理。",
        "张大山",
        "2026年3月3日",
        "特急",
    ):
        assert part in text


def test_a_recorded_opinion_names_its_recorder_and_a_late_one_its_day() -> None:
    text = read_pdf(render_form_pdf(FORM))
    assert "（代录：李晓云，补录于2026年3月5日）" in text


def test_an_opinion_entered_on_its_day_is_not_called_late() -> None:
    opinion = Opinion("同意。", "王建国", date(2026, 3, 3), recorded_by="李晓云", recorded_on=date(2026, 3, 3))
    text = read_pdf(render_form_pdf(replace(FORM, sections=(OpinionSection("意见", (opinion,)),))))
    assert "（代录：李晓云）" in text
    assert "补录" not in text


def test_an_empty_box_leaves_room_to_sign() -> None:
    assert "签名：年月日" in read_pdf(render_form_pdf(FORM))


def test_every_page_of_a_long_form_carries_number_and_code() -> None:
    long = Opinion("请各单位认真研究，提出具体意见。" * 30, "张大山", date(2026, 3, 3))
    data = render_form_pdf(replace(FORM, sections=(OpinionSection("领导批示", (long,) * 8),)))
    pages = [squeeze(page) for page in read_pdf_pages(data)]
    assert len(pages) > 3
    assert all("YS-2026-000123" in page for page in pages)
    assert f"第2页共{len(pages)}页" in pages[1]


def test_a_short_opinion_is_not_parted_from_its_signature() -> None:
    opinions = tuple(Opinion(f"意见{n}：同意，请抓紧办理。", f"签署人{n}", date(2026, 3, 3)) for n in range(30, 70))
    pages = [
        squeeze(p) for p in read_pdf_pages(render_form_pdf(replace(FORM, sections=(OpinionSection("意见", opinions),))))
    ]
    for n in range(30, 70):
        assert any(f"意见{n}：" in page and f"签署人{n}" in page for page in pages)


def test_the_form_stays_inside_the_paper() -> None:
    data = render_form_pdf(
        replace(FORM, fields=(FormField("来文单位", "x" * 300), FormField("标题", "长" * 900, is_wide=True)))
    )
    for page in range(len(read_pdf_pages(data))):
        assert all(left >= 0 and right <= 596 for _, left, right, _ in list_characters(data, page))


def test_the_code_holds_the_address_or_the_number() -> None:
    assert segno.make(FORM.code_text, error="m", micro=False).version <= 6
    assert draw_code("YS-1") != draw_code("YS-2")
    assert draw_code("YS-1").startswith("<svg")


def test_a_form_says_the_system_is_not_for_secrets() -> None:
    assert "非涉密系统，严禁处理、存储、传输国家秘密" in read_pdf(render_form_pdf(FORM))


def test_markup_in_a_form_stays_text() -> None:
    evil = '#panic("x")'
    form = replace(
        FORM, office=evil, fields=(FormField(evil, evil),), sections=(OpinionSection(evil, (Opinion(evil, evil),)),)
    )
    assert read_pdf(render_form_pdf(form)).count(evil) >= 6


@pytest.mark.parametrize("count", [0, 1, 60])
def test_a_receipt_has_a_line_for_every_unit(count: int) -> None:
    lines = tuple(ReceiptLine(f"区第{n}局", "1", received_at="2026年2月6日\n9时20分") for n in range(count))
    data = render_receipt_pdf(ReceiptForm("云山区人民政府办公室", "YS-1", "关于防汛的通知", lines))
    text = read_pdf(data)
    assert all(f"区第{n}局" in text for n in range(count))
    assert all("签收单位" in squeeze(page) for page in read_pdf_pages(data))


def test_templates_are_part_of_the_package() -> None:
    folder = Path(__file__).parents[1] / "writing" / "templates"
    assert {path.stem for path in folder.glob("*.typ")} >= {"official", "handling_form", "receipt_form", "ledger"}
