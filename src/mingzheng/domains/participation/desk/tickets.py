"""The screens that take in tickets of the national platform: upload its list, see what would be registered, register."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import BadInput
from mingzheng.documents.reading import NotOurSheet
from mingzheng.domains.participation.procedures.people import OFFICE
from mingzheng.domains.participation.tickets.reading import Ticket
from mingzheng.domains.participation.tickets.registering import (
    PURPOSE,
    Registered,
    check_list,
    find_list,
    give_up,
    register_list,
)
from mingzheng.domains.participation.words import ERROR_KINDS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, FileDrop, Number, PlainForm
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal, go_to
from mingzheng.platform.files.public import Rejected, StoredFile, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_units

MOST_SHOWN = 300
BASIS = "政府网站发展指引（国办发〔2017〕47号）"


def takes_tickets(actor: Actor | None) -> bool:
    """Say whether somebody registers what the platform passes on."""
    return actor is not None and actor.has_any_role(OFFICE.roles)


def _list_url() -> str:
    return reverse("casework:procedure", args=["site_error"])


class TicketListForm(PlainForm):
    """The platform's list."""

    sheet = forms.FileField(
        label="工单清单（xlsx 或 CSV）",
        widget=FileDrop(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text="从“我为政府网站找错”平台导出的清单，一行一件，至少有编号、网址、问题描述和转办（留言）时间。",
    )


class TicketsView(DeskFormView):
    """Uploads a list; nothing is registered before it is confirmed."""

    form_class: ClassVar[type[forms.BaseForm]] = TicketListForm
    template_name = "desk/form.html"
    page_title = "导入找错工单"
    purpose = "把全国平台转来的找错工单成批登记；先逐行核对，确认后才登记，3 个工作日自收到之日起算。"
    basis = BASIS
    submit_label = "上传并核对"
    refusals: ClassVar[tuple[type[Exception], ...]] = (Rejected, NotOurSheet)

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return takes_tickets(actor)

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list."""
        return [Crumb("网民找错", _list_url()), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return _list_url()

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["只核对，不登记。清单里有网民的联系方式，登记或者放弃后即删除。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep the list and go to its lines."""
        upload = form.cleaned_data["sheet"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose=PURPOSE)
        try:
            count = len(check_list(stored, today()))
        except NotOurSheet:
            give_up(stored, actor=self.actor)
            raise
        return Outcome(f"读到 {count} 行，尚未登记，请核对。", reverse("participation:ticket-list", args=[stored.pk]))

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, NotOurSheet):
            return Refusal("清单没有读取", [error.message], next_step=error.next_step, status=422)
        return super().explain_refusal(error)


class UnitForm(PlainForm):
    """Who corrects what names no unit of ours."""

    unit = forms.ChoiceField(label="更正单位（清单中没有写明单位的）")

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = is_needed
        units = [(str(unit.pk), unit.name) for unit in list_units(at=today())]
        self.fields["unit"].choices = [("", "请选择"), *units]  # type: ignore[attr-defined]


class TicketListView(DeskView):
    """The lines of an uploaded list: what would be registered, what not and why."""

    template_name = "participation/tickets.html"
    purpose = "有问题的行不登记；已经登记过的编号不重复登记。"
    basis = BASIS

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return takes_tickets(actor)

    @cached_property
    def file(self) -> StoredFile:
        """Return the reader's own list, or 404."""
        found = find_list(self.kwargs["file"], self.actor)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the list's name."""
        return f"核对找错工单：{self.file.name}"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the list of cases."""
        return [
            Crumb("网民找错", _list_url()),
            Crumb("导入找错工单", reverse("participation:tickets")),
            Crumb(self.file.name),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the lines."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the list up, or register it."""
        if "drop" in request.POST:
            give_up(self.file, actor=self.actor)
            return go_to(request, _list_url(), "已放弃这份清单，没有登记任何一件。")
        form = UnitForm(request.POST, is_needed=False)
        unit = form.cleaned_data["unit"] if form.is_valid() else ""
        try:
            done = register_list(self.file, unit_id=int(unit or 0), actor=self.actor, at=now())
        except BadInput:
            form.fields["unit"].required = True
            form.add_error("unit", "清单中有没有写明单位的工单，请选择更正单位")
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if done.refused:
            return self.render_to_response(self.get_context_data(done=done), status=409)
        return go_to(request, _list_url(), _said(done))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather numbers and lines, those with faults first."""
        tickets = check_list(self.file, today())
        ready = [ticket for ticket in tickets if ticket.is_ready]
        faulty = [ticket for ticket in tickets if ticket.problems]
        kinds, names = dict(ERROR_KINDS), {unit.pk: unit.name for unit in list_units(at=today())}

        def drawn(ticket: Ticket) -> tuple[Ticket, str, str]:
            return ticket, kinds[ticket.kind], names.get(ticket.unit_id, "")

        return super().get_context_data(
            **{
                "form": UnitForm(),
                **kwargs,
                "numbers": [
                    Number(len(tickets), "清单行数"),
                    Number(len(ready), "可以登记"),
                    Number(sum(ticket.is_known for ticket in tickets), "已经登记过"),
                    Number(len(faulty), "有问题", lamp="overdue" if faulty else ""),
                ],
                "ready": len(ready),
                "needs_unit": any(not ticket.unit_id for ticket in ready),
                "faulty": faulty[:MOST_SHOWN],
                "shown": [drawn(ticket) for ticket in ready[:MOST_SHOWN]],
            }
        )


def _said(done: Registered) -> str:
    known = f"，{done.known} 件已由他人登记" if done.known else ""
    return f"已登记找错工单 {done.opened} 件{known}，自收到之日起 3 个工作日内答复。"
