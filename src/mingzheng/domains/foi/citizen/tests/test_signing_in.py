"""Sign-in at an identity platform run locally; whatever is wrong with a token, nobody is let in and everybody may go on."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from joserfc import jwk

from mingzheng.casework.models import Case
from mingzheng.domains.foi.citizen.tests.phone import NAME, WHAT, WHO, Phone, picture
from mingzheng.domains.foi.citizen.tests.provider import CLIENT, SECRET, Provider
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(phone: Phone, settings: Any) -> Iterator[Provider]:
    with Provider() as made:
        made.claims = {"name": NAME, "id_number": WHO["identity"], "phone_number": WHO["phone"]}
        settings.OIDC_CLIENT_SECRET = SECRET
        set_value("foi.oidc_issuer", made.address, actor="account:1", reason="测试")
        set_value("foi.oidc_client", CLIENT, actor="account:1", reason="测试")
        yield made


def come_back(phone: Phone) -> Any:
    """Go to the platform, let it send us back, and follow."""
    there = phone.get("sign-in")["Location"]
    back = urlsplit(requests.get(there, allow_redirects=False, timeout=5).headers["Location"])
    return phone.browser.get(f"{back.path}?{back.query}")


def test_who_signed_in_applies_without_a_picture_and_finds_his_applications(phone: Phone, provider: Provider) -> None:
    assert come_back(phone)["Location"] == "/apply/"
    assert NAME in phone.text("")
    phone.post("what", **WHAT, unit=phone.unit)
    page = phone.text("who")
    assert NAME in page
    assert WHO["identity"] in page
    phone.post("who", **WHO)
    assert phone.post("papers")["Location"] == "/apply/check"
    assert phone.post("check")["Location"] == "/apply/done"
    case = Case.objects.get()
    assert case.number in phone.text("applications")
    assert phone.post(f"applications/{case.pk}")["Location"] == "/apply/mine"
    assert "等待确认收到" in phone.text("mine")
    provider.claims["sub"] = "person-2"
    other = Phone(phone.unit)
    come_back(other)
    assert case.number not in other.text("applications")
    assert other.post(f"applications/{case.pk}").status_code == 404


def test_for_somebody_else_a_picture_is_still_needed(phone: Phone, provider: Provider) -> None:
    come_back(phone)
    phone.post("what", **WHAT, unit=phone.unit)
    phone.post("who", **(WHO | {"applicant": "季明溪"}))
    assert "请附上身份证明照片" in phone.post("papers").content.decode()
    assert phone.post("papers", identity_proof=picture())["Location"] == "/apply/check"


@pytest.mark.parametrize(
    "bent",
    [{"iss": "https://elsewhere.example"}, {"aud": "another"}, {"exp": 1}, {"nonce": "replayed"}, {"sub": None}],
    ids=lambda bent: next(iter(bent)),
)
def test_a_token_that_is_not_for_us_lets_nobody_in(phone: Phone, provider: Provider, bent: dict[str, Any]) -> None:
    provider.claims |= bent
    refused = come_back(phone)
    assert refused.status_code == 400
    assert "登录没有完成" in refused.content.decode()
    assert NAME not in phone.text("")


def test_a_forged_signature_a_foreign_state_and_a_replay_let_nobody_in(phone: Phone, provider: Provider) -> None:
    provider.signing_key = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    assert come_back(phone).status_code == 400
    provider.signing_key = None
    phone.get("sign-in")
    assert phone.get("sign-in/back?state=foreign&code=x").status_code == 400
    there = phone.get("sign-in")["Location"]
    back = urlsplit(requests.get(there, allow_redirects=False, timeout=5).headers["Location"])
    assert phone.browser.get(f"{back.path}?{back.query}")["Location"] == "/apply/"
    assert phone.browser.get(f"{back.path}?{back.query}").status_code == 400


def test_a_platform_out_of_reach_keeps_nobody_from_applying(phone: Phone, provider: Provider) -> None:
    set_value("foi.oidc_issuer", "http://127.0.0.1:9", actor="account:1", reason="测试")
    assert phone.get("sign-in").status_code == 503
    set_value("foi.oidc_issuer", "", actor="account:1", reason="测试")
    assert phone.get("sign-in").status_code == 404
    assert phone.get("what").status_code == 200
