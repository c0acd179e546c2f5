"""The page on which words are removed from a paper before part of it is opened 区分处理."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mingzheng.documents.redacting import Marks, NotRedacted
from mingzheng.domains.foi.applicants import may_know
from mingzheng.domains.foi.desk.pages import ApplicationPage
from mingzheng.domains.foi.office.redacting import redact_paper
from mingzheng.platform.design.public import Crumb, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, Outcome, Refusal
from mingzheng.platform.files.public import Rejected, store_upload

_PAGES = re.compile(r"(\d{1,3})(?:\s*[-—–至]\s*(\d{1,3}))?")


def read_pages(text: str) -> frozenset[int]:
    """Return the pages named in words like 2、5-7. Raises ValueError for anything else."""
    rest = re.sub(r"[、，,；;\s第页]+", "", _PAGES.sub("", text))
    if rest:
        raise ValueError(rest)
    found: set[int] = set()
    for first, last in _PAGES.findall(text):
        found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


class PagesField(forms.CharField):
    """Pages by number; cleans to a set."""

    def clean(self, value: Any) -> Any:
        """Return the pages."""
        try:
            return read_pages(super().clean(value))
        except ValueError:
            raise forms.ValidationError("页码写成 2、5-7 的样子") from None


class RedactForm(PlainForm):
    """A paper, what goes, and why."""

    paper = forms.FileField(label="要作区分处理的 PDF", help_text="只收 PDF；Word 文件请先另存为 PDF。")
    phrases = forms.CharField(
        label="要隐去的内容",
        required=False,
        max_length=8000,
        widget=PlainTextarea(attrs={"rows": 6}),
        help_text="一行一处，照原文写：姓名、电话、住址等。文中每一处都会隐去。",
    )
    pages = PagesField(label="整页不公开的页码", required=False, max_length=200)
    seen = PagesField(
        label="已逐页看过、没有要隐去内容的图片页",
        required=False,
        max_length=200,
        help_text="扫描件、含图片的页查不到文字，须人工看过。",
    )
    reason = forms.CharField(label="不予公开的理由", max_length=1000, widget=PlainTextarea())

    def clean(self) -> Any:
        """Want something to remove."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given["phrases"].strip() or given["pages"]):
            self.add_error("phrases", "写明要隐去的内容，或者整页不公开的页码")
        return given


class RedactView(ApplicationPage, DeskFormView):
    """Make a public copy."""

    page_title = "区分处理"
    purpose = "把不予公开的内容从文件中去掉，生成公开件；去掉的内容在公开件中查不到、也复制不出来。"
    basis = "政府信息公开条例第三十七条"
    form_class: ClassVar[type[forms.BaseForm]] = RedactForm
    submit_label: ClassVar[str] = "生成公开件"
    refusals: ClassVar[tuple[type[Exception], ...]] = (NotRedacted, Rejected)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Admit who handles the application, while it is open."""
        if not self.case.is_open or not may_know(self.actor, self.case):
            raise PermissionDenied
        return {}

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store the paper, remove, and keep the copy."""
        given = form.cleaned_data
        source = store_upload(given["paper"], filename=given["paper"].name, actor=self.actor, purpose="case")
        phrases = tuple(line.strip() for line in given["phrases"].splitlines() if line.strip())
        made = redact_paper(
            self.case, source, Marks(phrases, given["pages"], given["seen"]), reason=given["reason"], actor=self.actor
        )
        return Outcome(f"已生成公开件，隐去 {made.removed} 处，共 {made.pages} 页。请打开看过再送达。", self.case_url)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why there is no public copy."""
        if isinstance(error, Rejected):
            return Refusal("文件没有收下", [error.message_zh], next_step=error.advice_zh, status=422)
        assert isinstance(error, NotRedacted)
        step = (
            "看过这些页后，把页码填入“已逐页看过”，或者整页不公开"
            if error.code == "unsearchable"
            else "请照原文核对后重试"
        )
        return Refusal("没有生成公开件", [error.message], next_step=step, status=422)

    def get_consequences(self) -> Sequence[str]:
        """Say what is kept."""
        return (
            "原件和公开件都存入本件材料；隐去了哪些内容不另作记录。",
            "公开件逐页重新制作，原有的签章图像、批注、表单不保留。",
        )

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
