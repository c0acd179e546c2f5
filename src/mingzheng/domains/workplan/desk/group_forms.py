"""The forms of leading groups and hearings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from mingzheng.domains.workplan.models import GroupMeeting, HeadHearing
from mingzheng.platform.design.public import DayInput, FileDrop, PlainForm, PlainTextarea, format_date

ROLES = ("组长", "常务副组长", "副组长", "成员", "办公室主任", "联络员")


class UnitForm(PlainForm):
    """A form with a unit to choose."""

    unit_id = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = units  # type: ignore[attr-defined]


class GroupForm(UnitForm):
    """A new group."""

    name = forms.CharField(label="名称", max_length=200)
    field = forms.CharField(label="工作领域", max_length=60, initial="政务公开")
    set_up_on = forms.DateField(label="成立日期", widget=DayInput())
    basis = forms.CharField(label="成立文件", required=False, max_length=200)


class MemberForm(PlainForm):
    """A new member."""

    name = forms.CharField(label="姓名", max_length=60)
    title = forms.CharField(label="职务", required=False, max_length=100)
    role = forms.ChoiceField(label="组内职务", choices=[(role, role) for role in ROLES])
    valid_from = forms.DateField(label="任职日期", widget=DayInput())


class EndMemberForm(PlainForm):
    """The end of a membership."""

    valid_to = forms.DateField(label="调出日期", widget=DayInput())
    reason = forms.CharField(label="原因", max_length=200)


class MeetingForm(PlainForm):
    """A meeting that was held."""

    held_on = forms.DateField(label="召开日期", widget=DayInput())
    chair = forms.CharField(label="主持人", max_length=60)
    agenda = forms.CharField(label="议题", max_length=4000, widget=PlainTextarea())
    decisions = forms.CharField(label="议定事项", required=False, max_length=4000, widget=PlainTextarea())
    minutes = forms.FileField(label="会议纪要", required=False, widget=FileDrop())


class CorrectMeetingForm(MeetingForm):
    """A correction: everything but the minutes, with the reason."""

    minutes = None  # type: ignore[assignment]
    reason = forms.CharField(label="更正理由", max_length=300)


class IssueForm(UnitForm):
    """A difficult issue."""

    text = forms.CharField(label="疑难问题", max_length=2000, widget=PlainTextarea())


class HelpForm(PlainForm):
    """The help an issue was given."""

    help_given = forms.CharField(label="指导解决情况", max_length=2000, widget=PlainTextarea())
    meeting = forms.TypedChoiceField(label="研究的会议", required=False, coerce=int, empty_value=None)
    is_solved = forms.BooleanField(label="已经解决", required=False)

    def __init__(self, *args: Any, meetings: Iterable[GroupMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "未上会"), *((item.pk, f"{format_date(item.held_on)}会议") for item in meetings)]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]


class HearingForm(UnitForm):
    """A hearing or study session."""

    field = forms.CharField(label="工作领域", max_length=60, initial="政务公开")
    kind = forms.ChoiceField(label="形式", choices=HeadHearing.Kind.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(label="日期", widget=DayInput())
    head_name = forms.CharField(label="主要负责人", max_length=60)
    subject = forms.CharField(label="主题", max_length=300)
    decisions = forms.CharField(label="部署事项", required=False, max_length=4000, widget=PlainTextarea())
    minutes = forms.FileField(label="会议记录", required=False, widget=FileDrop())


class CorrectHearingForm(PlainForm):
    """A correction of a hearing, with the reason."""

    kind = forms.ChoiceField(label="形式", choices=HeadHearing.Kind.choices, widget=forms.RadioSelect)
    held_on = forms.DateField(label="日期", widget=DayInput())
    head_name = forms.CharField(label="主要负责人", max_length=60)
    subject = forms.CharField(label="主题", max_length=300)
    decisions = forms.CharField(label="部署事项", required=False, max_length=4000, widget=PlainTextarea())
    reason = forms.CharField(label="更正理由", max_length=300)
