"""The office's lexicon: its rows, entering one, ending one, and what was recorded about each."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path, reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.domains.proofreading.desk.forms import EndEntryForm, EntryForm
from mingzheng.domains.proofreading.desk.histories import present_history
from mingzheng.domains.proofreading.models import EntryKind, LexiconEntry
from mingzheng.domains.proofreading.rules import may_keep_lexicon
from mingzheng.domains.proofreading.selectors import entries_in_force, find_entry, list_entry_history
from mingzheng.domains.proofreading.services.lexicon import add_entry, end_entry
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Fact, Tab, format_date
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskFormView,
    DeskListView,
    DeskTable,
    EmptyWords,
    LinkColumn,
    Outcome,
    Refusal,
)
from mingzheng.platform.ledger.public import now, today

BASIS = "领导人姓名、职务、排序来自有来源、有日期的词库，不由系统推断"


class EntryTable(DeskTable):
    """Rows of the lexicon."""

    caption = "词库"
    name = LinkColumn(
        verbose_name="词条", url=lambda row: reverse("proofreading:entry", args=[row.pk]), orderable=False
    )
    kind = DeskColumn(verbose_name="类别", accessor="get_kind_display", is_short=True, orderable=False)
    replacement = DeskColumn(verbose_name="职务、现承担机构或应改为", orderable=False)
    valid_from = DateColumn(verbose_name="自何日", orderable=False)
    valid_to = DateColumn(verbose_name="至何日", orderable=False)
    source = DeskColumn(verbose_name="来源", orderable=False)
    added_by_name = DeskColumn(verbose_name="录入人", is_short=True, orderable=False)


class LexiconPage:
    """What the screens of the lexicon share."""

    basis = BASIS

    def may_see(self, actor: Actor) -> bool:
        """Admit the office."""
        return may_keep_lexicon(actor)


class LexiconView(LexiconPage, DeskListView):
    """The rows in force, or all of them."""

    page_title = "核校词库"
    purpose = "本区人员姓名职务、机构、表述、名称、用语和届次；每条有起止日期和来源，核校时按文件日期使用。"
    template_name = "proofreading/lexicon.html"
    list_key: ClassVar[str] = "proofreading.lexicon"
    table_class: ClassVar[type[DeskTable]] = EntryTable

    def get_rows(self) -> QuerySet[LexiconEntry]:
        """Return the rows asked for."""
        return entries_in_force() if self.request.GET.get("show") == "all" else entries_in_force(today())

    def get_tabs(self) -> Sequence[Tab]:
        """Offer what has ended."""
        every = self.request.GET.get("show") == "all"
        return [Tab("现行", "?", is_current=not every), Tab("全部", "?show=all", is_current=every)]

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill it."""
        return EmptyWords(
            "词库还没有词条",
            "增加后，核校按词条指出姓名、职务和机构名称的错误。",
            "增加词条",
            reverse("proofreading:add_entry"),
        )


class AddEntryView(LexiconPage, DeskFormView):
    """Enter a row."""

    page_title = "增加词条"
    form_class: ClassVar[type[forms.BaseForm]] = EntryForm
    submit_label: ClassVar[str] = "增加"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill in what a finding proposes: its words as a term of the office, with the check as the source."""
        kind = self.request.GET.get("kind", "")
        proposed = {name: self.request.GET.get(name, "")[:100] for name in ("name", "source")}
        return {"initial": {**proposed, "kind": kind, "level": "3"} if kind in EntryKind.values else {}}

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("核校词库", reverse("proofreading:lexicon")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("proofreading:lexicon")

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say every field's fault."""
        if isinstance(error, BadInput):
            return Refusal(
                "没有增加，原因如下", [text for texts in error.errors.values() for text in texts], status=422
            )
        return super().explain_refusal(error)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Enter it."""
        entry = add_entry(actor=self.actor, recorded_at=now(), **form.cleaned_data)
        return Outcome(f"已增加“{entry.name}”，今后核校即按此指出。", reverse("proofreading:entry", args=[entry.pk]))


class EntryView(LexiconPage, DeskFormView):
    """One row with its history, and the form that ends it."""

    template_name = "proofreading/entry.html"
    form_class: ClassVar[type[forms.BaseForm]] = EndEntryForm
    submit_label: ClassVar[str] = "终止词条"
    submit_kind: ClassVar[str] = "danger"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    @property
    def entry(self) -> LexiconEntry:
        """Return the row in the address, or 404."""
        if not hasattr(self, "_entry"):
            found = find_entry(self.kwargs["entry_id"])
            if found is None:
                raise Http404
            self._entry = found
        return self._entry

    def get_page_title(self) -> str:
        """Return its words."""
        return self.entry.name

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("核校词库", reverse("proofreading:lexicon")), Crumb(self.entry.name)]

    def get_seen_version(self) -> int:
        """Return the version on the page."""
        return self.entry.version

    def get_consequences(self) -> Sequence[str]:
        """Say what stays."""
        return ("此日之后的文件不再按此条核对；此日之前的文件仍按此条。",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the row and its history."""
        row = self.entry
        facts = [
            Fact("类别", row.get_kind_display()),
            Fact("职务、现承担机构或应改为", row.replacement),
            Fact("班子或组别", f"{row.group} 第{row.rank}位" if row.group else ""),
            Fact("人员状况", row.status),
            Fact("起止", _days(row)),
            Fact("来源", row.source),
            Fact("录入", f"{row.added_by_name}，{format_date(row.added_at)}"),
        ]
        history = present_history(list_entry_history(row))
        return super().get_context_data(facts=[f for f in facts if f.value], history=history, **kwargs)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """End it."""
        seen = self.request.POST.get("seen_version", "")
        entry = end_entry(
            self.entry.pk,
            **form.cleaned_data,
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
            actor=self.actor,
            recorded_at=now(),
        )
        return Outcome(f"“{entry.name}”至{_day(entry.valid_to)}止。", reverse("proofreading:lexicon"))


def _days(row: LexiconEntry) -> str:
    if row.valid_from is None and row.valid_to is None:
        return "不限"
    return f"{_day(row.valid_from)}至{_day(row.valid_to)}"


def _day(day: Any) -> str:
    return format_date(day) if day else "不限"


urlpatterns = [
    path("desk/proofreading/lexicon/", LexiconView.as_view(), name="lexicon"),
    path("desk/proofreading/lexicon/add", AddEntryView.as_view(), name="add_entry"),
    path("desk/proofreading/lexicon/<int:entry_id>/", EntryView.as_view(), name="entry"),
]
