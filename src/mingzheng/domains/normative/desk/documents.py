"""The page of one document at the desk: as of a day, its versions, relations and interpretations; follow-ups; a new text."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.normative.desk.library import reads_library
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import (
    find_document,
    interpretations_of,
    list_articles,
    list_texts,
    related_to,
    text_as_of,
    validity_of,
)
from mingzheng.domains.normative.services import add_follow_up, add_text, may_keep
from mingzheng.domains.normative.words import FORMS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, Fact, PlainForm, PlainTextarea
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal
from mingzheng.platform.ledger.public import now, today


def day_asked(text: str) -> date:
    """Return the day named, or today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


class DocumentPage(DeskView):
    """A page about one document."""

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return reads_library(actor)

    @property
    def document(self) -> Document:
        """Return the document named in the address, or 404."""
        if not hasattr(self, "_document"):
            found = find_document(self.kwargs["slug"])
            if found is None:
                raise Http404
            self._document = found
        return self._document

    def get_page_title(self) -> str:
        """Return the document's title."""
        return self.document.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the library."""
        return [Crumb("政策文件库", reverse("normative:library")), Crumb(self.get_page_title())]


class DocumentView(DocumentPage):
    """One document as it reads on a day."""

    template_name = "normative/document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        document, day = self.document, day_asked(self.request.GET.get("on", ""))
        texts = list_texts(document)
        shown = text_as_of(texts, day)
        return super().get_context_data(
            document=document,
            day=day,
            is_today=day == today(),
            validity=validity_of(document, day),
            facts=_facts(document),
            texts=texts,
            shown=shown,
            articles=list_articles(shown),
            related=related_to(document),
            interpretations=interpretations_of(document),
            may_keep=may_keep(self.actor, document),
            **kwargs,
        )


def _facts(document: Document) -> list[Fact]:
    days = (
        ("成文日期", document.issued_on),
        ("公布日期", document.published_on),
        ("施行日期", document.effective_on),
        ("有效期至", document.expires_on),
        ("不再有效", document.ended_on),
    )
    words = (
        ("文号", document.doc_number),
        ("登记编号", document.reg_number),
        ("类别", document.get_kind_display()),
        ("制定单位", document.issuer),
        ("主题", document.theme),
        ("适用对象", document.audience),
        ("咨询", document.contact),
        ("说明", document.ending_note),
    )
    found = [Fact(label, text) for label, text in words if text]
    return found + [Fact(label, f"{day.year}年{day.month}月{day.day}日") for label, day in days if day is not None]


class FollowUpForm(PlainForm):
    """A follow-up interpretation after an assessment."""

    title = forms.CharField(label="标题", max_length=200)
    form = forms.ChoiceField(label="解读形式", choices=FORMS)
    core = forms.CharField(label="核心概念", max_length=3000, widget=PlainTextarea())
    differences = forms.CharField(label="新旧政策差异", max_length=3000, widget=PlainTextarea())
    scope = forms.CharField(label="影响范围", max_length=3000, widget=PlainTextarea())
    standards = forms.CharField(label="执行标准", max_length=3000, widget=PlainTextarea())
    guide = forms.CharField(label="办事指引", max_length=3000, required=False, widget=PlainTextarea())
    cautions = forms.CharField(
        label="注意事项", max_length=3000, required=False, widget=PlainTextarea(), help_text="写明群众容易误解之处。"
    )


class TextForm(PlainForm):
    """The text as it reads after an amendment."""

    in_force_from = forms.DateField(label="自哪天起这样读", widget=DayInput())
    amended_by = forms.CharField(label="依据哪个文件修改（文号或标题）", max_length=300, required=False)
    text = forms.CharField(label="修改后的全文", max_length=200_000, widget=PlainTextarea(attrs={"rows": 20}))


class KeepingView(DocumentPage, DeskFormView):
    """A form that writes to a document of the library."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may not keep this document."""
        return reads_library(actor) and may_keep(actor, self._of(actor))

    def _of(self, actor: Actor) -> Document:
        return self.document

    def get_cancel_url(self) -> str:
        """Return the document's page."""
        return reverse("normative:document", args=[self.document.slug])

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        errors = getattr(error, "errors", {})
        words = [text for texts in errors.values() for text in texts] or [getattr(error, "message", str(error))]
        return Refusal("没有保存，原因如下", words, next_step=getattr(error, "next_step", ""), status=409)


class FollowUpView(KeepingView):
    """Add a follow-up interpretation."""

    template_name = "desk/form.html"
    form_class: ClassVar[type[forms.BaseForm]] = FollowUpForm
    submit_label = "公布后续解读"

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"后续解读：{self.document.title}"

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["在文件页公布，与文件互相链接。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep it and say what is now true."""
        found = add_follow_up(self.document, actor=self.actor, values=form.cleaned_data, recorded_at=now())
        return Outcome(f"已公布“{found.title}”。", self.get_cancel_url())


class TextView(KeepingView):
    """Enter the text as it reads after an amendment."""

    template_name = "desk/form.html"
    form_class: ClassVar[type[forms.BaseForm]] = TextForm
    submit_label = "保存修改后文本"

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"录入修改后文本：{self.document.title}"

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["自该日起按新文本阅读；此前的文本仍可按日期查看。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Keep it and say what is now true."""
        version = add_text(self.document, actor=self.actor, recorded_at=now(), **form.cleaned_data)
        return Outcome(f"已保存，共 {version.article_count} 条。", self.get_cancel_url())
