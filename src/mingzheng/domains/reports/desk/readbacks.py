"""Reading a Word file back: upload, what it would change with every number against its figure, taking what is chosen."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.reports.composition.differences import compare_words
from mingzheng.domains.reports.desk.forms import WordFileForm
from mingzheng.domains.reports.desk.pages import ReportFormView, ReportView
from mingzheng.domains.reports.models import ReadBack
from mingzheng.domains.reports.selectors import find_read_back, read_backs_of
from mingzheng.domains.reports.services import readbacks as services
from mingzheng.platform.desk.public import Outcome, go_to
from mingzheng.platform.files.public import attach, read_bytes, store_upload
from mingzheng.platform.ledger.public import now

KINDS = {
    "block": "修改",
    "heading": "改标题",
    "new": "新增一段",
    "removed": "删去一段",
    "lead_in": "修改导语",
    "moved": "移动一段",
    "section_moved": "移动一节",
    "heading_removed": "删去标题",
    "new_heading": "新增标题",
}


class ReadBacksView(ReportFormView):
    """Upload a file; the earlier ones with what became of them."""

    template_name = "reports/read_backs.html"
    form_class: ClassVar[type[forms.BaseForm]] = WordFileForm
    submit_label: ClassVar[str] = "上传并比对"
    tab = "readback"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them."""
        return super().get_context_data(read_backs=read_backs_of(self.report), **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the file, compare it, show what it would change."""
        upload = form.cleaned_data["document"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="report_read_back")
        row = services.read_back(
            self.report, read_bytes(stored), file_name=upload.name, file_id=stored.pk, actor=self.actor, at=now()
        )
        attach(stored, subject=f"case:{self.report.pk}", actor=self.actor)
        found = len(row.proposals)
        text = f"读出 {found} 处不同，请逐处确认。" if found else "文件与正文一致，没有要改的。"
        return Outcome(text, reverse("reports:read_back", args=[self.report.case.number, row.pk]))


class ReadBackView(ReportView):
    """One file's proposals: each with its words before and after; changed numbers keep their figure unless chosen."""

    template_name = "reports/read_back.html"
    tab = "readback"

    @property
    def read_back(self) -> ReadBack:
        """Return the read-back in the address, or 404."""
        found = find_read_back(self.report, self.kwargs["read_back_id"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the proposals."""
        row = self.read_back
        proposals = [
            {
                **proposal,
                "label": KINDS[proposal["kind"]],
                "words": compare_words(proposal["before"], proposal["after"]),
            }
            for proposal in row.proposals
        ]
        numbers = sum(len(proposal.get("numbers", ())) for proposal in row.proposals)
        return super().get_context_data(read_back=row, proposals=proposals, changed_numbers=numbers, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take what was chosen, or set the file aside."""
        row, here = self.read_back, reverse("reports:read_backs", args=[self.kwargs["number"]])
        try:
            if request.POST.get("do") == "drop":
                services.drop_read_back(row.pk, actor=self.actor, at=now())
                return go_to(request, here, "这份 Word 稿已放弃，正文没有改动。")
            chosen = {int(one) for one in request.POST.getlist("take") if one.isdecimal()}
            typed = {_pair(one) for one in request.POST.getlist("typed")} - {None}
            taken = services.take_read_back(row.pk, chosen=chosen, typed=typed, actor=self.actor, at=now())  # type: ignore[arg-type]
        except DoorError as error:
            return go_to(request, here, f"{error.message}{error.next_step}")
        return go_to(request, reverse("reports:editor", args=[self.kwargs["number"]]), f"已采用 {taken} 处修改。")


def _pair(text: str) -> tuple[int, int] | None:
    left, _, right = text.partition("-")
    return (int(left), int(right)) if left.isdecimal() and right.isdecimal() else None


urlpatterns = [
    path("desk/reports/<str:number>/read-backs", ReadBacksView.as_view(), name="read_backs"),
    path("desk/reports/<str:number>/read-backs/<int:read_back_id>", ReadBackView.as_view(), name="read_back"),
]
