"""Printable forms that accompany a case on paper: 呈批表、办文单 and 签收单, with a code that finds the case again.

Answers for: the shape of the forms and their PDF. Does not belong here: which opinions a case has (`casework`), what
the code's address leads to (the caller gives it).
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from mingzheng.documents.fonts import FontPlan
from mingzheng.documents.writing.official import clean_shape
from mingzheng.documents.writing.text import format_date
from mingzheng.documents.writing.typesetting import RenderedPdf, typeset
from mingzheng.kit.lazy import lazy_module

segno = lazy_module("segno")


@dataclass(frozen=True, slots=True)
class FormField:
    """A label and its value; `is_wide` takes the whole line instead of half."""

    label: str
    value: str = ""
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion signed on a day. `recorded_by` names who entered it for the signer (代录), `recorded_on` a late entry."""

    text: str
    name: str
    signed_on: date | None = None
    post: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpinionSection:
    """A box of opinions (拟办意见、领导批示 …); empty, it leaves `blank_lines` to write in by hand."""

    label: str
    opinions: tuple[Opinion, ...] = ()
    blank_lines: int = 4


@dataclass(frozen=True, slots=True)
class HandlingForm:
    """呈批表 or 办文单. The code holds `code_text`, an address or, if empty, the case number."""

    office: str
    title: str
    case_number: str
    fields: tuple[FormField, ...]
    sections: tuple[OpinionSection, ...]
    urgency: str = ""
    code_text: str = ""
    printed_on: date | None = None
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A unit that signs for a document; an empty name is signed by hand."""

    unit: str
    copies: str = ""
    name: str = ""
    received_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptForm:
    """签收单: who received the document, and when."""

    office: str
    case_number: str
    document_title: str
    lines: tuple[ReceiptLine, ...]
    doc_number: str = ""
    limit: str = ""
    code_text: str = ""
    printed_on: date | None = None
    printed_by: str = ""


def render_form_pdf(form: HandlingForm, *, fonts: FontPlan | None = None) -> bytes:
    """Return the handling form as PDF."""
    return compose_form(form, fonts=fonts).data


def compose_form(form: HandlingForm, *, fonts: FontPlan | None = None) -> RenderedPdf:
    """Return the handling form's PDF with what became of its characters. Long opinions run over several pages."""
    clean = clean_shape(form)
    data = {
        **_describe_frame(clean),
        "title": clean.office + clean.title,
        "urgency": clean.urgency,
        "fields": [_describe_field(field) for field in clean.fields],
        "sections": [
            {
                "label": section.label,
                "blank_lines": section.blank_lines,
                "opinions": [_describe_opinion(opinion) for opinion in section.opinions],
            }
            for section in clean.sections
        ],
    }
    return typeset(
        "handling_form", data, title=f"{data['title']} {clean.case_number}", dated=form.printed_on, fonts=fonts
    )


def render_receipt_pdf(form: ReceiptForm, *, fonts: FontPlan | None = None) -> bytes:
    """Return the receipt form as PDF."""
    clean = clean_shape(form)
    data = {
        **_describe_frame(clean),
        "title": clean.office + "文件签收单",
        "urgency": "",
        "document": [
            {"label": "文件标题", "value": clean.document_title, "wide": True},
            {"label": "文　　号", "value": clean.doc_number, "wide": False},
            {"label": "签收时限", "value": clean.limit, "wide": False},
        ],
        "lines": [
            [str(number), line.unit, line.copies, line.name, line.received_at, line.note]
            for number, line in enumerate(clean.lines, start=1)
        ],
    }
    title = f"{data['title']} {clean.case_number}"
    return typeset("receipt_form", data, title=title, dated=form.printed_on, fonts=fonts).data


def _describe_frame(form: HandlingForm | ReceiptForm) -> dict[str, Any]:
    printed = "　".join(part for part in (form.printed_by, format_date(form.printed_on)) if part)
    return {
        "case_number": form.case_number,
        "code": _draw_code(form.code_text or form.case_number),
        "printed": f"打印：{printed}" if printed else "",
    }


def _draw_code(text: str) -> str:
    """Return a QR code as SVG; level M still reads with a stamp's edge or a fold across it."""
    buffer = BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="svg", border=1, xmldecl=False, svgns=True)
    return buffer.getvalue().decode()


def _describe_field(field: FormField) -> dict[str, Any]:
    return {"label": field.label, "value": field.value, "wide": field.is_wide}


def _describe_opinion(opinion: Opinion) -> dict[str, Any]:
    marks = []
    if opinion.recorded_by:
        marks.append(f"代录：{opinion.recorded_by}")
    if opinion.recorded_on and opinion.recorded_on != opinion.signed_on:
        marks.append(f"补录于{format_date(opinion.recorded_on)}")
    return {
        "text": opinion.text,
        "signature": "　".join(part for part in (opinion.post, opinion.name) if part),
        "date": format_date(opinion.signed_on),
        "mark": f"（{'，'.join(marks)}）" if marks else "",
    }
