"""What of an item is carried to the provincial platform: the values of its form, the text, a package with every file."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from bs4 import BeautifulSoup, Tag

from mingzheng.documents.writing.official import Block, Heading, Layout, OfficialDocument, Paragraph
from mingzheng.documents.writing.official import Column as TableColumn
from mingzheng.documents.writing.official import Table as OfficialTable
from mingzheng.documents.writing.sheets import Sheet, SheetColumn, write_xlsx
from mingzheng.domains.publishing.exchange.fields import FilledField, fill_form, read_form
from mingzheng.domains.publishing.models import Publication
from mingzheng.domains.publishing.rules import assess_validity
from mingzheng.domains.publishing.selectors import contents_of
from mingzheng.domains.publishing.site.addresses import asset_address, item_address
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.content.public import Asset, render_body, spoken_text
from mingzheng.platform.design.public import format_date, format_moment
from mingzheng.platform.files.public import FileUnavailable, read_bytes
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import get_site
from mingzheng.worktime.public import SHANGHAI

official_docx = lazy_module("mingzheng.documents.writing.official_docx")


def values_of(row: Publication, attachments: Sequence[Asset], at: datetime) -> dict[str, str]:
    """Return every value the platform's form may ask for, as text."""
    validity = assess_validity(
        at.astimezone(SHANGHAI).date(),
        in_force_from=row.in_force_from,
        in_force_to=row.in_force_to,
        abolished_on=row.abolished_on,
    )
    days = {
        name: format_date(getattr(row, name)) if getattr(row, name) else ""
        for name in ("written_on", "in_force_from", "in_force_to")
    }
    plain = {
        name: str(getattr(row, name))
        for name in (
            "title",
            "source",
            "document_number",
            "index_number",
            "subject",
            "summary",
            "contact",
            "map_number",
        )
    }
    return (
        plain
        | days
        | {
            "published_at": f"{row.published_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            "column": row.column.name,
            "item_class": row.get_item_class_display(),
            "author": row.author_name,
            "unit": row.unit.name,
            "issuer": row.issuer or row.unit.name,
            "genre": row.get_genre_display() if row.genre else "",
            "validity": validity.value,
            "address": get_site().absolute(item_address(row.path)),
            "attachments": "\n".join(asset.title for asset in attachments),
        }
    )


def _body_of(row: Publication) -> str:
    """Return the text as it is pasted: pictures by their address on our site."""
    numbers = {entry["number"]: entry for entry in row.manifest["assets"]}
    names = {asset.pk: asset.file.name for asset in Asset.objects.filter(pk__in=numbers).select_related("file")}

    def address(number: int) -> str:
        return get_site().absolute(asset_address(row.path, number, names[number])) if number in names else ""

    return render_body(row.revision.html, address)


def fill_for(row: Publication, at: datetime) -> list[FilledField]:
    """Return the platform's form filled with an item."""
    html = _body_of(row)
    values = values_of(row, contents_of(row, at).attachments, at)
    texts = values | {"body": spoken_text(row.revision.html), "text": spoken_text(row.revision.html)}
    return fill_form(read_form(get_value("publishing.platform_form")), texts, html)


def package_of(row: Publication, at: datetime) -> bytes:
    """Return a zip: the form as a workbook, the text as Word, HTML and plain text, every picture and attachment."""
    contents, buffer = contents_of(row, at), io.BytesIO()
    fields = fill_for(row, at)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("录入表单.xlsx", _form_workbook(row, fields))
        box.writestr("正文.docx", text_as_word(row))
        box.writestr(
            "正文.html", f"<!doctype html><meta charset=utf-8><title>{escape(row.title)}</title>{_body_of(row)}"
        )
        box.writestr("正文.txt", spoken_text(row.revision.html))
        for folder, assets in (("附件", contents.attachments), ("图片", tuple(contents.images.values()))):
            for place, asset in enumerate(assets, 1):
                _put(box, f"{folder}/{place:02d} {asset.file.name}", asset)
    return buffer.getvalue()


def _put(box: zipfile.ZipFile, name: str, asset: Asset) -> None:
    try:
        box.writestr(name, read_bytes(asset.file))
    except FileUnavailable:
        box.writestr(f"{name}.缺失.txt", "文件已不在，请联系系统管理员。")


def _form_workbook(row: Publication, fields: Sequence[FilledField]) -> bytes:
    columns = (SheetColumn("label", "栏名", width=18), SheetColumn("value", "内容", width=80))
    rows = [(field.label, field.text) for field in fields]
    return write_xlsx([Sheet("录入表单", columns, rows, title=row.title)])


def list_as_workbook(rows: Iterable[Publication], at: datetime) -> bytes:
    """Return items as one workbook in the platform's form, one a line; the text stays in each item's package."""
    form = [pair for pair in read_form(get_value("publishing.platform_form")) if pair[1] not in {"body", "text"}]
    columns = tuple(SheetColumn(f"c{place}", label, width=24) for place, (label, _) in enumerate(form))
    columns += (SheetColumn("case", "本系统件号", width=20), SheetColumn("external", "平台编号", width=20))

    def lines() -> Iterable[list[str]]:
        for row in rows:
            values = values_of(row, contents_of(row, at).attachments, at)
            yield [
                *(values.get(source, "") for _, source in form),
                row.item.case.number,
                row.item.case.external_number,
            ]

    note = f"{format_moment(at)} 导出，正文和附件见各件的打包文件"
    return write_xlsx([Sheet("发布信息", columns, lines(), title="发布信息清单", note=note)])


def text_as_word(row: Publication) -> bytes:
    """Return an item's text as a Word file."""
    blocks = tuple(_blocks(BeautifulSoup(row.revision.html, "html.parser")))
    document = OfficialDocument(
        Layout.PLAIN, row.title, (row.issuer or row.unit.name,), blocks or (Paragraph(""),), is_sealed=False
    )
    return official_docx.render_docx(document)


def _blocks(soup: BeautifulSoup) -> Iterable[Block]:
    for tag in soup.find_all(["h2", "h3", "h4", "p", "li", "table", "figcaption"]):
        if tag.name != "table" and tag.find_parent("table") is not None:
            continue
        text = tag.get_text(" ", strip=True)
        if tag.name == "table":
            yield from _table(tag)
        elif text and tag.name in {"h2", "h3", "h4"}:
            yield Heading(text, int(tag.name[1]) - 1)
        elif text:
            yield Paragraph(text)


def _table(tag: Tag) -> Iterable[Block]:
    rows = [[cell.get_text(" ", strip=True) for cell in line.find_all(["td", "th"])] for line in tag.find_all("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = tuple(TableColumn(text or "　", 1.0) for text in head)
    yield OfficialTable(columns, tuple(tuple(row) for row in body))
