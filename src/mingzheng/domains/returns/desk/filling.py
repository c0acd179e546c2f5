"""The screen on which a unit fills in its form: one table, every fault at its field, nothing typed is lost.

Two people may fill in one form: what one changed and the other did not touch stays; where both changed the same figure,
the second is shown whose value stands there before his own is taken.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.public import DoorError, drop_draft, find_draft, save_draft
from mingzheng.domains.returns.desk.acting import ReturnPage, explain, works_on_returns
from mingzheng.domains.returns.selectors import find_files, find_offer
from mingzheng.domains.returns.services.filling import Entry, entry_of, fill_in
from mingzheng.domains.returns.sheet import Sheet, SheetLine, read_sheet
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, format_moment
from mingzheng.platform.desk.public import DeskView, go_to
from mingzheng.platform.files.public import Rejected, StoredFile, store_upload
from mingzheng.platform.ledger.public import now, today


@dataclass(slots=True)
class Row:
    """One figure as the screen draws it: the line, and what stands in its fields."""

    line: SheetLine
    entry: Entry
    seen: str
    errors: list[str] = field(default_factory=list)
    papers: list[StoredFile] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Say whether the row's further fields are shown at once."""
        notes = (self.entry.explanation, self.entry.source, self.entry.is_not_involved, self.papers)
        return bool(any(notes) or self.line.needs_explanation or self.line.line.problem)


def digest(entry: Entry) -> str:
    """Return the mark by which a form knows which content it was made of."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:16]


class FillView(ReturnPage, DeskView):
    """The filling screen."""

    template_name = "returns/fill.html"
    purpose = "逐项填写，可随时存；填齐后送本单位审签。近、超、余等字样照原样填写。"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get_page_title(self) -> str:
        """Return the form's title."""
        return self.item.case.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        number = self.item.case.number
        return [
            Crumb("填报", reverse("returns:forms")),
            Crumb(number, reverse("casework:case", args=[number])),
            Crumb("填写"),
        ]

    @property
    def place(self) -> str:
        """Name the draft."""
        return f"return:{self.item.pk}"

    @property
    def may_fill(self) -> bool:
        """Say whether the reader may fill the form in now."""
        offer = find_offer(self.actor, self.item.case, "fill_in")
        return offer is not None and getattr(offer, "is_lawful", False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form with what is stored, and the reader's draft above it."""
        sheet = read_sheet(self.item)
        draft = find_draft(self.actor, self.place, at=now()) if self.may_fill else None
        rows = self._rows(sheet, _Typed(draft.content) if draft else None)
        told = f"{format_moment(draft.saved_at)} 保存的草稿" if draft else ""
        return self._show(sheet, rows, drafted=told)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what can be read; show the rest again with its reasons."""
        sheet = read_sheet(self.item)
        rows = self._rows(sheet, _Typed.from_post(request.POST))
        self._take_papers(rows, request)
        changed = {row.line.code: row.entry for row in rows if self._is_changed(row)}
        for row in rows:
            if row.errors:
                changed.pop(row.line.code, None)
        try:
            taken = fill_in(
                self.item,
                sheet,
                changed,
                actor=self.actor,
                occurred_on=today(),
                recorded_at=now(),
                key=request.POST.get("idempotency_key", "")[:64],
            )
        except DoorError as error:
            self._keep_draft(rows)
            refusal = explain(error)
            return self._show(sheet, rows, status=refusal.status, refusal=refusal)
        for row in rows:
            row.errors += taken.errors.get(row.line.code, ())
        if any(row.errors for row in rows):
            self._keep_draft([row for row in rows if row.errors])
            fresh = read_sheet(self.item)
            return self._show(fresh, _renew(rows, fresh), status=422, stored=taken.stored)
        drop_draft(self.actor, self.place)
        return self._go_on(request, taken.stored)

    def _go_on(self, request: HttpRequest, stored: int) -> HttpResponse:
        number, sheet = self.item.case.number, read_sheet(self.item)
        said = f"已存 {stored} 项。" if stored else "没有改动。"
        if request.POST.get("do") != "submit":
            return go_to(request, reverse("returns:fill", args=[number]), said)
        if sheet.open_findings:
            said = f"{said}还有 {len(sheet.open_findings)} 处须处理，见各项提示。"
            return go_to(request, reverse("returns:fill", args=[number]) + "?check=1", said)
        return redirect(reverse("casework:act", args=[number, "request_submit"]))

    def _is_changed(self, row: Row) -> bool:
        """Say whether the reader changed a row; a row somebody else changed meanwhile is answered at its field."""
        held = entry_of(row.line)
        if row.line.is_computed or row.entry == held or digest(row.entry) == row.seen:
            return False
        if row.seen and row.seen != digest(held):
            who = row.line.line.filled_name or "其他人"
            value = "不涉及" if held.is_not_involved else held.value or "空"
            row.errors.append(
                f"{who}已先改为“{value}”，您填写的是“{row.entry.value or '空'}”。请核对，再存即以您的为准"
            )
            row.seen = digest(held)
            return False
        return True

    def _take_papers(self, rows: Sequence[Row], request: HttpRequest) -> None:
        for row in rows:
            kept = tuple(pk for pk in row.entry.papers if f"drop-{row.line.code}-{pk}" not in request.POST)
            fresh = []
            for upload in request.FILES.getlist(f"papers-{row.line.code}"):
                try:
                    stored = store_upload(upload, filename=upload.name or "", actor=self.actor, purpose="case")
                except Rejected as error:
                    row.errors.append(f"{error.message_zh}{error.advice_zh}")
                else:
                    fresh.append(int(stored.pk))
            if (*kept, *fresh) != row.entry.papers:
                old = row.entry
                row.entry = Entry(old.value, old.is_not_involved, old.explanation, old.source, (*kept, *fresh))

    def _rows(self, sheet: Sheet, typed: "_Typed | None") -> list[Row]:
        rows = []
        for line in sheet.lines:
            held = entry_of(line)
            entry = typed.entry(line.code, held) if typed and not line.is_computed else held
            seen = typed.seen(line.code) if typed else ""
            if seen and digest(entry) == seen:
                # Not touched by the reader: whatever stands there now is what he should see.
                entry, seen = held, ""
            rows.append(Row(line, entry, seen or digest(held)))
        return rows

    def _keep_draft(self, rows: Sequence[Row]) -> None:
        content: dict[str, Any] = {}
        for row in rows:
            content |= _fields(row)
        # What may not be kept is told by the filling itself.
        with suppress(DoorError):
            save_draft(self.actor, self.place, content, at=now())

    def _show(self, sheet: Sheet, rows: Sequence[Row], *, status: int = 200, **more: Any) -> HttpResponse:
        wanted = {pk for row in rows for pk in row.entry.papers}
        files = find_files(wanted)
        for row in rows:
            row.papers = [files[pk] for pk in row.entry.papers if pk in files]
        context = self.get_context_data(
            item=self.item,
            sheet=sheet,
            rows=rows,
            may_fill=self.may_fill,
            submit=find_offer(self.actor, self.item.case, "request_submit"),
            draft_url=reverse("casework:draft", args=[self.place]),
            wrong=sum(1 for row in rows if row.errors),
            check="check" in self.request.GET,
            **more,
        )
        return self.render_to_response(context, status=status)


def _renew(rows: Sequence[Row], sheet: Sheet) -> list[Row]:
    """Return the rows over the sheet as it stands after storing: stored rows as stored, wrong ones as typed."""
    found = []
    for row in rows:
        line = sheet.line(row.line.code) or row.line
        held = entry_of(line)
        found.append(Row(line, row.entry if row.errors else held, row.seen if row.errors else digest(held), row.errors))
    return found


def _fields(row: Row) -> dict[str, str]:
    entry, code = row.entry, row.line.code
    pairs = {
        f"value-{code}": entry.value,
        f"ni-{code}": "1" if entry.is_not_involved else "",
        f"explanation-{code}": entry.explanation,
        f"source-{code}": entry.source,
        f"kept-{code}": ",".join(map(str, entry.papers)),
        f"seen-{code}": row.seen,
    }
    return {name: text for name, text in pairs.items() if text}


class _Typed:
    """What came from a form or a draft, by field name."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    @classmethod
    def from_post(cls, post: Mapping[str, Any]) -> "_Typed":
        """Return what a browser sent."""
        return cls({name: post[name] for name in post})

    def entry(self, code: str, held: Entry) -> Entry:
        """Return the entry of a figure; a figure the form did not send stays as it is."""
        if not any(f"{name}-{code}" in self.content for name in ("value", "ni", "explanation", "source", "seen")):
            return held
        kept = self._text(f"kept-{code}")
        return Entry(
            value=self._text(f"value-{code}"),
            is_not_involved=bool(self._text(f"ni-{code}")),
            explanation=self._text(f"explanation-{code}"),
            source=self._text(f"source-{code}"),
            papers=tuple(int(word) for word in kept.split(",") if word.isdecimal()) if kept else held.papers,
        )

    def seen(self, code: str) -> str:
        """Return the mark of the content the form was made of."""
        return self._text(f"seen-{code}")

    def _text(self, name: str) -> str:
        value = self.content.get(name, "")
        return str(value[-1] if isinstance(value, list) else value).strip().replace("\r\n", "\n")
