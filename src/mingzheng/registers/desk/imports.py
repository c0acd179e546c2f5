"""Importing on the desk: template down, file up, every row's fate, names asked about, confirm, drop, take back."""

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import DoorError
from mingzheng.documents.reading import NotOurSheet
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, FileDrop, PlainForm
from mingzheng.platform.desk.public import DeskView, Outcome, Refusal, actor_of, go_to
from mingzheng.platform.files.public import Rejected, read_bytes, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.registers.declaration import Register
from mingzheng.registers.desk.acts import BookFormView
from mingzheng.registers.desk.lists import find_book
from mingzheng.registers.importing.batches import (
    answer_names,
    check_batch,
    confirm_batch,
    drop_batch,
    keep_sheet,
    revert_batch,
)
from mingzheng.registers.importing.reading import read_sheet
from mingzheng.registers.importing.template import write_template
from mingzheng.registers.models import BatchState, ImportBatch
from mingzheng.registers.naming import list_all_units
from mingzheng.registers.rules import may_enter
from mingzheng.registers.selectors import batches_for

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200
RECENT = 10


class SheetForm(PlainForm):
    """The file to import."""

    sheet = forms.FileField(
        label="填好的文件",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".xlsx,.csv"}),
        help_text="按模板填写的 xlsx，或表头相同的 CSV；一次不超过 5000 行。",
    )


class ImportView(BookFormView):
    """Uploading a file into a book; nothing is entered before it is confirmed."""

    template_name = "registers/import.html"
    form_class: ClassVar[type[forms.BaseForm]] = SheetForm
    submit_label = "上传并核对"
    page_title = "成批导入"
    purpose = "先核对每一行，确认后一次入册；有一行有问题，就一行也不导入。"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected, NotOurSheet)

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may not enter for any unit."""
        return may_enter(actor, find_book(self.kwargs["code"], actor))

    def get_cancel_url(self) -> str:
        """Return the book's list."""
        return reverse("registers:list", args=[self.book.code])

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the file, read it and go to its preview."""
        upload = form.cleaned_data["sheet"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="register_import")
        sheet = read_sheet(self.book, read_bytes(stored), filename=stored.name)
        batch = keep_sheet(self.book.code, sheet, file=stored, actor=self.actor, recorded_at=now())
        left = f"，未读取的栏：{'、'.join(sheet.unknown)}" if sheet.unknown else ""
        url = reverse("registers:batch", args=[self.book.code, batch.pk])
        return Outcome(f"读到 {len(sheet.rows)} 行，尚未入册，请核对{left}。", url)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, NotOurSheet):
            return Refusal("文件没有读取，未导入任何一行", [error.message], next_step=error.next_step, status=422)
        return super().explain_refusal(error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reader's own last imports."""
        recent = list(batches_for(self.actor, self.book)[:RECENT])
        return super().get_context_data(book=self.book, recent=recent, **kwargs)


class BatchView(DeskView):
    """One import: what would become of every row, or what became of it."""

    template_name = "registers/batch.html"

    @property
    def book(self) -> Register:
        """Return the book named in the address, or 404."""
        return find_book(self.kwargs["code"], self.actor)

    @property
    def batch(self) -> ImportBatch:
        """Return the reader's own import, or 404."""
        if not hasattr(self, "_batch"):
            found = batches_for(self.actor, self.book).filter(pk=self.kwargs["batch"]).first()
            if found is None:
                raise Http404
            self._batch = found
        return self._batch

    def get_page_title(self) -> str:
        """Return the file's name."""
        return f"导入：{self.batch.file_name}"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the book."""
        return [
            Crumb("登记簿", reverse("registers:index")),
            Crumb(self.book.title, reverse("registers:list", args=[self.book.code])),
            Crumb("成批导入", reverse("registers:import", args=[self.book.code])),
            Crumb(self.batch.file_name),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer names, confirm, drop or take back."""
        url = reverse("registers:batch", args=[self.book.code, self.batch.pk])
        try:
            return go_to(request, url, self._act(request))
        except DoorError as error:
            reasons = list(getattr(error, "reasons", ())) or [error.message]
            steps = [reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step]
            refusal = Refusal("没有办理，原因如下", reasons, next_step="；".join(steps) or error.next_step)
            context = self.get_context_data(refusal=refusal, **kwargs)
            return self.render_to_response(context, status=error.status)

    def _act(self, request: HttpRequest) -> str:
        act, pk, at = request.POST.get("act", ""), self.batch.pk, now()
        if act == "confirm":
            return f"已入册 {confirm_batch(pk, actor=self.actor, recorded_at=at).row_count} 条。"
        if act == "drop":
            drop_batch(pk, actor=self.actor, recorded_at=at)
            return "已放弃这次导入，没有入册任何一行。"
        if act == "revert":
            count = revert_batch(pk, actor=self.actor, recorded_at=at).row_count
            return f"已撤销这次导入的 {count} 条。"
        answer_names(pk, self._answers(request), actor=self.actor)
        return "已按选定的单位重新核对。"

    def _answers(self, request: HttpRequest) -> dict[str, int]:
        known = {pk for pk, _ in list_all_units(today())}
        names, units = request.POST.getlist("name"), request.POST.getlist("unit")
        pairs = zip(names, units, strict=False)
        return {name: int(pk) for name, pk in pairs if pk.isdecimal() and len(pk) < 18 and int(pk) in known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the preview, or the outcome."""
        batch = self.batch
        more: dict[str, Any] = {"is_open": batch.state == BatchState.CHECKED}
        if more["is_open"]:
            checked = check_batch(batch, actor=self.actor, today=today())
            more |= {
                "checked": checked,
                "shown": sorted(checked.lines, key=lambda line: (not line.problems, not line.duplicate, line.line))[
                    :MOST_SHOWN
                ],
                "units": list_all_units(today()) if checked.unclear else (),
            }
        return super().get_context_data(
            **{**kwargs, **more, "book": self.book, "batch": batch, "may_revert": batch.state == BatchState.CONFIRMED}
        )


@login_required
def template(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the book's template."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    book = find_book(code, actor)
    response = HttpResponse(write_template(book), content_type=MEDIA_TYPE)
    name = quote(f"{book.title}导入模板.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"template.xlsx\"; filename*=UTF-8''{name}"
    return response
