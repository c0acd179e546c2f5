"""Words that were removed are nowhere in the new file; what cannot be proven gone gives no file at all."""

import io
import zlib
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from mingzheng.documents.reading import read_document
from mingzheng.documents.redacting import Marks, NotRedacted, contains_words, proving, redact_pdf, redactor
from mingzheng.documents.redacting.process import fold
from mingzheng.documents.writing.official import Layout, OfficialDocument, Paragraph
from mingzheng.documents.writing.official_pdf import render_pdf

SECRET = ("周小满", "13800001111", "云溪路12号3幢501室")


def paper(*extra: str) -> bytes:
    """Return a paper of three pages with names, a telephone number and an address, one broken over a line."""
    body = [
        f"经核实，申请加装电梯的业主{SECRET[0]}，联系电话{SECRET[1]}，住址为{SECRET[2]}，补贴金额为三万元，符合规定的条件。"
        * 3,
        *("其他内容可以公开。" * 30 for _ in range(8)),
        f"名单中另有{SECRET[0]}一人。",
        *extra,
    ]
    return render_pdf(
        OfficialDocument(
            Layout.PLAIN, "补贴发放名单", ("云山区住房局",), tuple(map(Paragraph, body)), issued_on=date(2026, 3, 2)
        )
    )


@pytest.fixture(scope="module")
def source() -> bytes:
    return paper()


@pytest.fixture(scope="module")
def result(source: bytes) -> bytes:
    return redact_pdf(source, Marks(SECRET)).data


def test_the_words_are_gone_from_text_bytes_and_sight_and_the_rest_stays(source: bytes, result: bytes) -> None:
    assert contains_words(source, SECRET) == list(SECRET)
    assert contains_words(result, SECRET) == []
    read = "".join(read_document(result, filename="公开件.pdf").text.split())
    assert not any(word in read for word in SECRET)
    assert read.count("其他内容可以公开") > 100
    assert "补贴金额为三万元" in read
    assert len(pypdfium2.PdfDocument(result)) == len(pypdfium2.PdfDocument(source))


def test_words_with_invisible_marks_between_their_letters_are_the_same_words() -> None:
    assert fold("周\u200b小 满１３８") == "周小满138"


def test_every_occurrence_is_counted(source: bytes) -> None:
    made = redact_pdf(source, Marks(SECRET[:1]))
    assert made.found == {SECRET[0]: 4}
    assert made.removed == 4


def test_nothing_of_the_old_file_comes_along(source: bytes, result: bytes) -> None:
    assert b"pdfaid" in result
    assert "补贴发放名单".encode("utf-16-be") not in result
    old = {stream for stream in proving._streams(source) if len(stream) > 200}
    fonts = set(proving._streams(result))
    assert not {stream for stream in old & fonts if b"BT" in stream}


def test_a_whole_page_may_go(source: bytes) -> None:
    made = redact_pdf(source, Marks(pages=frozenset({1})))
    first = pypdfium2.PdfDocument(made.data)[0].get_textpage().get_text_range()
    assert "".join(first.split()) == "本页不予公开"


def scanned() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "PDF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "marks", "code"),
    [
        (b"not a pdf", Marks(SECRET), "not_pdf"),
        (b"%PDF-1.7 broken", Marks(SECRET), "unreadable"),
        (None, Marks(), "nothing_marked"),
        (None, Marks(("李",)), "too_short"),
        (None, Marks(("不在文中的名字",)), "not_found"),
        (scanned(), Marks(pages=frozenset({2})), "unsearchable"),
    ],
)
def test_what_cannot_be_done_or_proven_gives_no_file(
    source: bytes, data: bytes | None, marks: Marks, code: str
) -> None:
    with pytest.raises(NotRedacted) as refused:
        redact_pdf(source if data is None else data, marks)
    assert refused.value.code == code
    assert refused.value.message


def test_a_scanned_page_somebody_looked_through_may_stay() -> None:
    assert redact_pdf(scanned(), Marks(pages=frozenset({2}), seen=frozenset({1}))).pages == 1


def test_a_file_that_still_holds_the_words_is_not_handed_over(source: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redactor, "typeset_pictures", lambda pages, title: source)
    with pytest.raises(NotRedacted) as refused:
        redact_pdf(source, Marks(SECRET))
    assert refused.value.code == "not_proven"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "utf-16-le", "gb18030"])
def test_words_hidden_in_a_packed_stream_are_found(result: bytes, encoding: str) -> None:
    hidden = b"\n9 0 obj\nstream\n" + zlib.compress(b"x" + SECRET[0].encode(encoding)) + b"endstream\n"
    assert contains_words(result + hidden, SECRET[:1]) == [SECRET[0]]
