"""The editor of a report: outline, text with its numbers, and a side panel; blocks are exchanged where they stand.

What a save does is `services.writing`; the panels about numbers are `numbers`.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse

from mingzheng.casework.public import DoorError, NotPermitted
from mingzheng.domains.reports.desk.pages import ReportView, explain
from mingzheng.domains.reports.desk.presenting import BlockView, Desk, lay_out, shown_tokens
from mingzheng.domains.reports.errors import BlockMoved, Gone
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.domains.reports.selectors import unit_of
from mingzheng.domains.reports.services import sections as section_services
from mingzheng.domains.reports.services import writing
from mingzheng.figures.public import list_bindings, parse_markup
from mingzheng.platform.desk.public import Refusal, go_to
from mingzheng.platform.ledger.public import now

KEEP_IT = "请复制您的文字，刷新正文后另加一段，或作为意见提出"


def seen_version_of(request: HttpRequest) -> int:
    """Return the version of the block a form was made of; 0, which no block has, when it says none."""
    words = request.POST.get("seen_version", "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0


class EditorView(ReportView):
    """The whole text. Reading it needs no more than a phone; writing it is offered where the reader may."""

    template_name = "reports/editor.html"

    def lay_out(self) -> Desk:
        """Return the report laid out, once a request."""
        if not hasattr(self, "_desk"):
            self._desk = lay_out(self.report, self.actor, self.rights)
        return self._desk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text; `edit` in the address opens one block's form, as it is without scripts."""
        asked = self.request.GET.get("edit", "")
        if "editing" not in kwargs and asked.isdecimal():
            block = self.lay_out().block(int(asked))
            if block is not None and block.may_write:
                kwargs |= {"editing": block.row.pk, **self.form_context(block)}
        kwargs.setdefault("desk", self.lay_out())
        return super().get_context_data(**kwargs)

    def form_context(self, block: BlockView, text: str | None = None, **more: Any) -> dict[str, Any]:
        """Return what a block's form draws: what was typed, else the reader's draft, else the text as it stands."""
        draft = block.own_draft if text is None else None
        if draft and draft.seen_version != block.row.version and draft.text != block.markup:
            more = {**more, "is_conflict": True}
        words = text if text is not None else (draft.text if draft else block.markup)
        lookup = look_up_all(list_bindings(parse_markup(words)), unit=unit_of(self.report), year=self.report.year)
        tokens = shown_tokens(parse_markup(words), lookup)
        return {"block": block, "text": words, "tokens": tokens, "draft": draft, **more}

    def page_of(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Answer with a panel for the side; without scripts the whole editor with the panel in its place."""
        if getattr(request, "htmx", False):
            return HttpResponse(
                render_to_string(template, {**self.report_context(), **context}, request), status=status
            )
        return self.render_to_response(self.get_context_data(side_template=template, **context), status=status)


class BlockPage(EditorView):
    """What the addresses about one block share."""

    def block_view(self) -> BlockView:
        """Return the block as it stands, or 404."""
        found = self.lay_out().block(self.kwargs["block_id"])
        if found is None:
            raise Http404
        return found

    def forget(self) -> None:
        """Lay out anew after a save."""
        for name in ("_desk", "_report", "_rights"):
            if hasattr(self, name):
                delattr(self, name)

    def answer(self, request: HttpRequest, *, extra: str = "") -> HttpResponse:
        """Answer a save: the block in its place and the summary; without scripts go back to it."""
        block_id = self.kwargs["block_id"]
        if not getattr(request, "htmx", False):
            return redirect(f"{reverse('reports:editor', args=[self.kwargs['number']])}#block-{block_id}")
        self.forget()
        context = {**self.report_context(), "desk": self.lay_out(), "block": self.block_view()}
        block = render_to_string("reports/parts/block.html", context, request)
        return HttpResponse(block + self.summary(request) + extra)

    def summary(self, request: HttpRequest) -> str:
        """Return the summary line, to be exchanged beside the answer."""
        context = {**self.report_context(), "desk": self.lay_out(), "is_other": True}
        return render_to_string("reports/parts/summary.html", context, request)


class WriteBlockView(BlockPage):
    """One block: its form (GET), saving it (POST)."""

    template_name = "reports/editor.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the block's form, or the block itself when `close` is asked."""
        block = self.block_view()
        if request.GET.get("drop"):
            writing.drop_draft(block.row.pk, actor=self.actor)
        if request.GET.get("close") or request.GET.get("drop"):
            return self.answer(request)
        return self._form(request, block)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the block; who lost a race sees both texts."""
        block, text = self.lay_out().block(self.kwargs["block_id"]), request.POST.get("text", "")
        if block is None:
            return self._unsaved(request, text, explain(Gone("这一段已被删去", next_step=KEEP_IT)))
        if not block.may_write:
            why = self.rights.why_not or "您不能修改这一节"
            return self._unsaved(request, text, explain(NotPermitted(why, next_step=KEEP_IT)))
        try:
            writing.save_block(
                block.row.pk,
                text=text,
                seen_version=seen_version_of(request),
                is_item=request.POST.get("is_item") == "1",
                actor=self.actor,
                at=now(),
            )
        except BlockMoved as error:
            self.forget()
            return self._form(request, self.block_view(), text=text, refusal=explain(error), is_conflict=True)
        except DoorError as error:
            return self._form(request, block, text=text, refusal=explain(error))
        return self.answer(request)

    def _unsaved(self, request: HttpRequest, text: str, refusal: Refusal) -> HttpResponse:
        """Say why nothing can be saved here any more, and give the words back."""
        context = {"block_id": self.kwargs["block_id"], "text": text, "refusal": refusal}
        return self.page_of(request, "reports/parts/unsaved.html", context, status=409)

    def _form(
        self,
        request: HttpRequest,
        block: BlockView,
        *,
        text: str | None = None,
        refusal: Refusal | None = None,
        is_conflict: bool = False,
    ) -> HttpResponse:
        if not block.may_write:
            return self.answer(request)
        context = self.form_context(block, text, refusal=refusal, is_conflict=is_conflict)
        status = refusal.status if refusal else 200
        if getattr(request, "htmx", False):
            whole = {**self.report_context(), **context}
            return HttpResponse(render_to_string("reports/parts/block_form.html", whole, request), status=status)
        return self.render_to_response(self.get_context_data(editing=block.row.pk, **context), status=status)


class DraftView(BlockPage):
    """Keep what is typed and not saved."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the draft."""
        if not self.block_view().may_write:
            return HttpResponse(status=403)
        writing.keep_draft(
            self.kwargs["block_id"],
            text=request.POST.get("text", ""),
            seen_version=seen_version_of(request),
            actor=self.actor,
            at=now(),
        )
        return HttpResponse(status=204)


class BlockActView(BlockPage):
    """Add, move, remove: small acts on blocks; the page is read anew after them."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act and go back to where it happened."""
        act, target = request.POST.get("do", ""), self.kwargs["block_id"]
        row, moment = self.block_view().row, now()
        here = reverse("reports:editor", args=[self.kwargs["number"]])
        try:
            if act in {"up", "down"}:
                writing.move_block(target, up=act == "up", actor=self.actor, at=moment)
                return redirect(f"{here}#block-{target}")
            if act == "remove":
                seen = seen_version_of(request)
                writing.remove_block(target, seen_version=seen, actor=self.actor, at=moment)
                return go_to(request, f"{here}#section-{row.section_id}", "已删去一段，可在“历次稿”中找回。")
            added = writing.add_block(
                row.section_id, text="", after=target, is_item=row.is_item, actor=self.actor, at=moment
            )
        except DoorError as error:
            return go_to(request, here, error.message)
        return redirect(f"{here}?edit={added.pk}#block-{added.pk}")


class AddBlockView(EditorView):
    """Add the first block of a section."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add an empty block and open it."""
        here = reverse("reports:editor", args=[self.kwargs["number"]])
        try:
            is_item = request.POST.get("is_item") == "1"
            section_id = self.kwargs["section_id"]
            added = writing.add_block(section_id, text="", is_item=is_item, actor=self.actor, at=now())
        except DoorError as error:
            return go_to(request, here, error.message)
        return redirect(f"{here}?edit={added.pk}#block-{added.pk}")


class SectionActView(EditorView):
    """Move and remove sections."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act and go back."""
        here, target = reverse("reports:editor", args=[self.kwargs["number"]]), self.kwargs["section_id"]
        act = request.POST.get("do", "")
        try:
            if act in {"up", "down"}:
                section_services.move_section(target, up=act == "up", actor=self.actor, at=now())
                return redirect(f"{here}#section-{target}")
            section_services.remove_section(target, actor=self.actor, at=now())
        except DoorError as error:
            return go_to(request, here, error.message)
        return go_to(request, here, "已删去一节，可在“历次稿”中找回。")


urlpatterns = [
    path("desk/reports/<str:number>/text", EditorView.as_view(), name="editor"),
    path("desk/reports/<str:number>/blocks/<int:block_id>", WriteBlockView.as_view(), name="block"),
    path("desk/reports/<str:number>/blocks/<int:block_id>/draft", DraftView.as_view(), name="block_draft"),
    path("desk/reports/<str:number>/blocks/<int:block_id>/act", BlockActView.as_view(), name="block_act"),
    path("desk/reports/<str:number>/sections/<int:section_id>/add", AddBlockView.as_view(), name="add_block"),
    path("desk/reports/<str:number>/sections/<int:section_id>/act", SectionActView.as_view(), name="section_act"),
]
