"""The Word files the layout checks are shown on: one notice and one request of our own, whole or with one thing changed.

No check. The writer is loaded when an example is made, not when the checks are listed.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from mingzheng.kit.lazy import lazy_module

official = lazy_module("mingzheng.documents.writing.official")
official_docx = lazy_module("mingzheng.documents.writing.official_docx")

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
FOOTER, EVEN_FOOTER = "word/footer1.xml", "word/footer2.xml"
_WORDS = "各镇街要对照任务清单逐项细化措施，明确时间节点和责任人员，于每月二十五日前报送工作进展情况。"
_MEASURES = "区水务局负责编制年度治理方案，按季度通报进度，协调解决施工中的用地、用电和交通组织问题。"


def _notice() -> Any:
    return official.OfficialDocument(
        layout=official.Layout.FILE,
        title="云山区人民政府办公室关于做好河道治理工作的通知",
        issuers=("云山区人民政府办公室",),
        body=(
            official.Paragraph(_WORDS),
            official.Heading("一、主要任务", 1),
            official.Paragraph(_MEASURES, lead="（一）编制方案。"),
            official.Paragraph(_WORDS, lead="（二）落实责任。"),
            official.Heading("二、工作要求", 1),
            official.Paragraph(_MEASURES),
        ),
        issued_on=date(2026, 2, 5),
        doc_number="云府办〔2026〕3号",
        recipients="各镇人民政府，各街道办事处",
        attachments=(official.Attachment("河道治理任务清单", (official.Paragraph(_WORDS),)),),
        annotation="此件公开发布",
        copies="区委办公室",
        printed_by="云山区人民政府办公室",
        printed_on=date(2026, 2, 6),
    )


def _request() -> Any:
    return official.OfficialDocument(
        layout=official.Layout.FILE,
        title="云山区人民政府关于调整河道治理规模的请示",
        issuers=("云山区人民政府",),
        body=(official.Paragraph(_WORDS), official.Paragraph("妥否，请批示。")),
        issued_on=date(2026, 11, 16),
        doc_number="云府〔2026〕23号",
        signers=("张大山",),
        recipients="市人民政府",
        annotation="联系人：李晓云，电话：0000-8123456",
    )


def notice() -> bytes:
    """Return the notice as it should be."""
    data: bytes = official_docx.render_docx(_notice())
    return data


def request() -> bytes:
    """Return the request as it should be."""
    data: bytes = official_docx.render_docx(_request())
    return data


def changed(part: str, *changes: tuple[str, str], source: Callable[[], bytes] = notice) -> Callable[[], bytes]:
    """Return a maker of a sample in which words of one part are replaced. Raises ValueError when they are not there."""
    return partial(_change, part, changes, source)


def styled(style: str, *changes: tuple[str, str], source: Callable[[], bytes] = notice) -> Callable[[], bytes]:
    """Return a maker of a sample in which one style is changed."""
    return partial(_change, STYLES, changes, source, style)


def _change(part: str, changes: tuple[tuple[str, str], ...], source: Callable[[], bytes], style: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info.filename)
            new.writestr(info.filename, _edit(data, changes, style) if info.filename == part else data)
    return out.getvalue()


def _edit(data: bytes, changes: tuple[tuple[str, str], ...], style: str) -> bytes:
    words = data.decode("utf-8")
    start = words.index(f'w:styleId="{style}"') if style else 0
    end = words.index("</w:style>", start) if style else len(words)
    piece = words[start:end]
    for before, after in changes:
        if before not in piece:
            raise ValueError(f"the sample has no {before}")
        piece = piece.replace(before, after)
    return (words[:start] + piece + words[end:]).encode("utf-8")
