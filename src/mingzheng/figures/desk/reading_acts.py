"""Forms of the acts on readings: report, verify, correct, withdraw, lock a period and open it."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse

from mingzheng.figures.declaration import Figure
from mingzheng.figures.desk.asking import usual_period
from mingzheng.figures.desk.readings import title_of
from mingzheng.figures.errors import BadReading, FigureError
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period, PeriodKind
from mingzheng.figures.readings import rules
from mingzheng.figures.readings.closing import lock_readings, unlock_readings
from mingzheng.figures.readings.recording import Given
from mingzheng.figures.readings.selectors import find_reading
from mingzheng.figures.readings.services import correct_reading, record_reading, verify_reading, withdraw_reading
from mingzheng.figures.registry import find_figure
from mingzheng.figures.selectors import may_read_figures, reach_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import (
    Crumb,
    DayInput,
    MultipleFileDrop,
    MultipleFileField,
    PlainForm,
    PlainTextarea,
)
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.files.public import Rejected, store_upload
from mingzheng.platform.ledger.public import today

KINDS = [
    (kind.value, kind.label) for kind in (PeriodKind.YEAR, PeriodKind.RANGE, PeriodKind.AS_OF, PeriodKind.STANDING)
]
# Where a form has another name for what a service is given.
FIELDS = {"period": "until", "unit_id": "unit", "evidence": "papers"}


class ReportForm(PlainForm):
    """A value with its unit, period, source and evidence."""

    unit = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="时段类型", choices=KINDS)
    since = forms.DateField(label="起始日期", required=False, widget=DayInput(), help_text="只在时段类型为“时段”时填写")
    until = forms.DateField(
        label="截止日期", required=False, widget=DayInput(), help_text="年度：填该年任意一天；时点：填数据截至的日期"
    )
    value = forms.CharField(label="数值", max_length=40, help_text="可写 57、200余、近2万、超3300万")
    source_words = forms.CharField(
        label="数据来源", max_length=500, widget=PlainTextarea(), help_text="如：××科台账、系统导出表、某某口头提供"
    )
    papers = MultipleFileField(label="佐证材料", required=False, widget=MultipleFileDrop())

    def __init__(self, *args: Any, units: list[tuple[int, str]], figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["value"].label = f"数值（{figure.unit}）" if figure.unit else "数值"

    def clean(self) -> dict[str, Any]:
        """Put kind and days together into a period."""
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = _period(cleaned.get("kind", ""), cleaned.get("since"), cleaned.get("until"))
        except ValueError as error:
            self.add_error("until", str(error))
        return cleaned


class VerifyForm(PlainForm):
    """An opinion."""

    opinion = forms.CharField(label="核验意见", required=False, max_length=500, widget=PlainTextarea())


class CorrectForm(PlainForm):
    """The right value with the reason."""

    value = forms.CharField(label="更正后的数值", max_length=40)
    reason = forms.CharField(label="更正理由", max_length=500, widget=PlainTextarea())
    papers = MultipleFileField(label="佐证材料", required=False, widget=MultipleFileDrop())


class ReasonForm(PlainForm):
    """A reason."""

    reason = forms.CharField(label="理由", max_length=500, widget=PlainTextarea())


class LockForm(PlainForm):
    """A unit's year with the reason."""

    unit = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    reason = forms.CharField(label="理由", max_length=500, widget=PlainTextarea())

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class FigureFormView(DeskFormView):
    """A form of one act on readings: what is wrong stands at its field."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (FigureError, Rejected)

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works here; the act itself is judged by its service."""
        return may_read_figures(actor)

    def make_form(self) -> forms.BaseForm:
        """Keep the form, so that what its service finds wrong can stand at its field."""
        self.sent = super().make_form()
        return self.sent

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page, what is about a field also at the field."""
        if isinstance(error, Rejected):
            return Refusal("材料没有收下，本次未办理", [error.message_zh], next_step=error.advice_zh, status=422)
        if isinstance(error, BadReading):
            reasons: list[str] = []
            for name, texts in error.errors.items():
                field = FIELDS.get(name, name)
                if field in self.sent.fields:
                    self.sent.add_error(field, list(texts))
                else:
                    reasons += texts
            reasons = reasons or ["有内容需要改正，已在该项下写明"]
            return Refusal("没有办理，原因如下", reasons, next_step=error.next_step, status=422)
        status = error.status if isinstance(error, FigureError) else 409
        return Refusal(
            "没有办理，原因如下",
            [getattr(error, "message", "")],
            next_step=getattr(error, "next_step", ""),
            status=status,
        )

    def store(self, uploads: Any) -> tuple[int, ...]:
        """Keep uploaded evidence; outside any transaction."""
        return tuple(
            store_upload(upload, filename=upload.name, actor=self.actor, purpose="reading").pk
            for upload in uploads or ()
        )


class ReportView(FigureFormView):
    """Report a value of a figure."""

    form_class: ClassVar[type[forms.BaseForm]] = ReportForm
    submit_label: ClassVar[str] = "填报"

    @property
    def figure(self) -> Figure:
        """Return the figure in the address; 404 for one that is not reported."""
        figure = find_figure(self.kwargs["code"])
        if figure is None or not figure.is_reading:
            raise Http404
        return figure

    def get_page_title(self) -> str:
        """Say what is reported."""
        return f"填报“{self.figure.title}”"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the figure."""
        figure = self.figure
        own = Crumb(figure.title, reverse("figures:figure", args=[figure.code]))
        return [Crumb("指标目录", reverse("figures:catalogue")), own, Crumb("填报")]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units one may report for, and the figure's usual period."""
        period = self._asked_period()
        offered = reach_of(self.actor, today()).names.items()
        return {
            "figure": self.figure,
            "units": [(pk, name) for pk, name in offered if rules.may_record(self.actor, pk)],
            "initial": {
                "unit": self.request.GET.get("unit") or self.request.GET.get("units") or self._own_organ(),
                "kind": period.kind.value,
                "since": period.starts_on if period.kind == PeriodKind.RANGE else None,
                "until": period.ends_on,
            },
        }

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["该数值标为“未核”，由另一人核验后才能用于定稿。", f"统计内容：{self.figure.counts}。"]

    def get_cancel_url(self) -> str:
        """Return to the figure."""
        return reverse("figures:figure", args=[self.figure.code])

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record the reading."""
        given = form.cleaned_data
        details = Given(source_words=given["source_words"], evidence=self.store(given.get("papers")))
        reading = record_reading(
            self.figure.code,
            unit_id=given["unit"],
            period=given["period"],
            value=given["value"],
            actor=self.actor,
            details=details,
            key=key,
        )
        return Outcome(f"已登记{reading.printed}，待核验。", reverse("figures:reading", args=[reading.pk]))

    def _own_organ(self) -> int | None:
        """Return the organ the reader works in: units report, not their sections."""
        home = self.actor.home_unit_id
        return next((post.organ_id or home for post in self.actor.posts if post.unit_id == home), home)

    def _asked_period(self) -> Period:
        try:
            return Period.from_key(self.request.GET.get("period", ""))
        except ValueError:
            return usual_period(self.figure, today())


class ReadingFormView(FigureFormView):
    """An act on one reading."""

    words = ""

    @property
    def reading(self) -> Reading:
        """Return the reading in the address, or 404."""
        if not hasattr(self, "_reading"):
            found = find_reading(self.kwargs["reading_id"])
            if found is None or not rules.may_read(self.actor, found.unit_id):
                raise Http404
            self._reading = found
        return self._reading

    def get_page_title(self) -> str:
        """Say what is done to which value."""
        return f"{self.words}“{title_of(self.reading)}”{self.reading.printed}"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way from the reading."""
        own = Crumb(self.reading.printed, self.get_cancel_url())
        return [Crumb("填报数据", reverse("figures:readings")), own, Crumb(self.words)]

    def get_cancel_url(self) -> str:
        """Return to the reading."""
        return reverse("figures:reading", args=[self.reading.pk])


class VerifyView(ReadingFormView):
    """Verify a reading."""

    words = "核验"
    form_class: ClassVar[type[forms.BaseForm]] = VerifyForm
    submit_label: ClassVar[str] = "核验通过"

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["该数值可用于定稿；记录您的姓名和时间。", "数值有误时请不要核验，由填报单位更正。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Verify it."""
        reading = verify_reading(self.reading.pk, actor=self.actor, opinion=form.cleaned_data["opinion"])
        return Outcome(f"{reading.printed}已核验。", self.get_cancel_url())


class CorrectView(ReadingFormView):
    """Correct a reading."""

    words = "更正"
    form_class: ClassVar[type[forms.BaseForm]] = CorrectForm
    submit_label: ClassVar[str] = "更正"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is there."""
        unit = self.reading.unit_word
        return {"initial": {"value": self.reading.printed.removesuffix(unit) if unit else self.reading.printed}}

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["原数值留在历史记录中；更正后的数值须重新核验。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Correct it."""
        given, old = form.cleaned_data, self.reading
        papers = self.store(given.get("papers"))
        new = correct_reading(
            old.pk, value=given["value"], reason=given["reason"], actor=self.actor, more_evidence=papers, key=key
        )
        return Outcome(f"已更正为{new.printed}，待核验。", reverse("figures:reading", args=[new.pk]))


class WithdrawView(ReadingFormView):
    """Withdraw a reading."""

    words = "撤回"
    form_class: ClassVar[type[forms.BaseForm]] = ReasonForm
    submit_label: ClassVar[str] = "撤回"
    submit_kind: ClassVar[str] = "danger"

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        return ["撤回后该数值不再计入，留在历史记录中；可另行填报。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Withdraw it."""
        withdraw_reading(self.reading.pk, reason=form.cleaned_data["reason"], actor=self.actor)
        return Outcome("该填报值已撤回。", self.get_cancel_url())


class LockView(FigureFormView):
    """Close a unit's year, or open it again."""

    page_title = "锁定年度数据"
    purpose = "年报定稿后锁定该年度数据，防止事后改动；确需更正的，解锁并说明理由。"
    form_class: ClassVar[type[forms.BaseForm]] = LockForm
    is_opening: ClassVar[bool] = False
    submit_label: ClassVar[str] = "锁定"

    def may_see(self, actor: Actor) -> bool:
        """Admit the heads of the office."""
        return actor.has_any_role(rules.CLOSERS)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units in one's charge."""
        offered = reach_of(self.actor, today()).names.items()
        units = [(pk, name) for pk, name in offered if rules.may_close(self.actor, pk)]
        return {"units": units, "initial": {"year": today().year - 1}}

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("figures:readings")

    def get_consequences(self) -> list[str]:
        """Say what follows."""
        if self.is_opening:
            return ["该年度的填报值恢复为“已核”，可以更正；解锁的人、时间和理由记录在案。"]
        return ["该单位该年度的填报值不能再增加、更正或撤回，直到解锁。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Close or open it."""
        given = form.cleaned_data
        change = unlock_readings if self.is_opening else lock_readings
        count = change(
            unit_id=given["unit"], period=Period.year(given["year"]), actor=self.actor, reason=given["reason"]
        )
        what = "解锁" if self.is_opening else "锁定"
        return Outcome(f"{given['year']}年数据已{what}，涉及填报值{count}条。", reverse("figures:readings"))


class UnlockView(LockView):
    """Open a closed year again."""

    page_title = "解锁年度数据"
    is_opening: ClassVar[bool] = True
    submit_label: ClassVar[str] = "解锁"
    submit_kind: ClassVar[str] = "danger"


def _period(kind: str, since: date | None, until: date | None) -> Period:
    if kind == PeriodKind.STANDING:
        return Period.standing()
    if until is None:
        raise ValueError("请填写截止日期")
    if kind == PeriodKind.YEAR:
        return Period.year(until.year)
    if kind == PeriodKind.AS_OF:
        return Period.as_of(until)
    if since is None:
        raise ValueError("请填写起始日期")
    if since > until:
        raise ValueError("截止日期应不早于起始日期")
    return Period.between(since, until)
