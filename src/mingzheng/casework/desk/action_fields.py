"""Turn declared fields into a Django form and back into what the door takes. Judging what was typed is the door's."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django import forms

from mingzheng.casework.capacity import may_record_for_others
from mingzheng.casework.declaration import Action, Field, FieldKind
from mingzheng.casework.models import Act, Case
from mingzheng.casework.naming import list_people_of
from mingzheng.casework.selectors import cases_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import DayInput, MultipleFileField, PlainTextarea, speak_plainly
from mingzheng.platform.org.public import list_units, sections_of

ORGANS = frozenset({"organ", "township", "institution", "group"})
LEADERS_SIT_IN = frozenset({"district"})
MEANS = ((Act.Means.PAPER.value, "纸面签批"), (Act.Means.PHONE.value, "电话口头"))
RECORD_FIELDS = ("occurred_on", "on_behalf_of", "record_means", "evidence")


class ActionForm(forms.Form):
    """The form of one action: its own fields, then 补录与代录 for what happened elsewhere."""

    occurred_on = forms.DateField(
        label="发生日期",
        required=False,
        widget=DayInput(),
        help_text="不是今天发生的，填实际日期；较早的须附证明材料。",
    )
    on_behalf_of = forms.IntegerField(
        label="代谁录入",
        required=False,
        widget=forms.Select(),
        help_text="领导在纸面或电话中作出决定的，选作出决定的人。",
    )
    # Not plain `means`: an action may declare a field of that name (how an urging was made).
    record_means = forms.ChoiceField(
        label="代录方式",
        required=False,
        choices=(("", "本人在系统内办理"), *MEANS),
    )
    evidence = MultipleFileField(label="证明材料", required=False, help_text="签批件照片、扫描件或通话记录。")

    def __init__(
        self,
        *args: Any,
        action: Action,
        actor: Actor,
        case: Case | None,
        on: date,
        only_recorded: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.only_recorded = only_recorded
        self.action, self.actor, self.case = action, actor, case
        extra = {name: self.fields.pop(name) for name in RECORD_FIELDS}
        for item in action.fields:
            self.fields[item.code] = _BUILDERS[item.kind](item, actor, case, on)
        self.fields.update(extra)
        if may_record_for_others(actor):
            nobody = "请选择作出决定的人" if only_recorded else "本人办理"
            people = [("", nobody), *_people(actor, case, on, leaders=True)]
            self.fields["on_behalf_of"].widget = forms.Select(choices=people)
            for name in ("on_behalf_of", "record_means", "evidence") if only_recorded else ():
                self.fields[name].required = True
            if only_recorded:
                self.fields["record_means"].choices = [("", "请选择"), *MEANS]  # type: ignore[attr-defined]
        else:
            del self.fields["on_behalf_of"], self.fields["record_means"]
        speak_plainly(self)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields of the action itself."""
        return [self[item.code] for item in self.action.fields]

    @property
    def record_fields(self) -> list[forms.BoundField]:
        """Return the fields of late entry and recording for somebody."""
        return [self[name] for name in RECORD_FIELDS if name in self.fields]

    @property
    def record_is_open(self) -> bool:
        """Say whether one of the record fields was filled, so that they are shown."""
        return self.only_recorded or (self.is_bound and any(self.data.get(name) for name in RECORD_FIELDS[:3]))

    def given(self, stored: Mapping[str, list[int]], *, kept: Collection[str] = ()) -> dict[str, Any]:
        """Return the data for the door; `stored` holds the ids of uploaded files by field.

        `kept` names the fields that were shown with a value that is stored: left empty, they are sent empty.
        """
        data: dict[str, Any] = {}
        for item in self.action.fields:
            value = self.cleaned_data.get(item.code)
            if item.kind is FieldKind.FILES:
                value = stored.get(item.code, [])
            elif isinstance(value, date):
                value = value.isoformat()
            if value not in (None, "", []) or item.code in kept:
                data[item.code] = value
        return data


def _label(item: Field) -> dict[str, Any]:
    return {"label": item.label, "required": item.required, "help_text": item.help, "initial": item.default}


def _units(item: Field, actor: Actor, case: Case | None, on: date) -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in list_units(at=on, kinds=ORGANS)]


def leaders_on(on: date) -> frozenset[int]:
    """Return the persons who lead the district on a day."""
    units = {unit.pk for unit in list_units(at=on, kinds=LEADERS_SIT_IN)}
    return frozenset(pk for pk, _ in list_people_of(units, on))


def _people(actor: Actor, case: Case | None, on: date, *, leaders: bool) -> list[tuple[int, str]]:
    named = (case.origin_unit_id, case.handling_unit_id) if case else ()
    seats = {unit.pk for unit in list_units(at=on, kinds=LEADERS_SIT_IN)}
    organs = {unit for unit in (*actor.unit_ids, *named) if unit} - seats
    sections = {section.pk for organ in organs for section in sections_of(organ, on)}
    return list_people_of(organs | sections | (seats if leaders else set()), on)


class CaseNumberField(forms.CharField):
    """A case named by its number; cleans to its id."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.actor = actor

    def clean(self, value: Any) -> Any:
        """Return the id of the case, if the actor may see one of that number."""
        number = super().clean(value)
        if not number:
            return None
        found = cases_for(self.actor).filter(number=number.strip()).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError("没有这个编号的件，请核对")
        return found


Builder = Callable[[Field, Actor, Case | None, date], forms.Field]


def _integer_choice(item: Field, choices: list[tuple[int, str]]) -> forms.Field:
    return forms.TypedChoiceField(
        coerce=int, empty_value=None, choices=[("", "请选择"), *choices], widget=forms.Select(), **_label(item)
    )


def _yes_no(item: Field) -> forms.Field:
    return forms.BooleanField(label=item.label, required=False, help_text=item.help, initial=item.default)


_BUILDERS: Mapping[FieldKind, Builder] = {
    FieldKind.TEXT: lambda item, *_: forms.CharField(max_length=item.max_length, **_label(item)),
    FieldKind.LONG_TEXT: lambda item, *_: forms.CharField(
        max_length=item.max_length, widget=PlainTextarea(), **_label(item)
    ),
    FieldKind.DATE: lambda item, *_: forms.DateField(widget=DayInput(), **_label(item)),
    FieldKind.INTEGER: lambda item, *_: forms.IntegerField(
        min_value=item.minimum, max_value=item.maximum, **_label(item)
    ),
    FieldKind.DECIMAL: lambda item, *_: forms.DecimalField(
        min_value=item.minimum, max_value=item.maximum, **_label(item)
    ),
    FieldKind.BOOLEAN: lambda item, *_: _yes_no(item),
    FieldKind.CHOICE: lambda item, *_: forms.ChoiceField(
        choices=[*([] if item.required else [("", "不选")]), *item.choices],
        widget=forms.RadioSelect() if len(item.choices) <= 5 and item.required else forms.Select(),
        **_label(item),
    ),
    FieldKind.CHOICES: lambda item, *_: forms.MultipleChoiceField(
        choices=item.choices, widget=forms.CheckboxSelectMultiple(), **_label(item)
    ),
    FieldKind.UNIT: lambda item, actor, case, on: _integer_choice(item, _units(item, actor, case, on)),
    FieldKind.UNITS: lambda item, actor, case, on: forms.TypedMultipleChoiceField(
        coerce=int, choices=_units(item, actor, case, on), widget=forms.CheckboxSelectMultiple(), **_label(item)
    ),
    FieldKind.PERSON: lambda item, actor, case, on: _integer_choice(
        item, _people(actor, case, on, leaders=item.leaders)
    ),
    FieldKind.FILES: lambda item, *_: MultipleFileField(label=item.label, required=item.required, help_text=item.help),
    FieldKind.ROWS: lambda item, *_: forms.JSONField(widget=PlainTextarea(), **_label(item)),
    FieldKind.CASE: lambda item, actor, *_: CaseNumberField(
        actor=actor, label=item.label, required=item.required, help_text=item.help or "填写编号"
    ),
}
