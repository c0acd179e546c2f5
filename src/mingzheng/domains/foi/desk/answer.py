"""The decision assistant 拟写答复: a ground is chosen, only what it needs is asked, the letter is written, shown and judged.

What a ground needs is `grounds`, the words `letters`; handing the draft in is an act at the door.
"""

import base64
import io
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import BadInput, Case, DoorError, perform, screen_given
from mingzheng.casework.public import Refusal as Reason
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.answering import CHOSEN, WITHHELD
from mingzheng.domains.foi.desk.pages import ApplicationPage
from mingzheng.domains.foi.drafting import gather_letter_facts, reply_dues
from mingzheng.domains.foi.grounds import ASK_LABELS, BY_CODE, GROUNDS, Ask, Ground
from mingzheng.domains.foi.letters.answer import TITLE, compose_answer
from mingzheng.domains.foi.letters.checks import judge_letter
from mingzheng.domains.foi.letters.facts import LetterFacts
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.office.joint import perform_named
from mingzheng.domains.foi.office.papers import ANSWER, Paper, set_paper
from mingzheng.domains.foi.repeats import open_of_same_applicant
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.design.public import Crumb, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value

pypdfium2 = lazy_module("pypdfium2")
SHOWN_PAGES = 3
OPENING = frozenset({"A2", "B1"})
SHORT = frozenset({Ask.EARLIER_ANSWER, Ask.WHERE_PUBLISHED})


class GroundForm(PlainForm):
    """What one ground needs, and the letter."""

    def __init__(
        self,
        *args: Any,
        ground: Ground,
        facts: LetterFacts,
        others: Sequence[tuple[str, str]] = (),
        is_late: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for ask in (*ground.asks, *ground.optional):
            self.fields[ask.value] = _field_for(ask, is_required=ask in ground.asks)
        if ground.code in OPENING and any(item.kind == "third_party" for item in facts.consultations):
            self.fields["weighing"] = forms.CharField(label="决定公开的理由", required=False, widget=PlainTextarea())
        if facts.is_late or is_late:
            self.fields["late_reason"] = forms.CharField(
                label="逾期原因（写入答复书）", required=facts.is_late, widget=PlainTextarea()
            )
        if others:
            self.fields["joint"] = forms.MultipleChoiceField(
                label="一并答复同一申请人的其他申请",
                required=False,
                choices=others,
                widget=forms.CheckboxSelectMultiple(),
                help_text="内容相近的可以合并成一份答复书；各件仍分别受理、分别计数。",
            )
        self.fields["reply"] = forms.CharField(
            label="补充说明", required=False, widget=PlainTextarea(), help_text="需要另外告知申请人的内容；可不填。"
        )
        self.fields["letter"] = forms.CharField(
            label="答复书正文",
            required=False,
            max_length=12000,
            widget=PlainTextarea(attrs={"rows": 14}),
            help_text="点“生成答复书”得到，可以修改；留空的按上面的内容生成。",
        )
        self.speak()

    def speak(self) -> None:
        """Let missing values be asked for by the field's own name."""
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写“{field.label}”"


def _field_for(ask: Ask, *, is_required: bool) -> forms.Field:
    label = ASK_LABELS[ask] + ("" if is_required else "（可不填）")
    if ask is Ask.WITHHELD_GROUND:
        return forms.ChoiceField(label=label, choices=[("", "请选择"), *WITHHELD], required=is_required)
    if ask is Ask.SUB_GROUND:
        cases = [
            f"{row['title']}（{row['basis']}）" if row["basis"] else row["title"]
            for row in get_value("foi.other_grounds")
        ]
        return forms.ChoiceField(label=label, choices=[("", "请选择"), *((text, text) for text in cases)])
    if ask in SHORT:
        return forms.CharField(label=label, required=is_required, max_length=500)
    return forms.CharField(label=label, required=is_required, max_length=2000, widget=PlainTextarea())


class AnswerView(ApplicationPage, DeskFormView):
    """Draft an answer."""

    page_title = "拟写答复"
    purpose = "选处理决定，填该决定须写明的内容，生成答复书并看过再送审。"
    basis = "政府信息公开条例第三十六条至第三十九条"
    template_name = "foi/answer.html"
    submit_label: ClassVar[str] = "送合法性和保密审核"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Admit who may draft the answer."""
        if request.user.is_authenticated and not self.is_offered("draft_answer"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def ground(self) -> Ground | None:
        """Return the ground chosen, or None."""
        code = self.request.POST.get("ground") or self.request.GET.get("ground") or self.row.ground
        return BY_CODE[code] if code in dict(CHOSEN) else None

    @property
    def facts(self) -> LetterFacts:
        """Return the application's facts with what was typed."""
        values = {name: self.request.POST.get(name, "").strip() for name in self.request.POST}
        support = {name: values[name] for name in (*(ask.value for ask in Ask), "weighing") if values.get(name)}
        drafted = {
            "ground": self.ground.code if self.ground else "",
            "withheld_ground": values.get("withheld_ground", ""),
            "reply": values.get("reply", ""),
            "late_reason": values.get("late_reason", ""),
            "support": support,
            "joint": self.joint,
        }
        return gather_letter_facts(self.row, on=today(), drafted=drafted)

    @cached_property
    def others(self) -> dict[str, Application]:
        """Return the open applications that may be answered together with this one, by number."""
        return {one.case.number: one for one in open_of_same_applicant(self.row)}

    @property
    def joint(self) -> str:
        """Return the numbers answered together, this one among them; "" when it is answered alone."""
        chosen = {number for number in self.request.POST.getlist("joint") if number in self.others}
        return "、".join(sorted({*chosen, self.case.number})) if chosen else ""

    def make_form(self) -> forms.BaseForm:
        """Make the form of the ground, or an empty one before a ground is chosen."""
        if self.ground is None:
            return PlainForm()
        data = self.request.POST.copy() if self.request.method == "POST" else None
        if data is not None and self.is_composing and not getattr(self, "_composed", None):
            self._composed = compose_answer(self.facts)
            data["letter"] = self._composed
        row = self.row
        initial = {
            **row.support,
            "withheld_ground": row.withheld_ground,
            "reply": row.reply,
            "late_reason": row.late_reason,
        }
        return GroundForm(
            data,
            ground=self.ground,
            facts=self.facts,
            others=[(number, f"{number} {one.case.title}") for number, one in self.others.items()],
            is_late=min(reply_dues([one.pk for one in self.others.values()]).values(), default=today()) < today(),
            initial=initial if row.ground == self.ground.code else {},
        )

    @property
    def is_composing(self) -> bool:
        """Say whether the letter is to be written and shown, not handed in."""
        return self.request.POST.get("step") == "compose"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write or show the letter, or hand the draft in."""
        if self.ground is None:
            return self.render_to_response(self.get_context_data(form=PlainForm()), status=422)
        if request.POST.get("step") not in {"compose", "preview"}:
            return super().post(request, *args, **kwargs)
        form = self.make_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        letter = form.cleaned_data["letter"] or compose_answer(self.facts)
        shown = {"pictures": self._pictures(letter), "faults": judge_letter(letter, self.facts), "was_shown": True}
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Hand the draft in."""
        assert self.ground is not None
        given = {name: value for name, value in form.cleaned_data.items() if value not in ("", None, [])}
        data = {**given, "ground": self.ground.code}
        if self.joint:
            data |= {"joint": self.joint, "letter": given.get("letter") or compose_answer(self.facts)}
        # One letter is handed in as one act: when one application of it is refused, none is drafted.
        screen_given(data, actor=self.actor, at=now())
        with transaction.atomic():
            for number in self.joint.split("、"):
                if number in self.others:
                    self._draft(self.others[number].case, data, key=f"{key}:{number}" if key else "", seen=None)
            self._draft(self.case, data, key=key, seen=self.get_seen_version())
        return Outcome(f"{self.joint or self.case.number} 答复已拟好，送合法性和保密审核。", self.case_url)

    def _draft(self, case: Case, data: dict[str, Any], *, key: str, seen: int | None) -> None:
        def draft() -> None:
            perform(
                case.pk,
                "draft_answer",
                actor=self.actor,
                occurred_on=today(),
                recorded_at=now(),
                data=data,
                key=key,
                seen_version=seen,
            )

        if self.joint:
            perform_named(case.number, draft)
        else:
            draft()

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        assert isinstance(error, DoorError)
        reasons: list[Any] = list(getattr(error, "reasons", ())) or [error.message]
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
        steps = dict.fromkeys(one.next_step for one in reasons if isinstance(one, Reason) and one.next_step)
        return Refusal(
            "没有送审，原因如下", reasons, next_step="；".join(steps) or error.next_step, status=error.status
        )

    def _pictures(self, letter: str) -> list[str]:
        """Return the pages as they will look, the addressee masked."""
        paper = Paper(ANSWER, TITLE, self.row.number, letter, today(), ANSWER)
        return [_as_data(page) for page in draw_pages(render_pdf(set_paper(paper, self.case, actor=None)))]

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way back to the case."""
        return [
            Crumb("依申请公开", reverse("foi:list")),
            Crumb(self.case.number, self.case_url),
            Crumb(self.page_title),
        ]

    def get_cancel_url(self) -> str:
        """Return the case's page."""
        return self.case_url

    def get_seen_version(self) -> int | None:
        """Return the version the reader saw."""
        sent = self.request.POST.get("seen_version", "")
        return int(sent) if sent.isdecimal() else self.case.version

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return (
            "转本机关合法性和保密审核；审核、签发须由另外的人办理。",
            "依据、理由或者救济告知有误的，不能审核通过和签发。",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grounds by group, the application and the letter."""
        groups: dict[str, list[Ground]] = {}
        for ground in GROUNDS:
            if ground.code in dict(CHOSEN):
                groups.setdefault(ground.group, []).append(ground)
        given = {"groups": list(groups.items()), "ground": self.ground, "case": self.case, "row": self.row}
        return super().get_context_data(**{**given, **kwargs})


def draw_pages(pdf: bytes) -> list[bytes]:
    """Return the first pages of a paper as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = []
    try:
        for number in range(min(len(document), SHOWN_PAGES)):
            out = io.BytesIO()
            document[number].render(scale=1.3).to_pil().convert("P").save(out, "PNG", optimize=True)
            drawn.append(out.getvalue())
    finally:
        document.close()
    return drawn


def _as_data(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()
