"""The list of checks, sending documents, and the marked document with its findings."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.domains.proofreading.desk.forms import SendForm
from mingzheng.domains.proofreading.desk.histories import present_history
from mingzheng.domains.proofreading.desk.marking import make_lines, make_notes
from mingzheng.domains.proofreading.models import CheckState, FindingState, ProofCheck
from mingzheng.domains.proofreading.rules import may_send
from mingzheng.domains.proofreading.selectors import (
    checks_for,
    facts_of,
    find_check_for,
    find_readable_file_for,
    list_findings,
    list_history,
    list_recent_files_for,
)
from mingzheng.domains.proofreading.services.deciding import decide
from mingzheng.domains.proofreading.services.second_reading import reader_in_force
from mingzheng.domains.proofreading.services.sending import Wish, send_file, send_text
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, Tab
from mingzheng.platform.desk.public import (
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
    go_to,
)
from mingzheng.platform.files.public import Rejected, StoredFile, store_upload
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

SHOWN = {
    "open": ("待处理", FindingState.OPEN),
    "accepted": ("已采纳", FindingState.ACCEPTED),
    "dismissed": ("不采纳", FindingState.DISMISSED),
}


class CheckTable(DeskTable):
    """Checks with what waits."""

    caption = "核校记录"
    title = LinkColumn(
        verbose_name="文件", url=lambda row: reverse("proofreading:check", args=[row.pk]), orderable=False
    )
    state = DeskColumn(verbose_name="状态", accessor="get_state_display", is_short=True, orderable=False)
    errors = NumberColumn(verbose_name="未处理错误", orderable=False)
    waiting = NumberColumn(verbose_name="未处理意见", orderable=False)
    found = NumberColumn(verbose_name="意见", orderable=False)
    unit = DeskColumn(verbose_name="单位", is_short=True, orderable=False)
    requested_by_name = DeskColumn(verbose_name="送校人", is_short=True, orderable=False)
    requested_at = DateColumn(verbose_name="送校时间", with_time=True, orderable=False)


class CheckListView(DeskListView):
    """One's own checks and those one reviews."""

    page_title = "核校"
    purpose = "文件签发前逐处核对数字、格式、表述和隐私；每条意见采纳或写明理由不采纳，都留记录。"
    basis = "党政机关公文处理工作条例第十九条、第二十条"
    template_name = "proofreading/checks.html"
    list_key: ClassVar[str] = "proofreading.checks"
    table_class: ClassVar[type[DeskTable]] = CheckTable

    def may_see(self, actor: Actor) -> bool:
        """Admit who works with documents."""
        return may_send(actor)

    def get_rows(self) -> QuerySet[ProofCheck]:
        """Return the checks, all or those with open findings."""
        return checks_for(self.actor, only_waiting=self.request.GET.get("show") == "open")

    def get_tabs(self) -> Sequence[Tab]:
        """Offer those that wait."""
        waits = self.request.GET.get("show") == "open"
        return [Tab("全部", "?", is_current=not waits), Tab("有未处理意见", "?show=open", is_current=waits)]

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        return EmptyWords(
            "还没有核校过文件", "送核校的文件和处理结果列在这里。", "送核校", reverse("proofreading:send")
        )


class SendView(DeskFormView):
    """Files or words go to the proofreader."""

    page_title = "送核校"
    purpose = "放入文件或粘贴文字，系统逐处指出问题、给出应有的值和依据。"
    form_class: ClassVar[type[forms.BaseForm]] = SendForm
    submit_label: ClassVar[str] = "开始核校"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, Rejected)

    def may_see(self, actor: Actor) -> bool:
        """Admit who works with documents."""
        return may_send(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("核校", reverse("proofreading:checks")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("proofreading:checks")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer recent uploads; a file named in the address is chosen."""
        files = list_recent_files_for(self.actor)
        named = _named_file(self.actor, self.request.GET.get("file", ""))
        if named is not None and named.pk not in {file.pk for file in files}:
            files.insert(0, named)
        return {"stored": files, "reader": reader_in_force(), "initial": {"stored": named.pk if named else None}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store what was sent, then check it."""
        given = form.cleaned_data
        previous = self._store(given["previous"]) if given["previous"] else None
        peers = tuple(self._store(upload) for upload in given["peers"])
        wish = Wish(given["profile"], given["as_of"], previous, second=bool(given.get("second")), peers=peers)
        if given["words"]:
            made = [send_text(given["words"], title="", actor=self.actor, wish=wish, key=key, recorded_at=now())]
        else:
            chosen = find_readable_file_for(self.actor, given["stored"]) if given["stored"] else None
            files = [chosen] if chosen else [self._store(upload) for upload in given["documents"]]
            made = [self._send(file, wish, f"{key}:{n}" if key else "") for n, file in enumerate(files)]
        if len(made) == 1:
            return Outcome(_result_words(made[0]), reverse("proofreading:check", args=[made[0].pk]))
        return Outcome(f"已送核校{len(made)}份文件。", reverse("proofreading:checks"))

    def _store(self, upload: Any) -> StoredFile:
        return store_upload(upload, filename=upload.name, actor=self.actor, purpose="proofreading")

    def _send(self, file: StoredFile, wish: Wish, key: str) -> ProofCheck:
        return send_file(file, actor=self.actor, wish=wish, key=key[:64], recorded_at=now())

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why a file was not taken."""
        if isinstance(error, Rejected):
            return Refusal("文件没有收下，未核校", [error.message_zh], next_step=error.advice_zh, status=422)
        return super().explain_refusal(error)


def _named_file(actor: Actor, words: str) -> StoredFile | None:
    """Return the file an address names, if this person may read it."""
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        return None
    return find_readable_file_for(actor, int(words))


def _result_words(check: ProofCheck) -> str:
    if check.state == CheckState.WAITING:
        return "文件较大，正在后台核校，完成后会通知您。"
    return "核校完成。" if check.state == CheckState.DONE else "这份文件未能核校。"


class CheckPage(DeskView):
    """What the screens about one check share."""

    template_name = "proofreading/check.html"

    @property
    def proof(self) -> ProofCheck:
        """Return the check in the address, or 404."""
        if not hasattr(self, "_proof"):
            found = find_check_for(self.actor, self.kwargs["check_id"])
            if found is None:
                raise Http404
            self._proof = found
        return self._proof

    def get_page_title(self) -> str:
        """Return the document's name."""
        return self.proof.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("核校", reverse("proofreading:checks")), Crumb(self.proof.title)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the marked document and its notes."""
        check = self.proof
        rows = list_findings(check)
        show = self.request.GET.get("show", "")
        wanted = [row for row in rows if show not in SHOWN or row.state == SHOWN[show][1]]
        final = get_value("proofreading.final_reviewers")
        notes = make_notes(wanted, actor=self.actor, facts=facts_of(check), final=final)
        return super().get_context_data(
            proof=check,
            lines=make_lines(check, rows, notes) if check.paragraphs else [],
            loose=[notes[row.number] for row in wanted if not check.paragraphs],
            tabs=_tabs(rows, show),
            numbers=_numbers(rows) if check.state == CheckState.DONE and check.text_layer else [],
            history=present_history(list_history(check)),
            **kwargs,
        )


def _tabs(rows: Sequence[Any], show: str) -> list[Tab]:
    tabs = [Tab(f"全部 {len(rows)}", "?", is_current=show not in SHOWN)]
    for code, (label, state) in SHOWN.items():
        count = sum(1 for row in rows if row.state == state)
        tabs.append(Tab(f"{label} {count}", f"?show={code}", is_current=show == code))
    return tabs


def _numbers(rows: Sequence[Any]) -> list[Number]:
    waiting = [row for row in rows if row.state == FindingState.OPEN]
    errors = sum(1 for row in waiting if row.severity == "error")
    warnings = sum(1 for row in waiting if row.severity == "warning")
    return [
        Number(errors, "未处理错误", "overdue" if errors else ""),
        Number(warnings, "未处理警告", "due_soon" if warnings else ""),
        Number(len(rows) - len(waiting), "已处理意见"),
    ]


class CheckView(CheckPage):
    """One checked document with the findings beside it."""


class DecideView(CheckPage):
    """Accept a finding, dismiss it, or take that back. What stands against it is said on the page, the words are kept."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, and go on at the next finding."""
        finding = self.proof.findings.filter(number=kwargs["number"]).first()
        state = {"accept": FindingState.ACCEPTED, "dismiss": FindingState.DISMISSED, "reopen": FindingState.OPEN}.get(
            request.POST.get("decision", "")
        )
        if finding is None or state is None:
            raise Http404
        reason = request.POST.get("reason", "")
        seen = request.POST.get("seen_version", "")
        try:
            decided = decide(
                finding,
                state,
                reason=reason,
                seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
                actor=self.actor,
                recorded_at=now(),
            )
        except (DoorError, Rejected) as error:
            return self._refuse(error, number=finding.number, reason=reason)
        show = request.POST.get("show", "")
        url = reverse("proofreading:check", args=[self.proof.pk]) + (f"?show={show}" if show in SHOWN else "")
        return go_to(request, f"{url}#n{decided.number}", f"第{decided.number}条{decided.get_state_display()}。")

    def _refuse(self, error: DoorError | Rejected, *, number: int, reason: str) -> HttpResponse:
        if isinstance(error, Rejected):
            reasons, next_step, status, reason = [error.message_zh], error.advice_zh, 422, ""
        elif isinstance(error, BadInput):
            reasons, next_step, status = [text for texts in error.errors.values() for text in texts], "", 422
        else:
            reasons, next_step, status = [error.message], error.next_step, error.status
        context = self.get_context_data(
            refused=number, refused_reasons=reasons, refused_next=next_step, typed_reason=reason
        )
        return self.render_to_response(context, status=status)


urlpatterns = [
    path("desk/proofreading/", CheckListView.as_view(), name="checks"),
    path("desk/proofreading/send", SendView.as_view(), name="send"),
    path("desk/proofreading/<int:check_id>/", CheckView.as_view(), name="check"),
    path("desk/proofreading/<int:check_id>/findings/<int:number>", DecideView.as_view(), name="decide"),
]
