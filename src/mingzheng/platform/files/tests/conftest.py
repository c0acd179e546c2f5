"""An actor with a post, a store of its own, and small real files of each kind."""

import io
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest

from mingzheng.platform.access.public import Actor, PostView


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.CLAMD_ADDRESS = ""
    return settings.VAR_DIR


@pytest.fixture
def actor():
    return Actor(kind="person", name="王办", posts=(PostView(unit_id=5, level="clerk", title="办公室科员"),))


def make_docx(text="关于报送材料的通知", *, header="", textbox=""):
    document = docx.Document()
    document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return add_entries(stream.getvalue(), {"word/comments9.xml": f"<w:p><w:t>{textbox}</w:t></w:p>"} if textbox else {})


def make_xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_zip(files, *, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def add_entries(data, files):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_blank_pdf():
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
