"""The forms of the citizen's side. Only what the law asks for is asked; nobody is asked what he wants it for.

Legal basis: 政府信息公开条例第二十九条. What is done with the answers is `drafts`, `applying` and `acts`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from mingzheng.domains.foi.citizen.draft_values import (
    FILLERS,
    FORMS,
    MEDIA,
    MOST_OTHERS,
    SELF,
    tells_of_a_person,
)
from mingzheng.domains.foi.citizen.models import CitizenCase
from mingzheng.domains.foi.models import APPLICANT_KINDS
from mingzheng.kit.contacts import parse_landline, parse_mobile
from mingzheng.kit.identifiers import IdentifierError, normalize_identifier, parse_credit_code, parse_resident_id
from mingzheng.platform.design.public import FileDrop, MultipleFileDrop, MultipleFileField, PlainTextarea
from mingzheng.platform.portal.public import PublicForm

PICTURES = {"accept": "image/*,application/pdf"}
NO_PERSON = "这里的内容会给经办人员看，请不要写姓名、证件号码和电话；这些在下一步填写，会加密保存。"


def _text(label: str, most: int, *, required: bool = True, help_text: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": f"{label}最多 {most} 字。"},
    )


def _choice(label: str, choices: Iterable[Any], initial: str = "", help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(choices), initial=initial, help_text=help_text, widget=forms.RadioSelect
    )


class WhatForm(PublicForm):
    """Step 1: which information, from whom, in which form."""

    unit = forms.ChoiceField(label="向哪个机关申请", help_text="谁制作、谁保存，就向谁申请。不清楚的可以先打电话问。")
    title = _text("信息的名称", 120, help_text="一句话，如：云溪路改造工程规划许可证")
    content = forms.CharField(
        label="说得更具体一些",
        max_length=3000,
        widget=PlainTextarea(rows=5),
        help_text="文件名称、文号、年份、地点，知道多少写多少，便于查找。不用写用途。",
        error_messages={
            "required": "请写得更具体一些：文件名称、文号、年份、地点，知道哪样写哪样。",
            "max_length": "最多 3000 字，可以把长的内容作为附件。",
        },
    )
    way = _choice("怎么拿到", FORMS, "download")
    medium = _choice("要哪一种", MEDIA, "electronic")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **values: Any) -> None:
        super().__init__(*args, **values)
        choices = units if len(units) == 1 else [("", "请选择"), *units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]

    def clean_title(self) -> str:
        """Keep personal data out of what many people read."""
        return _impersonal(self.cleaned_data["title"])

    def clean_content(self) -> str:
        """Keep personal data out of what many people read."""
        return _impersonal(self.cleaned_data["content"])


class WhoForm(PublicForm):
    """Step 2: who applies and how he is reached; who helps him."""

    kind = _choice("申请人是", APPLICANT_KINDS, "natural")
    applicant = _text("姓名或者单位名称", 100, autocomplete="name")
    identity = _text(
        "证件号码", 60, help_text="个人填身份证号码或者其他证件号码；单位填统一社会信用代码。", autocomplete="off"
    )
    phone = _text("联系电话", 30, help_text="手机最好，也可以填固定电话。", inputmode="tel", autocomplete="tel")
    mail = _text("电子邮箱", 120, required=False, inputmode="email", autocomplete="email")
    address = _text("通信地址", 200, required=False, autocomplete="street-address")
    told_by = _choice("有进展怎么告诉您", CitizenCase.Told.choices, "sms", "只告诉您有进展，不写内容。")
    filler = _choice("谁在填写", FILLERS, SELF)
    filler_name = _text("填写人或者代理人姓名", 100, required=False, help_text="替别人填写的必填。")
    filler_relation = _text("与申请人的关系", 60, required=False)
    filler_phone = _text("填写人或者代理人电话", 30, required=False, inputmode="tel")
    others = forms.CharField(
        label="共同申请人",
        max_length=2000,
        required=False,
        widget=PlainTextarea(rows=3),
        help_text=f"几个人一起申请的，每人一行：姓名、证件号码、电话。最多 {MOST_OTHERS} 人。",
    )

    def __init__(self, *args: Any, on: date, wants_mail: bool = False, wants_post: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.on = on
        for name, is_wanted, words in (
            ("mail", wants_mail, "要用电子邮箱接收的，请填写电子邮箱。"),
            ("address", wants_post, "要邮寄的，请填写通信地址。"),
        ):
            self.fields[name].required = is_wanted
            self.fields[name].error_messages["required"] = words

    def clean_phone(self) -> str:
        """Read a mobile or a fixed line."""
        return _phone(self.cleaned_data["phone"])

    def clean_filler_phone(self) -> str:
        """Read the helper's telephone when there is one."""
        given = self.cleaned_data["filler_phone"]
        return _phone(given) if given else ""

    def clean_mail(self) -> str:
        """Read a mailbox."""
        given = str(self.cleaned_data["mail"]).strip()
        if given:
            try:
                forms.EmailField().clean(given)
            except forms.ValidationError:
                raise forms.ValidationError("电子邮箱应写作 name@example.com 这样。") from None
        return given

    def clean_others(self) -> str:
        """Bound the number of people."""
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_OTHERS:
            raise forms.ValidationError(f"共同申请人最多 {MOST_OTHERS} 人，现有 {len(lines)} 人；更多的请分开提交。")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Judge what depends on another answer."""
        given = super().clean() or {}
        self._judge_identity(given)
        told = given.get("told_by")
        if not given.get("mail") and told == CitizenCase.Told.MAIL and "mail" not in self.errors:
            self.add_error("mail", "要用电子邮箱接收的，请填写电子邮箱。")
        if told == CitizenCase.Told.SMS and not _is_mobile(str(given.get("phone", ""))) and "phone" not in self.errors:
            self.add_error("told_by", "固定电话收不到短信，请改选其他方式，或者填手机号码。")
        if given.get("filler") != SELF and not given.get("filler_name") and "filler_name" not in self.errors:
            self.add_error("filler_name", "请填写代为填写的人或者代理人的姓名。")
        return given

    def _judge_identity(self, given: dict[str, Any]) -> None:
        plain = normalize_identifier(str(given.get("identity", "")))
        if not plain:
            return
        given["identity"] = plain
        try:
            if given.get("kind") == "natural" and len(plain) == 18 and plain[:17].isdigit():
                parse_resident_id(plain, today=self.on)
            elif given.get("kind") not in {"natural", None} and len(plain) == 18:
                parse_credit_code(plain)
            elif len(plain) < 5:
                self.add_error("identity", "证件号码至少 5 位，请核对。")
        except IdentifierError as problem:
            self.add_error("identity", f"{problem.message}，请对照证件核对。")


class PapersForm(PublicForm):
    """Step 3: the proof of identity, a power of attorney, and whatever helps to find the information."""

    identity_proof = forms.FileField(
        label="身份证明照片",
        required=False,
        widget=FileDrop(attrs=PICTURES),
        help_text="身份证有照片的一面即可；单位用营业执照等。加密保存，办结后按期销毁。",
    )
    mandate = forms.FileField(
        label="授权委托书", required=False, widget=FileDrop(attrs=PICTURES), help_text="代理人提交的必须有，拍照即可。"
    )
    papers = MultipleFileField(
        label="其他材料", required=False, widget=MultipleFileDrop(), help_text="能帮助查找的文件，没有就不用传。"
    )

    def __init__(self, *args: Any, has_agent: bool, **values: Any) -> None:
        super().__init__(*args, **values)
        if not has_agent:
            del self.fields["mandate"]

    def ask_for(self, lacking: Iterable[str], *, told: bool) -> None:
        """Show what is still missing as required; after a try, say so. What was sent beside it has been kept."""
        for name in lacking:
            self.fields[name].required = True
            if told:
                self.add_error(name, f"请附上{self.fields[name].label}。")


class CheckForm(PublicForm):
    """The last step: nothing is asked, unless the site is flooded."""

    challenge_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    challenge_answer = forms.CharField(
        label="", required=False, max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class ResumeForm(PublicForm):
    """Open a draft on another device."""

    code = _text("草稿码", 40, autocomplete="off", autocapitalize="characters")
    secret = _text("密码", 40, autocomplete="off", autocapitalize="characters")


class StatusForm(PublicForm):
    """Open one's application."""

    number = _text("申请编号", 40, help_text="如 YSQ-2026-00001", autocomplete="off", autocapitalize="characters")
    code = _text(
        "查询码", 40, help_text="提交时给您的 12 位码，不分大小写。", autocomplete="off", autocapitalize="characters"
    )


class OwnTextForm(PublicForm):
    """A text to an application: the supplement, the reasons, why it is withdrawn; with files where they may help."""

    text = forms.CharField(label="内容", widget=PlainTextarea(rows=6), max_length=3000)
    papers = MultipleFileField(label="附件", required=False, widget=MultipleFileDrop())

    def __init__(self, *args: Any, label: str, with_papers: bool, names: tuple[str, ...] = (), **values: Any) -> None:
        super().__init__(*args, **values)
        self.names = names
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = f"请填写{label}。"
        if not with_papers:
            del self.fields["papers"]

    def clean_text(self) -> str:
        """Keep personal data out of what many people read."""
        return _impersonal(self.cleaned_data["text"], self.names)


class LetterForm(PublicForm):
    """Check a letter by its number and code, and, if wanted, the file itself."""

    number = _text("文号", 60, help_text="文书标题下方的编号；没有文号的填申请编号。", autocomplete="off")
    code = _text("核验码", 40, help_text="印在文书末尾，也在查询页面上，共 16 位。", autocomplete="off")
    file = forms.FileField(
        label="手里的文件",
        required=False,
        widget=FileDrop(),
        help_text="选上文件，可以核对它与发出的是否一致。文件不会保存。",
    )


def _impersonal(text: str, names: Iterable[str] = ()) -> str:
    if tells_of_a_person(text, names):
        raise forms.ValidationError(NO_PERSON)
    return text.strip()


def _is_mobile(text: str) -> bool:
    try:
        return bool(parse_mobile(text))
    except ValueError:
        return False


def _phone(text: str) -> str:
    if _is_mobile(text):
        return parse_mobile(text)
    try:
        return parse_landline(text)
    except ValueError:
        raise forms.ValidationError("电话应为 11 位手机号，或者带区号的固定电话，如 000-12345678。") from None
