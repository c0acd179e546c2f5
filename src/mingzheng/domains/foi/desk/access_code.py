"""The page on which a clerk gives a new access code to an applicant who lost his, after checking who he is.

How it was checked is on record; the code is shown once, and the old one ends at that moment.
"""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.urls import reverse

from mingzheng.domains.foi.citizen.access import renew_code
from mingzheng.domains.foi.desk.pages import ApplicationPage
from mingzheng.platform.design.public import Crumb, PlainForm
from mingzheng.platform.desk.public import DeskFormView, ShownOnce
from mingzheng.platform.ledger.public import now

CHECKS = (
    ("counter", "到窗口，当面核对了身份证件原件"),
    ("phone", "电话，核对了姓名、证件号码和登记的联系电话"),
    ("video", "视频，核对了本人和身份证件"),
)


class RenewForm(PlainForm):
    """How it was checked that it is the applicant."""

    checked_by = forms.ChoiceField(label="怎样核对的身份", choices=CHECKS, widget=forms.RadioSelect())
    confirmed = forms.BooleanField(
        label="核对无误，与本件登记的申请人一致",
        error_messages={"required": "核对一致后再补发；不一致的不能补发。"},
    )


class RenewCodeView(ApplicationPage, DeskFormView):
    """Give a new code."""

    page_title = "补发查询码"
    purpose = "申请人遗失查询码，核对身份后补发；原来的码同时失效。"
    basis = "政府信息公开条例第二十九条；个人信息保护法第五十一条"
    template_name = "foi/renew_code.html"
    form_class: ClassVar[type[forms.BaseForm]] = RenewForm
    submit_label: ClassVar[str] = "补发查询码"

    def act(self, form: forms.BaseForm, *, key: str) -> ShownOnce:
        """Show the new code on the answer itself: it is nowhere kept."""
        code = renew_code(self.case.pk, checked_by=form.cleaned_data["checked_by"], actor=self.actor, at=now())
        return ShownOnce({"code": code, "case": self.case})

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return (
            "原来的查询码立即失效，亲属的查询码不受影响。",
            "新码只显示一次，请当场告诉申请人；补发人、时间和核对方式会记录。",
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
