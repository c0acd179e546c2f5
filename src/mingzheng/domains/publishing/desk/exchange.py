"""The screens of the provincial platform: what still goes there, one item's form to paste, and reconciliation."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.documents.reading import NotOurSheet
from mingzheng.domains.publishing.desk.pages import REFUSALS, ItemPage, explain, publishes
from mingzheng.domains.publishing.exchange.packaging import fill_for, list_as_workbook, package_of, text_as_word
from mingzheng.domains.publishing.exchange.reconciling import Verdict
from mingzheng.domains.publishing.exchange.selectors import (
    count_lines,
    find_publication,
    find_reconciliation,
    list_reconciliations,
    publications_for,
    waiting_rows,
)
from mingzheng.domains.publishing.exchange.services import list_unregistered, make_reconciliation, register_numbers
from mingzheng.domains.publishing.models import Publication, Reconciliation
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import CappedPaginator, Crumb, DayInput, FileDrop, Number, PlainForm, Tab
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal, go_to
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATELY = timedelta(days=92)
A_PAGE, MOST_SHOWN = 30, 500


def hand_out(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Return bytes as a file to save."""
    answer = FileResponse(BytesIO(data), content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer  # type: ignore[return-value]


class PeriodForm(PlainForm):
    """From and to."""

    since = forms.DateField(label="发布时间自", widget=DayInput, required=False)
    until = forms.DateField(label="至", widget=DayInput, required=False)


class ExchangeView(DeskView):
    """What was published and has no number on the platform yet, and the reconciliations."""

    template_name = "publishing/exchange.html"
    purpose = "官网在省平台的，在这里按平台的表单复制、打包，登记平台编号，并与平台的清单对账。"
    basis = "政府网站集约化"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get_page_title(self) -> str:
        """Return the platform's name."""
        return str(get_value("publishing.platform_name"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or hand it out as a workbook."""
        form = PeriodForm(request.GET)
        form.is_valid()
        since = form.cleaned_data.get("since") or today() - LATELY
        until = form.cleaned_data.get("until") or today()
        every = publications_for(self.actor, since, until)
        waiting, shows_all = waiting_rows(every), request.GET.get("show") == "all"
        rows = every if shows_all else waiting
        if request.GET.get("format") == "xlsx":
            return hand_out(list_as_workbook(rows[:5000].iterator(200), now()), f"发布信息清单{today()}.xlsx", BOOK)
        page = CappedPaginator(rows, A_PAGE).get_page(request.GET.get("page", "1"))
        span = f"since={since}&until={until}"
        return self.render_to_response(
            self.get_context_data(
                form=PeriodForm(initial={"since": since, "until": until}),
                page=page,
                span=span,
                shows_all=shows_all,
                numbers=[
                    Number(
                        waiting.count(), "未登记平台编号", url=f"?{span}", lamp="due_soon" if waiting.exists() else ""
                    ),
                    Number(every.count(), "这段时间发布的", url=f"?{span}&show=all"),
                ],
                reconciliations=[(row, count_lines(row)) for row in list_reconciliations()],
            )
        )


class ItemExchangeView(ItemPage, DeskView):
    """One item in the platform's form: every field with a button that copies it."""

    template_name = "publishing/item_exchange.html"
    purpose = "逐栏复制到平台；正文带格式，图片为本站地址。"

    @cached_property
    def publication(self) -> Publication:
        """Return what stands of the item, or 404."""
        found = find_publication(self.case.pk)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.publication.title

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or hand out the package or the text."""
        name = f"{self.case.number} {self.publication.title[:60]}"
        if request.GET.get("format") == "zip":
            return hand_out(package_of(self.publication, now()), f"{name}.zip", "application/zip")
        if request.GET.get("format") == "docx":
            return hand_out(text_as_word(self.publication), f"{name}.docx", WORD)
        return self.render_to_response(
            self.get_context_data(
                case=self.case,
                item=self.item,
                publication=self.publication,
                fields=fill_for(self.publication, now()),
                platform=get_value("publishing.platform_name"),
                note_url=reverse("casework:act", args=[self.case.number, "note_external"]),
            )
        )


class ListForm(PlainForm):
    """The platform's list and the period it covers."""

    sheet = forms.FileField(
        label="省平台导出的清单",
        widget=FileDrop(attrs={"accept": ".xlsx,.csv"}),
        help_text="xlsx 或 CSV，至少有“标题”一栏；有编号、发布时间、链接、状态的对得更准。",
    )
    since = forms.DateField(label="发布时间自", widget=DayInput)
    until = forms.DateField(label="至", widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Keep the period in order."""
        given = super().clean() or self.cleaned_data
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", "结束早于开始，请核对日期")
        return given


class ReconcileView(DeskFormView):
    """Takes the platform's list and sets it against ours."""

    form_class: ClassVar[type[forms.BaseForm]] = ListForm
    page_title = "与省平台对账"
    purpose = "按编号、链接、标题和日期逐件对照，列出一致、不一致、只有一边有的。"
    submit_label = "上传并对账"
    refusals: ClassVar[tuple[type[Exception], ...]] = (*REFUSALS, NotOurSheet)

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list."""
        return [Crumb(str(get_value("publishing.platform_name")), reverse("publishing:exchange")), Crumb("对账")]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("publishing:exchange")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Suggest this year so far."""
        return {"initial": {"since": date(today().year, 1, 1), "until": today()}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the file and the result."""
        given = form.cleaned_data
        upload = given["sheet"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="platform_list")
        row = make_reconciliation(stored, since=given["since"], until=given["until"], actor=self.actor, at=now())
        return Outcome(f"已对照 {len(row.lines)} 件。", reverse("publishing:reconciliation", args=[row.pk]))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, NotOurSheet):
            return Refusal("文件没有读取", [error.message], next_step=error.next_step, status=422)
        return explain(error)


class ReconciliationView(DeskView):
    """A reconciliation line by line; numbers it found are registered with one click."""

    template_name = "publishing/reconciliation.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing."""
        return publishes(actor)

    @cached_property
    def row(self) -> Reconciliation:
        """Return the reconciliation, or 404 for who did not make it and keeps no columns."""
        found = find_reconciliation(self.kwargs["pk"])
        if found is None or found.made_by_id != self.actor.account_id:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return its title."""
        return self.row.title

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list."""
        return [Crumb(str(get_value("publishing.platform_name")), reverse("publishing:exchange")), Crumb("对账结果")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the lines of one verdict, or of all."""
        shown = request.GET.get("verdict", "")
        counts = count_lines(self.row)
        lines = [line for line in self.row.lines if not shown or line["verdict"] == shown]
        tabs = [Tab(f"全部 {len(self.row.lines)}", "?", is_current=not shown)]
        tabs += [
            Tab(f"{verdict.label} {counts.get(verdict, 0)}", f"?verdict={verdict}", is_current=shown == verdict)
            for verdict in (Verdict.DIFFERS, Verdict.OURS, Verdict.THEIRS, Verdict.SAME)
        ]
        return self.render_to_response(
            self.get_context_data(
                row=self.row,
                lines=[(line, Verdict(line["verdict"]).label) for line in lines[:MOST_SHOWN]],
                left_out=max(0, len(lines) - MOST_SHOWN),
                tabs=tabs,
                unregistered=len(list_unregistered(self.row)),
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Register the numbers that were found."""
        done, refused = register_numbers(self.row, actor=self.actor, on=today(), at=now())
        words = f"已登记 {done} 件的平台编号。"
        if refused:
            words += f"{len(refused)} 件没有登记：{'；'.join(refused[:3])}"
        return go_to(request, reverse("publishing:reconciliation", args=[self.row.pk]), words)
