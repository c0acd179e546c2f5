"""Many changes at once: a workbook up, every row's fate, then one proposal. Nothing is kept but the file itself."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from mingzheng.casework.public import DoorError
from mingzheng.catalogues.desk.proposing import ChangeForm, ProposingView
from mingzheng.catalogues.selectors import entries_for, files_to_read
from mingzheng.catalogues.sheets import ReadSheet, read_catalogue
from mingzheng.documents.reading import NotOurSheet
from mingzheng.platform.design.public import FileDrop, PlainForm
from mingzheng.platform.desk.public import Outcome, Refusal
from mingzheng.platform.files.public import Rejected, StoredFile, read_bytes, store_upload
from mingzheng.platform.ledger.public import today

PURPOSE = "catalogue_import"
MOST_SHOWN = 200


class SheetForm(PlainForm):
    """The file to read."""

    sheet = forms.FileField(
        label="改好的表格",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".xlsx"}),
        help_text="先导出目录，在其中修改或添行后上传；一次不超过 500 行，不在表中的条目保持不变。",
    )


class ImportView(ProposingView):
    """Upload a workbook; what it would change is shown before anything is proposed."""

    template_name = "catalogues/import.html"
    form_class: ClassVar[type[forms.BaseForm]] = SheetForm
    submit_label = "上传并核对"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected, NotOurSheet)

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"成批申报：{self.catalogue.title}"

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["只核对，不改动目录；确认后作为一件申报送审核。"]

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, NotOurSheet):
            return Refusal("文件没有读取", [error.message], next_step=error.next_step, status=422)
        if isinstance(error, Rejected):
            return Refusal("文件没有收下", [error.message_zh], next_step=error.advice_zh, status=422)
        return super().explain_refusal(error)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the file, read it once and go to its preview."""
        upload = form.cleaned_data["sheet"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose=PURPOSE)
        sheet = read_catalogue(self.catalogue, read_bytes(stored), filename=stored.name, on=today())
        left = f"，未读取的栏：{'、'.join(sheet.unknown)}" if sheet.unknown else ""
        return Outcome(f"读到 {len(sheet.rows)} 行，尚未申报，请核对{left}。", f"{stored.pk}/")


class PreviewView(ImportView):
    """What a workbook would change, row by row; confirmed, it is one proposal."""

    template_name = "catalogues/preview.html"
    form_class: ClassVar[type[forms.BaseForm]] = ChangeForm
    submit_label = "送审核"

    @property
    def stored(self) -> StoredFile:
        """Return the reader's own file, or 404."""
        if not hasattr(self, "_stored"):
            found = files_to_read(self.actor, PURPOSE).filter(pk=self.kwargs["file_id"]).first()
            if found is None:
                raise Http404
            self._stored = found
        return self._stored

    @property
    def sheet(self) -> ReadSheet:
        """Return the file as it reads against the catalogue now."""
        if not hasattr(self, "_sheet"):
            try:
                self._sheet = read_catalogue(
                    self.catalogue, read_bytes(self.stored), filename=self.stored.name, on=today()
                )
            except NotOurSheet:
                raise Http404 from None
        return self._sheet

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose only what is without fault."""
        if self.sheet.faulty or not self.sheet.proposed:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Propose the lines."""
        return self.propose(self.sheet.proposed, form, key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show every row's fate, the faulty ones first."""
        rows = sorted(self.sheet.rows, key=lambda row: (not row.problems, row.proposed is None, row.line))
        return super().get_context_data(
            catalogue=self.catalogue,
            sheet=self.sheet,
            adds=self.sheet.count("add"),
            alters=self.sheet.count("alter"),
            shown=rows[:MOST_SHOWN],
            in_force=entries_for(self.actor, self.catalogue, today()).count(),
            **kwargs,
        )
