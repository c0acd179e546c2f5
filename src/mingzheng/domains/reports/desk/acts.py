"""Forms about one report: its sections, what stands around the text, contributions, comments."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.reports.desk.editor import EditorView
from mingzheng.domains.reports.desk.forms import AskForm, ElementsForm, SectionForm
from mingzheng.domains.reports.desk.pages import ReportFormView, ReportView, explain
from mingzheng.domains.reports.models import Section
from mingzheng.domains.reports.selectors import find_section, sections_below, unit_of
from mingzheng.domains.reports.services import remarks
from mingzheng.domains.reports.services import sections as services
from mingzheng.domains.reports.services.contributions import ask_contribution
from mingzheng.figures.public import format_markup, runs_from_json
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import Outcome, go_to
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import get_unit


class WritingForm(ReportFormView):
    """A form only whoever may write the whole report sees."""

    def may_see(self, actor: Actor) -> bool:
        """Admit the drafters while the report is drafted."""
        return super().may_see(actor) and self.rights.everything

    def back_to(self, section: Section | None = None) -> str:
        """Return the address of the text, at a section."""
        return self.get_cancel_url() + (f"#section-{section.pk}" if section else "")


class SectionPage(WritingForm):
    """What forms about one section share."""

    @property
    def section(self) -> Section:
        """Return the section in the address, or 404."""
        found = find_section(self.report, self.kwargs["section_id"])
        if found is None:
            raise Http404
        return found


class AddSectionView(WritingForm):
    """Add a section."""

    form_class: ClassVar[type[forms.BaseForm]] = SectionForm
    submit_label: ClassVar[str] = "增加一节"

    def get_page_title(self) -> str:
        """Return what is done."""
        return "增加一节"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Take over the level of the section before."""
        before = find_section(self.report, self._after() or 0)
        level, run_in = (before.level, before.run_in) if before else (1, False)
        return {"initial": {"level": level, "run_in": run_in, "kind": "other", "items_run_in": True}}

    def _after(self) -> int | None:
        asked = self.request.GET.get("after", "")
        return int(asked) if asked.isdecimal() else None

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Add it."""
        given = dict(form.cleaned_data)
        given.pop("items_run_in")
        section = services.add_section(self.report.pk, after=self._after(), actor=self.actor, at=now(), **given)
        return Outcome(f"已增加“{section.heading}”。", self.back_to(section))


class ChangeSectionView(SectionPage):
    """Change a heading."""

    form_class: ClassVar[type[forms.BaseForm]] = SectionForm
    submit_label: ClassVar[str] = "保存标题"

    def get_page_title(self) -> str:
        """Return what is done."""
        return "修改标题和格式"

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw."""
        return self.section.version

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what stands now."""
        return {"initial": {name: getattr(self.section, name) for name in services.CHANGEABLE}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Change it."""
        seen = int(self.request.POST.get("seen_version") or self.section.version)
        section = services.change_section(
            self.section.pk, dict(form.cleaned_data), seen_version=seen, actor=self.actor, at=now()
        )
        return Outcome(f"标题现为“{section.heading}”。", self.back_to(section))


class ElementsView(WritingForm):
    """Change title, addressee, lead-in, closing, way of disclosure and copies."""

    form_class: ClassVar[type[forms.BaseForm]] = ElementsForm
    submit_label: ClassVar[str] = "保存公文要素"

    def get_page_title(self) -> str:
        """Return what is done."""
        return "标题、主送和版记"

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw."""
        return self.report.elements_version

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what stands now."""
        initial = {name: getattr(self.report, name) for name in services.ELEMENTS}
        return {"initial": initial | {"lead_in": format_markup(runs_from_json(self.report.lead_in))}}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Change them."""
        given = dict(form.cleaned_data)
        seen = int(self.request.POST.get("seen_version") or self.report.elements_version)
        lead_in = given.pop("lead_in")
        services.change_elements(self.report.pk, given, lead_in=lead_in, seen_version=seen, actor=self.actor, at=now())
        return Outcome("公文要素已保存。", self.back_to())


class AskView(SectionPage):
    """Ask a 科室 to write a section."""

    form_class: ClassVar[type[forms.BaseForm]] = AskForm
    submit_label: ClassVar[str] = "请科室供稿"

    def get_page_title(self) -> str:
        """Return what is done."""
        return f"请科室撰写“{self.section.heading}”"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the unit's sections."""
        units = [(str(unit.pk), unit.name) for unit in sections_below(unit_of(self.report), today())]
        return {"units": units, "initial": {"due_on": today() + timedelta(days=10)}}

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["科室人员收到待办，只能写这一节。", "交稿后由起草人员采用或退回；全部采用后才能送核稿。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Ask."""
        given = form.cleaned_data
        unit = get_unit(int(given["unit"]))
        ask_contribution(
            self.report,
            self.section,
            unit,
            due_on=given["due_on"],
            note=given["note"],
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
            key=key,
        )
        return Outcome(f"已请{unit.name}供稿。", self.back_to(self.section))


class CommentView(EditorView):
    """Write a comment on a block or on the whole."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form in the side panel."""
        asked = request.GET.get("block", "")
        block = self.lay_out().block(int(asked)) if asked.isdecimal() else None
        return self.page_of(request, "reports/side/comment.html", {"about": block})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it."""
        here = reverse("reports:editor", args=[self.kwargs["number"]])
        asked = request.POST.get("block", "")
        block_id = int(asked) if asked.isdecimal() else None
        text = request.POST.get("text", "")
        try:
            remarks.add_comment(self.report, text=text, block_id=block_id, actor=self.actor, at=now())
        except DoorError as error:
            block = self.lay_out().block(block_id) if block_id else None
            context = {"about": block, "refusal": explain(error), "text": text}
            return self.page_of(request, "reports/side/comment.html", context, status=422)
        return go_to(request, f"{here}#block-{block_id}" if block_id else here, "意见已写上，起草人员会看到。")


class SettleCommentView(ReportView):
    """Mark a comment as dealt with."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle it."""
        here = reverse("reports:editor", args=[self.kwargs["number"]])
        answer = request.POST.get("answer", "")
        try:
            remarks.settle_comment(self.report, self.kwargs["comment_id"], answer=answer, actor=self.actor, at=now())
        except DoorError as error:
            return go_to(request, here, error.message)
        return redirect(here)


urlpatterns = [
    path("desk/reports/<str:number>/elements", ElementsView.as_view(), name="elements"),
    path("desk/reports/<str:number>/sections/new", AddSectionView.as_view(), name="add_section"),
    path("desk/reports/<str:number>/sections/<int:section_id>", ChangeSectionView.as_view(), name="change_section"),
    path("desk/reports/<str:number>/sections/<int:section_id>/ask", AskView.as_view(), name="ask"),
    path("desk/reports/<str:number>/comments", CommentView.as_view(), name="comment"),
    path("desk/reports/<str:number>/comments/<int:comment_id>", SettleCommentView.as_view(), name="settle_comment"),
]
