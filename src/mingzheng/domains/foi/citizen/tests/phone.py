"""A citizen with a phone: fills the steps in, hands in, opens his application. Names are invented."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from mingzheng.domains.foi.citizen.drafts import open_draft
from mingzheng.domains.foi.citizen.portal.visiting import DRAFT
from mingzheng.platform.ledger.public import now

NAME, IDENTITY, MOBILE, MAIL = "季明澜", "330106199001011234", "13800001111", "minglan@example.com"
WHAT = {
    "title": "云溪路改造工程规划许可",
    "content": "二〇二四年核发的规划许可证",
    "way": "download",
    "medium": "electronic",
}
WHO = {
    "kind": "natural",
    "applicant": NAME,
    "identity": "33010619900101123X",
    "phone": MOBILE,
    "mail": MAIL,
    "address": "示例区示例路9号",
    "told_by": "sms",
    "filler": "self",
}


def picture(name: str = "身份证.png", *, size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """Return a photograph."""
    out = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


class Phone:
    """A browser and the answers of the person who holds it."""

    def __init__(self, unit: str) -> None:
        self.unit, self.browser = unit, Client()

    def get(self, page: str) -> HttpResponse:
        return self.browser.get(f"/apply/{page}")

    def post(self, page: str, **given: Any) -> HttpResponse:
        return self.browser.post(f"/apply/{page}", given)

    def text(self, page: str) -> str:
        return self.get(page).content.decode()

    def fill(self, **given: Any) -> None:
        """Fill the first three steps in."""
        what = {name: given.pop(name, value) for name, value in {**WHAT, "unit": self.unit}.items()}
        assert self.post("what", **what)["Location"] == "/apply/who"
        answer = self.post("who", **(WHO | given))
        assert answer["Location"] == "/apply/papers", answer.content.decode()
        assert self.post("papers", identity_proof=picture())["Location"] == "/apply/check"

    def hand_in(self, **given: Any) -> tuple[str, str]:
        """Fill in, hand in, and return number and code."""
        self.fill(**given)
        assert self.post("check")["Location"] == "/apply/done"
        code, _, secret = self.browser.cookies[DRAFT].value.partition(".")
        draft = open_draft(code, secret, at=now())
        assert draft is not None
        return draft.values["number"], draft.values["access_code"]

    def open(self, number: str, code: str) -> HttpResponse:
        """Open an application by number and code."""
        return self.post("status", number=number, code=code)
