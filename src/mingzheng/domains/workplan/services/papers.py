"""Letters of supervision and circulars as official documents: 催办单, 提醒函, 督办函, 通报.

What a letter says was typed when it was sent and is never changed here; an unapproved circular carries no red head, no
number and says in its title that it is not approved.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mingzheng.casework.public import Act, Case
from mingzheng.documents.writing.letters import Letter as Paper
from mingzheng.documents.writing.letters import LetterKind, RankingEntry, build_ranking, compose_letter
from mingzheng.documents.writing.official import Attachment, Column, Layout, OfficialDocument, Table
from mingzheng.domains.workplan.models import CircularDetail, Letter
from mingzheng.platform.design.public import format_date
from mingzheng.platform.numbering.public import find_numbers

KINDS = {Letter.Kind.REMINDER.value: LetterKind.REMINDER, Letter.Kind.SUPERVISION.value: LetterKind.SUPERVISION}
STANDING_COLUMNS = (
    Column("责任单位", 3.0),
    Column("应办", 1.0, "center"),
    Column("已销号", 1.1, "center"),
    Column("不涉及", 1.1, "center"),
    Column("在办", 1.0, "center"),
    Column("逾期", 1.0, "center"),
)
LONGEST_SUBJECT = 40
NUMBERED = re.compile(r"^\d+[.．、]\s*")


def compose_item_letter(letter: Letter) -> OfficialDocument:
    """Return a reminder or supervision letter as it went out. The letter comes with item, case and units loaded."""
    case = letter.item.case
    day = format_date(letter.reply_due_on) if letter.reply_due_on else ""
    closing = (f"请于{day}前书面回复。",) if day and day not in letter.body else ()
    office = case.origin_unit
    return compose_letter(
        Paper(
            kind=KINDS[letter.kind],
            doc_number=letter.number,
            subject=f"抓紧办理“{_shorten(case.title)}”",
            issuer=office.name,
            issued_on=letter.issued_on,
            recipients=letter.unit.name,
            paragraphs=(letter.body,),
            closing=closing,
            contact=f"联系电话：{office.contact_phone}" if office.contact_phone else "",
        )
    )


def urging_subject(act_id: int) -> str:
    """Return the subject under which an urging's number is kept."""
    return f"urging:{act_id}"


def numbers_of_urgings(acts: Iterable[Act]) -> dict[int, str]:
    """Return the number of each urging slip by its act; one that came in with a bulk load has none."""
    ids = [act.pk for act in acts]
    found = find_numbers(map(urging_subject, ids))
    return {pk: found.get(urging_subject(pk), "") for pk in ids}


def compose_urging(case: Case, act: Act) -> OfficialDocument:
    """Return an urging 催办 as a numbered slip 催办单: what is due, since when, and how often it was urged before."""
    times = case.acts.filter(action="urge", sequence__lte=act.sequence).count()
    earlier = f"已催办 {times - 1} 次，现再次催办" if times > 1 else "尚未办结，现予催办"
    note = str(act.data.get("note", "")).strip() or "请抓紧办理，并在系统内报送进展。"
    main = case.clocks.filter(is_main=True).order_by("pk").last()
    due = format_date(main.due_on) if main else "未定期限"
    table = Table(
        (Column("编号", 2.0), Column("事项", 4.5), Column("完成时限", 2.4)), ((case.number, case.title, due),)
    )
    return compose_letter(
        Paper(
            kind=LetterKind.URGING,
            doc_number=numbers_of_urgings([act])[act.pk],
            subject="工作要点台账办理",
            issuer=case.origin_unit.name,
            issued_on=act.occurred_on,
            recipients=case.handling_unit.name if case.handling_unit else "",
            paragraphs=(f"你单位承办的下列事项{earlier}：",),
            table=table,
            closing=(note,),
            is_sealed=False,
        )
    )


def compose_circular(circular: CircularDetail) -> OfficialDocument:
    """Return a circular: the issued one as a red-headed document, any other marked as not approved.

    The units' standing is its annex: a table before the signature leaves that alone on a page, which GB/T 9704-2012
    does not allow.
    """
    case = circular.case
    table = standing_table(circular)
    annex = Attachment(table.caption, (replace(table, caption=""),))
    issued = case.state == "issued"
    title = case.title if case.title.endswith("通报") else f"{case.title}的通报"
    as_of = format_date(circular.as_of) if circular.as_of else ""
    document = compose_letter(
        Paper(
            kind=LetterKind.CIRCULAR,
            doc_number=circular.number,
            subject="工作要点落实情况",
            issuer=case.origin_unit.name,
            issued_on=circular.issued_on or circular.as_of or case.opened_on,
            recipients="各有关单位" if issued else "",
            paragraphs=(circular.body, f"各单位台账情况见附件（统计截至{as_of}）。"),
            printed_by=case.origin_unit.name if issued else "",
            printed_on=circular.issued_on,
        )
    )
    document = replace(document, attachments=(annex,))
    if issued:
        return replace(document, title=title)
    mark = "待印发" if case.state == "approved" else "未批准"
    return replace(
        document,
        layout=Layout.PLAIN,
        title=f"【{mark}，不得外传】{title}",
        is_sealed=False,
        doc_number="",
    )


def standing_table(circular: CircularDetail) -> Table:
    """Return the units' standing as a table, in the order of the tree; ranked by share struck off when it says so."""
    caption = "各单位台账落实情况"
    if circular.with_ranking:
        entries = [
            RankingEntry(row["unit"], share_done(row), (*_counts(row), f"{share_done(row):.0%}"))
            for row in circular.table
        ]
        return build_ranking(
            entries,
            name_title="责任单位",
            columns=(*STANDING_COLUMNS[1:], Column("完成率", 1.2, "center")),
            caption=f"{caption}（按完成率排名）",
        )
    rows = tuple((row["unit"], *_counts(row)) for row in circular.table)
    return Table(STANDING_COLUMNS, rows, caption)


def share_done(row: dict[str, Any]) -> float:
    """Return the share of a unit's rows struck off, not counting those that do not concern it."""
    owed = row["total"] - row["not_involved"]
    return row["done"] / owed if owed else 1.0


def _counts(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("total", "done", "not_involved", "open", "overdue"))


def _shorten(title: str) -> str:
    title = NUMBERED.sub("", title)
    return title if len(title) <= LONGEST_SUBJECT else f"{title[:LONGEST_SUBJECT]}……"
