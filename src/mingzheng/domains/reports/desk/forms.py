"""The forms of the reports room: starting reports, sections, elements, contributions, files. Shapes only."""

from typing import Any

from django import forms

from mingzheng.domains.reports.profiles import KINDS, list_profiles
from mingzheng.platform.design.public import DayInput, FileDrop, PlainForm

LEVELS = ((1, "一、"), (2, "（一）"), (3, "1."))


class StartForm(PlainForm):
    """Which units report on which year, in which form, by when."""

    year = forms.IntegerField(label="报告年度", min_value=2000, max_value=2100)
    units = forms.MultipleChoiceField(label="报告单位", widget=forms.CheckboxSelectMultiple)
    profile = forms.ChoiceField(label="版式", widget=forms.RadioSelect)
    send_due_on = forms.DateField(label="报送期限", widget=DayInput, help_text="法定为次年3月1日前。")
    publish_due_on = forms.DateField(label="公开期限", widget=DayInput, help_text="法定为次年4月1日前。")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        self.fields["profile"].choices = [  # type: ignore[attr-defined]
            (profile.code, f"{profile.title}：{profile.note}") for profile in list_profiles()
        ]


class SectionForm(PlainForm):
    """A heading and how it is set."""

    heading = forms.CharField(label="标题", max_length=120, help_text="不写一、（一），编号自动生成。")
    level = forms.TypedChoiceField(label="层级", choices=LEVELS, coerce=int, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="写什么内容", choices=list(KINDS.items()), help_text="用来核对必写内容是否齐全。")
    run_in = forms.BooleanField(label="标题与正文接排", required=False)
    items_run_in = forms.BooleanField(label="一是、二是接排", required=False)


class ElementsForm(PlainForm):
    """What stands around the text."""

    title = forms.CharField(label="标题", max_length=200)
    salutation = forms.CharField(label="主送机关", max_length=300, help_text="末尾的冒号自动加上。")
    lead_in = forms.CharField(label="导语", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    closing = forms.CharField(label="结语", max_length=60, required=False, help_text="如“专此报告。”；不用的留空。")
    openness = forms.ChoiceField(
        label="公开方式",
        choices=[("", "不标注"), ("主动公开", "主动公开"), ("依申请公开", "依申请公开"), ("不予公开", "不予公开")],
        required=False,
    )
    copies = forms.CharField(label="抄送机关", max_length=300, required=False)


class AskForm(PlainForm):
    """Which 科室 writes a section, by when."""

    unit = forms.ChoiceField(label="供稿科室")
    due_on = forms.DateField(label="交稿期限", widget=DayInput)
    note = forms.CharField(label="要求", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class WordFileForm(PlainForm):
    """A Word file that comes back."""

    document = forms.FileField(
        label="改好的 Word 文件",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".docx"}),
        help_text="从本系统导出、在 Word 或 WPS 里改过的 docx。",
    )


class EarlierForm(PlainForm):
    """A report published in an earlier year."""

    document = forms.FileField(
        label="往年报告",
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".docx,.pdf,.txt,.html,.htm,.md,.doc,.wps"}),
        help_text="已公开的报告：docx、带文字的 pdf、网页或文本。",
    )
    unit = forms.ChoiceField(label="报告单位")
    year = forms.IntegerField(
        label="报告年度", min_value=2000, max_value=2100, required=False, help_text="不填时按标题读取。"
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
