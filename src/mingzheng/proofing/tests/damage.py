"""Makes documents of every kind and damages them: cut short, bytes turned, pieces repeated, parts of archives spoiled."""

import io
import random
import re
import zipfile

import docx
import openpyxl

from mingzheng.proofing.disclosure.tests.layouts import html_report, markdown_report, text_report

PROSE = "2025年，全区共办理建议21件、提案36件，共57件，办结率100%，同比增长8.5%。联系电话：0668-1234567。"


def make_seeds() -> dict[str, bytes]:
    """Return a sound document of each kind."""
    return {
        "docx": _docx(),
        "xlsx": _xlsx(),
        "pdf": _pdf(),
        "html": html_report().encode(),
        "md": markdown_report().encode(),
        "txt": f"{PROSE}\n\n{text_report(between='', after='')}".encode(),
    }


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("云山区2025年工作报告", 1)
    for number in range(8):
        document.add_paragraph(f"（{'一二三四五六七八'[number]}）{PROSE}")
    table = document.add_table(rows=4, cols=8)
    for row in table.rows:
        for number, cell in enumerate(row.cells):
            cell.text = "（一）予以公开" if number == 0 else str(number)
    return _saved(document)


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(20):
        sheet.append([PROSE, number, number * 2.5])
    return _saved(book)


def _saved(thing) -> bytes:
    stream = io.BytesIO()
    thing.save(stream)
    return stream.getvalue()


def _pdf() -> bytes:
    lines = ["BT /F1 12 Tf 40 700 Td (Report 2025: 21 + 36 = 57) Tj ET"] * 3
    body = "\n".join(lines).encode()
    parts = [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n",
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(body), body),
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
        b"trailer<</Root 1 0 R>>\n%%EOF",
    ]
    return b"".join(parts)


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return the document damaged in one to three ways; every other one only in its words, so that the checks read it."""
    if chance.random() < 0.5:
        return _change_words(data, chance)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _turn(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randint(1, 2000)]
    return data[:start] + piece * chance.randint(2, 60) + data[start:]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 3000) :]


def _sprinkle(data: bytes, chance: random.Random) -> bytes:
    piece = chance.choice(
        [
            "\x00" * 50,
            "（" * 400,
            "9" * 5000,
            "一" * 3000,
            "<div>" * 3000,
            "|" * 2000,
            "\u202e\ufeff",
            "1." * 2000,
            "《" * 500,
        ]
    ).encode()
    start = chance.randrange(len(data) + 1)
    return data[:start] + piece + data[start:]


def _spoil_part(data: bytes, chance: random.Random) -> bytes:
    """Damage one part inside an archive and pack it again, so that the reader gets as far as its words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except Exception:
        return _turn(data, chance)
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((_cut, _turn, _repeat, _drop, _sprinkle))(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for filename, words in parts.items():
            archive.writestr(filename, words)
    return stream.getvalue()


def _change_words(data: bytes, chance: random.Random) -> bytes:
    """Change words and leave the file whole: in every part of an archive that holds words, or in the text itself."""
    if data[:2] != b"PK":
        return _changed(data, chance, _TEXT) if data[:4] != b"%PDF" else data.replace(b"21 + 36", b"9" * 300)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for info in archive.infolist():
            words = archive.read(info)
            holds_words = info.filename in ("word/document.xml", "xl/sharedStrings.xml")
            made.writestr(info.filename, _changed(words, chance, _NODES) if holds_words else words)
    return stream.getvalue()


def _changed(data: bytes, chance: random.Random, pattern: re.Pattern[str]) -> bytes:
    return pattern.sub(lambda match: _mutated(match[0], chance), data.decode("utf-8")).encode("utf-8")


def _mutated(words: str, chance: random.Random) -> str:
    """Return words with a few pieces dropped, doubled, moved, or strange ones put in."""
    for _ in range(chance.randint(0, 3)):
        at, until = sorted(chance.randrange(len(words) + 1) for _ in range(2))
        until = min(until, at + 40)
        piece = words[at:until]
        other = chance.choice((piece * 2, "", piece[::-1], chance.choice(_STRANGE)))
        words = words[:at] + other + words[until:]
    return words


_TEXT, _NODES = re.compile(r"[^<>\n]{4,}"), re.compile(r"(?<=>)[^<>]{2,}(?=<)")
_STRANGE = (
    *(
        "（" * 60,
        "）》",
        "《",
        "“",
        "9" * 40,
        "0.000",
        "１２３４",
        "一" * 50,
        "99999999999999亿元",
        "-1%",
        "1/0",
        "其中",
        "共0件",
    ),
    *(
        "同比增长100%",
        "2025年13月45日",
        "第〇条",
        "零",
        "①㊿",
        "\u202e",
        "\ufeff",
        "，，。",
        "、" * 30,
        "1.1.1.",
        "\u3000" * 20,
        "|",
    ),
    *(
        "62220212345678901",
        "①",
        "等0个",
        "—1—",
        "2 0 2 5",
        "N个",
        "XX",
        "合计",
        "%%",
        "万亿",
        "（一）（一）",
        "\ue000",
        "𠀀𠀁",
        "e\u0301",
    ),
)
_WAYS = (_cut, _turn, _repeat, _drop, _sprinkle, _spoil_part, _spoil_part)
