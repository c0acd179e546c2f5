"""Screens of archiving: the list of files with its hand-over list, one file with its checks, appraisals, archiving a case."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from mingzheng.casework.archiving.models import Appraisal, ArchiveFile
from mingzheng.casework.archiving.selectors import appraisals_for, expired_for, files_for, find_file_of
from mingzheng.casework.archiving.services import (
    KEEPERS,
    SIGNERS,
    Proposal,
    archive_case,
    hand_over,
    may_keep,
    may_sign,
    propose_appraisal,
    sign_appraisal,
)
from mingzheng.casework.errors import CaseNotFound, DoorError, NotPermitted, Refused
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import get_case_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, Fact, PlainForm, PlainTextarea, Tab, format_date
from mingzheng.platform.desk.public import (
    BulkAction,
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskFormView,
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    LinkColumn,
    NumberColumn,
    Outcome,
    Refusal,
    SelectColumn,
    actor_of,
)
from mingzheng.platform.files.public import FileUnavailable, file_response, open_file
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import organ_of

BASIS = "档案法；机关档案管理规定"


def keeps_archives(actor: Actor | None) -> bool:
    """Say whether somebody keeps or signs for the archive files of some unit."""
    return actor is not None and any(grant.role in KEEPERS | SIGNERS for grant in actor.grants)


class FileTable(DeskTable):
    """Archive files in the order of a hand-over list."""

    caption = "归档文件"
    select = SelectColumn(title=lambda row: row.code)
    code = CodeColumn(verbose_name="档号")
    title = LinkColumn(
        verbose_name="题名", url=lambda row: reverse("casework:archive-file", args=[row.pk]), orderable=False
    )
    case = CodeColumn(verbose_name="事项编号", accessor="case__number", priority=3)
    unit = DeskColumn(verbose_name="立档单位", is_short=True, priority=3)
    year = CodeColumn(verbose_name="年度", priority=3)
    retention = DeskColumn(verbose_name="保管期限", accessor="get_retention_display", orderable=False, is_short=True)
    papers = NumberColumn(verbose_name="附件数", priority=4)
    expires_on = DateColumn(verbose_name="期满日", priority=2)
    state = DeskColumn(verbose_name="状态", accessor="get_state_display", orderable=False, is_short=True)


class FileListView(DeskListView):
    """Files of cases the reader may see."""

    page_title = "归档文件"
    purpose = "办结的件自动归档；这里是归档文件目录，可导出为移交清单。"
    basis = BASIS
    list_key: ClassVar[str] = "casework.archive"
    table_class: ClassVar[type[DeskTable]] = FileTable
    export_name = "归档文件目录"

    def may_see(self, actor: Actor) -> bool:
        """Admit who keeps archives or signs for them."""
        return keeps_archives(actor)

    @property
    def which(self) -> str:
        """Return which files are asked for."""
        return self.request.GET.get("show", "")

    def get_rows(self) -> Any:
        """Return all files, or those whose period has ended."""
        return expired_for(self.actor, today()) if self.which == "expired" else files_for(self.actor)

    def get_tabs(self) -> Sequence[Tab]:
        """Offer all, the expired, and appraisals."""
        return [
            Tab("全部", "?", is_current=self.which != "expired"),
            Tab("保管期满", "?show=expired", is_current=self.which == "expired"),
            Tab("鉴定销毁", reverse("casework:appraisals")),
        ]

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Offer hand-over, and appraisal of what has expired."""
        if self.which == "expired":
            return [BulkAction("提出鉴定", reverse("casework:appraise"))]
        return [BulkAction("移交", reverse("casework:hand-over"))]

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        if self.which == "expired":
            return EmptyWords("没有保管期满的文件", "保管期限届满后列在这里，由鉴定决定销毁或者继续保管。")
        return EmptyWords("还没有归档文件", "件办结后自动归档，也可以在事项页提前归档。")


class FileView(DeskView):
    """One archive file: its facts and its checks."""

    template_name = "casework/archive_file.html"
    basis = BASIS

    @cached_property
    def row(self) -> ArchiveFile:
        """Return the file, or 404."""
        found = files_for(self.actor).filter(pk=self.kwargs["file_id"]).select_related("hand_over", "appraisal").first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return its number."""
        return self.row.code

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("归档文件", reverse("casework:archive")), Crumb(self.row.code)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        row = self.row
        facts = [
            Fact("题名", row.title, url=reverse("casework:case", args=[row.case.number])),
            Fact("立档单位", organ_of(row.unit, row.archived_on).name),
            Fact("全宗号", row.fonds),
            Fact(
                "保管期限",
                row.get_retention_display() + (f"，至 {format_date(row.expires_on)}" if row.expires_on else ""),
            ),
            Fact("附件数", str(row.papers)),
            Fact("归档", f"{row.archived_by}，{format_date(row.archived_on)}"),
            Fact("状态", row.get_state_display()),
        ]
        if row.hand_over:
            given = row.hand_over
            words = f"{format_date(given.made_on)}移交{given.receiver}，{given.handed_by} 交，{given.received_by} 收"
            facts.append(Fact("移交", words))
        if row.destroyed_on and row.appraisal:
            signed = f"{row.appraisal.first_name}、{row.appraisal.second_name} 签字"
            facts.append(Fact("销毁", f"{format_date(row.destroyed_on)}，{signed}"))
        return super().get_context_data(row=row, facts=facts, may_open=may_keep(self.actor, row.unit_id), **kwargs)


@login_required
def bundle(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand out the bundle to who keeps the unit's archives."""
    actor = actor_of(request)
    row = files_for(actor).filter(pk=file_id).first() if actor else None
    if actor is None or row is None or row.bundle_id is None:
        raise Http404
    if not may_keep(actor, row.unit_id):
        raise PermissionDenied
    try:
        return file_response(
            open_file(row.bundle_id, actor, may_read=lambda _actor, subjects: f"archive:{row.pk}" in subjects)
        )
    except FileUnavailable:
        raise Http404 from None


@require_POST
@login_required
def archive_now(request: HttpRequest, number: str) -> HttpResponse:
    """Archive a closed case before the night."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        case = get_case_for(actor, number=number)
        row = archive_case(case, actor=actor)
    except CaseNotFound:
        raise Http404 from None
    except NotPermitted:
        raise PermissionDenied from None
    except Refused as error:
        messages.error(request, f"没有归档：{error.message}")
        return redirect("casework:case", number=number)
    messages.success(request, f"已归档，档号 {row.code}。")
    return redirect("casework:case", number=number)


def archive_panel(case: Case, actor: Actor) -> dict[str, Any] | None:
    """Return what the page of a closed case says of its file; None for an open case."""
    if case.is_open:
        return None
    return {"row": find_file_of(case), "case": case, "may_archive": may_keep(actor, case.origin_unit_id)}


class HandOverForm(PlainForm):
    """To whom, and who signed."""

    receiver = forms.CharField(label="接收单位", max_length=120)
    made_on = forms.DateField(label="移交日期", widget=DayInput())
    handed_by = forms.CharField(label="移交人", max_length=60)
    received_by = forms.CharField(label="接收人", max_length=60)
    note = forms.CharField(label="说明", max_length=300, required=False)


class AppraiseForm(PlainForm):
    """What becomes of the files."""

    verdict = forms.ChoiceField(label="鉴定意见", choices=Appraisal.Verdict.choices, widget=forms.RadioSelect())
    keep_years = forms.IntegerField(label="延长年数（继续保管时）", min_value=1, max_value=100, required=False)
    reason = forms.CharField(label="理由", max_length=1000, widget=PlainTextarea())


class ChosenFiles(DeskFormView):
    """An act on files chosen in the list: the list posts `ids`, the form posts them again."""

    template_name = "casework/archive_act.html"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def may_see(self, actor: Actor) -> bool:
        """Admit who keeps archives."""
        return keeps_archives(actor)

    @cached_property
    def rows(self) -> list[ArchiveFile]:
        """Return the files chosen that the reader may see."""
        ids = [int(one) for one in self.request.POST.getlist("ids") if one.isdecimal()][:500]
        return list(files_for(self.actor).filter(pk__in=ids))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the list, where files are chosen."""
        return redirect("casework:archive")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form for what was chosen, or do the act."""
        if not self.rows:
            messages.error(request, "没有选择文件。")
            return redirect("casework:archive")
        if "idempotency_key" not in request.POST or request.POST.get("chosen") != "yes":
            return self.render_to_response(self.get_context_data(form=self.form_class()))
        return super().post(request, *args, **kwargs)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("归档文件", reverse("casework:archive")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("casework:archive")

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        assert isinstance(error, DoorError)
        if isinstance(error, NotPermitted):
            return Refusal(
                "没有办理", ["所选文件不都属于您保管的单位，或者不属于同一单位"], next_step="按单位分别选择", status=403
            )
        return Refusal("没有办理，原因如下", list(getattr(error, "reasons", ())) or [error.message], status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the files."""
        return super().get_context_data(rows=self.rows, **kwargs)


class HandOverView(ChosenFiles):
    """Hand the chosen files over."""

    page_title = "移交"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = HandOverForm
    submit_label: ClassVar[str] = "登记移交"

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Do it."""
        hand_over(self.rows, **form.cleaned_data, actor=self.actor)
        return Outcome(
            f"已登记移交 {len(self.rows)} 件，接收单位 {form.cleaned_data['receiver']}。", self.get_cancel_url()
        )


class AppraiseView(ChosenFiles):
    """Propose what becomes of the chosen files."""

    page_title = "提出鉴定"
    basis = BASIS
    form_class: ClassVar[type[forms.BaseForm]] = AppraiseForm
    submit_label: ClassVar[str] = "提交签字"

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return (
            "由提出人以外的两人签字后执行。",
            "销毁的，归档包、材料和不公开的登记项一并销毁，不能恢复；档号和题名保留。",
        )

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Do it."""
        given = form.cleaned_data
        proposal = Proposal(given["verdict"], given["reason"], given["keep_years"] or 0)
        propose_appraisal(self.rows, proposal, actor=self.actor)
        return Outcome(f"{len(self.rows)} 件已提交鉴定，等两人签字。", reverse("casework:appraisals"))


class AppraisalsView(DeskView):
    """Appraisals with their signatures; signing one."""

    template_name = "casework/appraisals.html"
    page_title = "鉴定销毁"
    purpose = "保管期满的文件经鉴定，由提出人以外的两人签字后销毁或者继续保管。"
    basis = BASIS

    def may_see(self, actor: Actor) -> bool:
        """Admit who keeps archives or signs for them."""
        return keeps_archives(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them with what the reader may do."""
        rows = [
            (
                row,
                row.state == Appraisal.State.PROPOSED
                and may_sign(self.actor, row.unit_id)
                and self.actor.account_id not in {row.proposed_by_id, row.first_by_id},
            )
            for row in appraisals_for(self.actor)
        ]
        return super().get_context_data(rows=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign, or refuse."""
        wanted = request.POST.get("appraisal", "")
        row = next((one for one in appraisals_for(self.actor) if str(one.pk) == wanted), None)
        if row is None:
            raise Http404
        agrees = request.POST.get("answer") == "agree"
        try:
            made = sign_appraisal(row, agrees=agrees, actor=self.actor)
        except NotPermitted:
            raise PermissionDenied from None
        except Refused as error:
            messages.error(request, error.message)
            return redirect("casework:appraisals")
        done = made.state == Appraisal.State.DONE
        messages.success(
            request, "已签字并执行。" if done else "已签字，等另一人签字。" if agrees else "已登记不同意。"
        )
        return redirect("casework:appraisals")
