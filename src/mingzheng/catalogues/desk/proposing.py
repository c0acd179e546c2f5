"""The forms that propose: add, alter, cancel one entry; hand a returned proposal in again; a workbook of many."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import BadInput, DoorError, Field, FieldKind, cases_for
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.desk.finding import find_catalogue
from mingzheng.catalogues.models import Change
from mingzheng.catalogues.rules import may_propose, proposable_units
from mingzheng.catalogues.selectors import EntryNotFound, get_entry_for, suggest_number
from mingzheng.catalogues.services import ProposedLine, propose_change, resubmit_change
from mingzheng.catalogues.values import all_fields, stored_values
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, PlainTextarea, speak_plainly
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import list_units

UNIT_KINDS = frozenset({"organ", "township", "institution", "group", "district"})


class ChangeForm(forms.Form):
    """Why, and from when."""

    effective_on = forms.DateField(label="拟生效日期", widget=DayInput(), help_text="早于发布日的，自发布日起生效。")
    reason = forms.CharField(label="调整理由和依据", max_length=1000, widget=PlainTextarea())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = today()
        speak_plainly(self)


class EntryForm(ChangeForm):
    """The values of one entry, and why and from when they change."""

    def __init__(self, *args: Any, catalogue: Catalogue, actor: Actor, number: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue, self.actor = catalogue, actor
        why = {name: self.fields.pop(name) for name in list(self.fields)}
        if not number:
            self.fields["number"] = forms.CharField(
                label=catalogue.number_label, max_length=40, initial=suggest_number(catalogue)
            )
        for item in all_fields(catalogue):
            self.fields[item.code] = self._field(item)
        self.fields.update(why)
        speak_plainly(self)

    def _field(self, item: Field) -> forms.Field:
        common: dict[str, Any] = {"label": item.label, "required": item.required, "help_text": item.help}
        if item.kind is FieldKind.CHOICE:
            first = [("", "请选择" if item.required else "不选")]
            return forms.ChoiceField(choices=[*first, *item.choices], **common)
        if item.kind is FieldKind.UNIT:
            return self._units(common)
        if item.kind is FieldKind.DATE:
            return forms.DateField(widget=DayInput(), **common)
        if item.kind is FieldKind.INTEGER:
            return forms.IntegerField(min_value=item.minimum, max_value=item.maximum, **common)
        if item.kind is FieldKind.BOOLEAN:
            return forms.BooleanField(**{**common, "required": False})
        widget = PlainTextarea() if item.kind is FieldKind.LONG_TEXT else forms.TextInput()
        return forms.CharField(max_length=item.max_length, widget=widget, **common)

    def _units(self, common: dict[str, Any]) -> forms.Field:
        reach = proposable_units(self.actor)
        rows = list_units(at=today(), kinds=UNIT_KINDS)
        choices = [(unit.pk, str(unit)) for unit in rows if reach is None or unit.pk in reach]
        if len(choices) == 1:
            common["initial"] = choices[0][0]
        return forms.TypedChoiceField(coerce=int, empty_value=None, choices=[("", "请选择"), *choices], **common)

    def values(self) -> dict[str, Any]:
        """Return the values of the entry for the services."""
        found = {}
        for item in all_fields(self.catalogue):
            value = self.cleaned_data.get(item.code)
            if value not in (None, ""):
                found[item.code] = value.isoformat() if isinstance(value, date) else value
        return found


class ProposingView(DeskFormView):
    """A form that ends in a proposal. A refusal keeps everything that was typed."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)
    submit_label = "送审核"
    template_name = "catalogues/propose.html"

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may not propose for any unit."""
        return may_propose(actor)

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue named in the address, or 404."""
        return find_catalogue(self.kwargs["code"])

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the catalogue."""
        return [
            Crumb("目录", reverse("catalogues:index")),
            Crumb(self.catalogue.title, reverse("catalogues:list", args=[self.catalogue.code])),
            Crumb(self.get_page_title()),
        ]

    def get_cancel_url(self) -> str:
        """Return the catalogue's list."""
        return reverse("catalogues:list", args=[self.catalogue.code])

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["送目录主管科室审核；批准并发布后，自生效日期起取代现行内容。", "审核期间，同一条目不能重复申报。"]

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page, with what to do next."""
        reasons: list[Any] = list(getattr(error, "reasons", ()))
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
        steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
        next_step = "；".join(steps) or getattr(error, "next_step", "")
        words = reasons or [getattr(error, "message", str(error))]
        return Refusal("没有送出，原因如下", words, next_step=next_step, status=getattr(error, "status", 409))

    def propose(self, lines: list[ProposedLine], form: forms.BaseForm, key: str) -> Outcome:
        """Open the proposal and say what is now true."""
        receipt = propose_change(
            self.catalogue.code,
            actor=self.actor,
            lines=lines,
            effective_on=form.cleaned_data["effective_on"],
            reason=form.cleaned_data["reason"],
            recorded_at=now(),
            occurred_on=today(),
            key=key,
        )
        return Outcome(f"已申报 {receipt.number}，待审核。", reverse("casework:case", args=[receipt.number]))


class AddView(ProposingView):
    """Propose a new entry."""

    form_class: ClassVar[type[forms.BaseForm]] = EntryForm

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"申报新增：{self.catalogue.title}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Make the form of the catalogue."""
        return {"catalogue": self.catalogue, "actor": self.actor}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Propose the entry."""
        assert isinstance(form, EntryForm)
        return self.propose([ProposedLine(ChangeKind.ADD, form.cleaned_data["number"], form.values())], form, key)


class EntryChangeView(ProposingView):
    """Propose something about an entry there is."""

    @property
    def newest(self) -> Any:
        """Return the newest version of the entry, or 404 when it is cancelled or unknown."""
        if not hasattr(self, "_newest"):
            try:
                self._newest = get_entry_for(self.actor, self.catalogue, self.kwargs["pk"])[0]
            except EntryNotFound:
                raise Http404 from None
            if self._newest.valid_to is not None:
                raise Http404
        return self._newest

    def get_cancel_url(self) -> str:
        """Return the entry's page."""
        return reverse("catalogues:entry", args=[self.catalogue.code, self.newest.entry_id])


class AlterView(EntryChangeView):
    """Propose another wording of an entry."""

    form_class: ClassVar[type[forms.BaseForm]] = EntryForm

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"申报修改：{self.newest.title}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with what holds."""
        initial = stored_values(self.catalogue, self.newest)
        return {
            "catalogue": self.catalogue,
            "actor": self.actor,
            "number": self.newest.entry.number,
            "initial": initial,
        }

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Propose the new wording."""
        assert isinstance(form, EntryForm)
        return self.propose([ProposedLine(ChangeKind.ALTER, self.newest.entry.number, form.values())], form, key)


class CancelView(EntryChangeView):
    """Propose that an entry ends."""

    form_class: ClassVar[type[forms.BaseForm]] = ChangeForm
    submit_kind = "danger"

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"申报取消：{self.newest.title}"

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["批准并发布后，该条目自生效日期起不再有效，各版本仍可查。", "取消后编号不再使用。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Propose the end."""
        line = ProposedLine(
            ChangeKind.CANCEL, self.newest.entry.number, {"unit": self.newest.unit_id}, title=self.newest.title
        )
        return self.propose([line], form, key)


class ResubmitView(ProposingView):
    """Hand a returned proposal in again: one line in its form, several by a corrected workbook or as they stand."""

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may not propose."""
        return may_propose(actor)

    @property
    def change(self) -> Change:
        """Return the proposal named in the address, or 404 when it is not the reader's or not returned."""
        if not hasattr(self, "_change"):
            found = Change.for_number(self.kwargs["number"])
            if found is None:
                raise Http404
            case = cases_for(self.actor).filter(pk=found.pk).first()
            if case is None or case.state != "returned":
                raise Http404
            self._change = found
        return self._change

    @property
    def catalogue(self) -> Catalogue:
        """Return the proposal's catalogue."""
        return find_catalogue(self.change.catalogue)

    @property
    def lines(self) -> list[Any]:
        """Return the lines as handed in before."""
        return list(self.change.lines.all())

    @property
    def edits_one(self) -> bool:
        """Say whether the proposal is one entry whose values can be typed anew."""
        return len(self.lines) == 1 and self.lines[0].kind != ChangeKind.CANCEL

    @property
    def form_class(self) -> type[forms.BaseForm]:  # type: ignore[override]
        """Return the form of one entry, or only why and when."""
        return EntryForm if self.edits_one else ChangeForm

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"重新申报：{self.change.case.title}"

    def get_cancel_url(self) -> str:
        """Return the proposal's page."""
        return reverse("casework:case", args=[self.kwargs["number"]])

    def get_seen_version(self) -> int | None:
        """Return the version of the case the reader saw."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else int(self.change.case.version)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with what was handed in."""
        initial: dict[str, Any] = {"effective_on": self.change.effective_on, "reason": self.change.reason}
        if not self.edits_one:
            return {"initial": initial}
        line = self.lines[0]
        return {
            "catalogue": self.catalogue,
            "actor": self.actor,
            "number": line.number,
            "initial": {**line.values, **initial},
        }

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Hand it in again."""
        lines = [ProposedLine(ChangeKind(line.kind), line.number, line.values) for line in self.lines]
        if isinstance(form, EntryForm):
            lines = [ProposedLine(lines[0].kind, lines[0].number, form.values())]
        receipt = resubmit_change(
            self.change.pk,
            actor=self.actor,
            lines=lines,
            effective_on=form.cleaned_data["effective_on"],
            reason=form.cleaned_data["reason"],
            recorded_at=now(),
            occurred_on=today(),
            key=key,
            seen_version=self.get_seen_version(),
        )
        return Outcome(f"已重新申报 {receipt.number}，待审核。", self.get_cancel_url())
