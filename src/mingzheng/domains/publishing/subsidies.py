"""Posting sheets of subsidies: what each community's households received in a year, and whether it was posted in time.

Legal basis: 政府信息公开条例 第二十条第十一项、第二十一条; results are posted by community before the year ends and kept at the
residents' committee afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from mingzheng.documents.writing.official import Column, Layout, OfficialDocument, Paragraph, Table
from mingzheng.domains.publishing.models import Posting, SubsidyPayment
from mingzheng.kit.lazy import lazy_module
from mingzheng.registers.public import RecordState

official_docx = lazy_module("mingzheng.documents.writing.official_docx")

COUNTED = (RecordState.VERIFIED, RecordState.CORRECTED, RecordState.ENTERED)


def mask_name(name: str) -> str:
    """Return a name as sheets show it: the first character and the last, the rest hidden. Legal basis: 个人信息保护法"""
    if len(name) <= 1:
        return name
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A community's sheet of one subsidy in a year, with the posting that belongs to it."""

    community: str
    subsidy: str
    households: int
    amount: Decimal
    posted_from: date | None
    posted_until: date | None
    kept_at: str
    lamp: str
    word: str


@dataclass(frozen=True, slots=True)
class PaidLine:
    """One household as the sheet shows it."""

    name: str
    basis: str
    amount: Decimal
    day: date


def list_years() -> list[int]:
    """Return the years in which subsidies were paid, the newest first."""
    return list(SubsidyPayment.objects.order_by("-year").values_list("year", flat=True).distinct())


def list_sheets(year: int, today: date) -> list[SheetLine]:
    """Return the sheets of a year by community; the last day to post is the year's."""
    rows = SubsidyPayment.objects.filter(year=year, state__in=COUNTED)
    totals = rows.values("community", "subsidy").annotate(households=Count("pk"), amount=Sum("amount"))
    postings = list(
        Posting.objects.filter(matter="subsidy", occurred_on__year=year)
        .exclude(state=RecordState.WITHDRAWN)
        .select_related("board")
    )
    return [
        _line(row["community"], row["subsidy"], row["households"], row["amount"], postings, year, today)
        for row in totals.order_by("community", "subsidy")
    ]


def _line(
    community: str, subsidy: str, households: int, amount: Decimal, postings: Sequence[Posting], year: int, today: date
) -> SheetLine:
    held = next(
        (
            one
            for one in postings
            if subsidy in one.title and (community in one.title or (one.board and one.board.community == community))
        ),
        None,
    )
    last = date(year, 12, 31)
    if held is not None:
        lamp, word = ("normal", "已张贴")
        if today > held.until and not held.kept_at:
            lamp, word = "due_soon", "期满，请登记留存处"
    elif today > last:
        lamp, word = "overdue", "年底前没有张贴"
    elif (last - today).days <= 30:
        lamp, word = "due_soon", f"还剩 {(last - today).days} 日"
    else:
        lamp, word = "not_started", "未张贴"
    return SheetLine(
        community,
        subsidy,
        households,
        amount,
        held.occurred_on if held else None,
        held.until if held else None,
        held.kept_at if held else "",
        lamp,
        word,
    )


def list_paid(year: int, community: str, subsidy: str) -> list[PaidLine]:
    """Return the households of a sheet, names hidden, the largest amount first."""
    rows = SubsidyPayment.objects.filter(year=year, community=community, subsidy=subsidy, state__in=COUNTED)
    return [
        PaidLine(mask_name(row.beneficiary), row.basis_of_amount, row.amount, row.occurred_on)
        for row in rows.order_by("-amount", "pk")
    ]


def sheet_as_word(year: int, community: str, subsidy: str, *, issuer: str, hotline: str) -> bytes:
    """Return a posting sheet as a Word file to print and hang up."""
    lines = list_paid(year, community, subsidy)
    total = sum((line.amount for line in lines), Decimal(0))
    columns = (
        Column("序号", 0.5, "center"),
        Column("户主", 1.0, "center"),
        Column("标准", 2.2),
        Column("金额（元）", 1.2, "right"),
        Column("发放日期", 1.4, "center"),
    )
    rows = tuple(
        (str(place), line.name, line.basis or "—", f"{line.amount:,.2f}", f"{line.day:%Y-%m-%d}")
        for place, line in enumerate(lines, 1)
    )
    body = (
        Paragraph(f"{community} {year}年共 {len(lines)} 户，合计 {total:,.2f} 元，现予公布，接受监督。"),
        Table(columns, rows),
        Paragraph(
            f"有异议的，请在公示期内向{issuer}提出，也可拨打 {hotline}。公示期满后，本表留存{community}居委会，居民可以查阅。"
        ),
    )
    title = f"{community}{year}年{subsidy}发放情况公示"
    return official_docx.render_docx(OfficialDocument(Layout.PLAIN, title, (issuer,), body, is_sealed=True))
