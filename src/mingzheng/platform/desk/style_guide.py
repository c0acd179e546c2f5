"""The living style guide: every component with invented data, and one list and one form made with the view bases.

It is where a new component is looked at first, and what the browser tests look at. Samples live in `style_samples`.
"""

from typing import Any

import django_filters
from django import forms

from mingzheng.platform.design.public import DayInput, FileDrop, PlainForm, PlainTextarea, sparkline
from mingzheng.platform.desk import style_samples as samples
from mingzheng.platform.desk.columns import (
    CodeColumn,
    DeskColumn,
    DueColumn,
    LampColumn,
    LinkColumn,
    NamesColumn,
    NumberColumn,
    SelectColumn,
)
from mingzheng.platform.desk.filters import DeskFilterSet
from mingzheng.platform.desk.forms import DeskFormView, Outcome
from mingzheng.platform.desk.lists import BulkAction, DeskListView, EmptyWords
from mingzheng.platform.desk.tables import DeskTable
from mingzheng.platform.desk.views import DeskView

UNIT_CHOICES = [(name, name) for name in samples.UNITS]


class SampleForm(PlainForm):
    """One of each kind of field."""

    title = forms.CharField(label="事项名称", max_length=80, help_text="写要办成的事，不写背景。")
    unit = forms.ChoiceField(label="主办单位", choices=[("", "请选择"), *UNIT_CHOICES])
    helpers = forms.MultipleChoiceField(
        label="配合单位", choices=UNIT_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    due_on = forms.DateField(label="完成期限", widget=DayInput, help_text="遇节假日自动顺延。")
    amount = forms.IntegerField(label="数量", required=False, min_value=0)
    urgency = forms.ChoiceField(
        label="紧急程度",
        choices=[("", "平件"), ("fast", "急件"), ("faster", "特急")],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(label="办理要求", widget=PlainTextarea(rows=3), required=False)
    paper = forms.FileField(
        label="依据文件", widget=FileDrop, required=False, help_text="docx、pdf、ofd、图片，每个不超过 50 MB。"
    )
    told = forms.BooleanField(label="已电话告知主办单位联络员", required=False)


class SampleTable(DeskTable):
    """The invented ledger."""

    caption = "2026 年工作要点事项"
    select = SelectColumn(title="title")
    code = CodeColumn(verbose_name="编号", priority=3)
    title = LinkColumn(
        url=lambda row: samples.HERE, verbose_name="事项", tags=lambda row: ["急"] if row.pk % 9 == 0 else []
    )
    lamp = LampColumn(verbose_name="状态灯")
    due_on = DueColumn(verbose_name="办理期限", remaining="remaining", state="lamp")
    units = NamesColumn(verbose_name="承办单位", priority=2, orderable=False)
    stage = DeskColumn(verbose_name="环节", priority=2, is_short=True)
    handler = DeskColumn(verbose_name="经办人", priority=3, is_short=True)
    urged = NumberColumn(verbose_name="催办", priority=4)


class SampleFilters(DeskFilterSet):
    """The invented ledger's filters; they narrow a list, not a query."""

    sentence = "承办单位 {unit}，状态灯 {lamp}，内容含 {q}"
    unit = django_filters.ChoiceFilter(label="承办单位", choices=UNIT_CHOICES, empty_label="全部")
    lamp = django_filters.ChoiceFilter(
        label="状态灯", choices=[("normal", "正常"), ("due_soon", "将到期"), ("overdue", "逾期")], empty_label="不限"
    )
    q = django_filters.CharFilter(label="内容")
    handler = django_filters.CharFilter(label="经办人")
    due_before = django_filters.DateFilter(label="期限不晚于", widget=DayInput)

    @property
    def qs(self) -> Any:
        """Return the invented rows that fit."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        found = self.queryset
        for name, fits in {
            "unit": lambda row, value: value in row.units,
            "lamp": lambda row, value: row.lamp == value,
            "q": lambda row, value: value in row.title,
            "handler": lambda row, value: value in row.handler,
            "due_before": lambda row, value: row.due_on <= value,
        }.items():
            if asked.get(name):
                found = [row for row in found if fits(row, asked[name])]
        return found


class StyleGuideView(DeskView):
    """Every component on one page."""

    template_name = "desk/style_guide.html"
    page_title = "界面样例"
    purpose = "本页列出工作台用到的全部界面部件，供设计、开发和验收对照。内容均为虚构。"

    def get_crumbs(self) -> Any:
        """Return an invented way here."""
        return samples.CRUMBS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the samples and a form with errors."""
        wrong = SampleForm({"title": "", "unit": "", "due_on": "2026-13-40"})
        wrong.is_valid()
        table = SampleTable(samples.rows(8), exclude=("select",))
        spark = sparkline(samples.SPARK, label="1 至 9 月办结件数由 5 件升到 21 件")
        return super().get_context_data(samples=samples, wrong=wrong, table=table, spark=spark, **kwargs)


class StyleGuideListView(DeskListView):
    """The invented ledger as a list."""

    page_title = "2026 年工作要点"
    purpose = "区政府年度工作要点逐项交办、报送、核验和销号。"
    basis = "依据《云山区 2026 年工作要点分工方案》"
    list_key = "style-guide"
    table_class = SampleTable
    filterset_class = SampleFilters

    def get_rows(self) -> Any:
        """Return invented rows."""
        return samples.rows(64)

    def get_tabs(self) -> Any:
        """Return invented tabs."""
        return samples.TABS

    def get_bulk_actions(self) -> Any:
        """Return acts that lead to the sample form."""
        form = f"{samples.HERE}/form"
        return (BulkAction("批量签收", form, "inbox", "primary"), BulkAction("批量催办", form, "urge"))

    def get_empty_words(self) -> EmptyWords:
        """Return what an empty ledger says."""
        return EmptyWords("台账还没有事项", "导入分工方案后，每条要求成为一行。", "导入方案", samples.HERE)


class StyleGuideFormView(DeskFormView):
    """The invented act; it changes nothing."""

    page_title = "交办事项"
    purpose = "把一件事交给一个单位，从交办之日起计算期限。"
    form_class = SampleForm
    submit_label = "交办"

    def get_consequences(self) -> Any:
        """Return invented consequences."""
        return samples.CONSEQUENCES

    def get_cancel_url(self) -> str:
        """Return to the style guide."""
        return samples.HERE

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Say what would now be true."""
        return Outcome("样例页不登记任何事项；真的页面会说明：已交办 区综治局，3 月 5 日前签收。", samples.HERE)
