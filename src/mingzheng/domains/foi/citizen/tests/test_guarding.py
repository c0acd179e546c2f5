"""The honest get a clear answer, the others nothing; nothing personal stands in clear anywhere; what is due is destroyed."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from mingzheng.casework.models import Case
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.applicants import STREAM
from mingzheng.domains.foi.citizen.forms import CheckForm, PapersForm, WhatForm, WhoForm
from mingzheng.domains.foi.citizen.models import CitizenDraft, IdentityProof
from mingzheng.domains.foi.citizen.records import TURNED_AWAY
from mingzheng.domains.foi.citizen.sweeping import sweep_citizens
from mingzheng.domains.foi.citizen.tests.phone import MAIL, MOBILE, NAME, WHAT, WHO, Phone, picture
from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.models import StoredFile
from mingzheng.platform.jobs.models import OutboxMessage
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.notices.channels import sms
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)
PERSONAL = (NAME, WHO["identity"], MOBILE, MAIL, "示例路9号", "季明溪", "13800002222")


def everything_kept() -> str:
    """Return every row of every table, as anybody with the database would read it."""
    kept = []
    tables = set(connection.introspection.table_names())  # toy models of other tests have none
    for model in (one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in tables):
        for row in model._base_manager.values_list():
            kept += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return "\n".join(kept) + "\n".join(kept).encode("latin-1", "ignore").decode("utf-8", "ignore")


def turned_away() -> list[str]:
    return [entry.kind for entry in list_entries(TURNED_AWAY, RECEIVED.isoformat())]


def test_nothing_personal_stands_in_clear_anywhere(
    phone: Phone, foi: Caller, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "_gateway", [lambda message_id, to, text: sent.append((to, text)) or "sent"])
    number, code = phone.hand_in(
        filler="relative", filler_name="季明溪", filler_relation="女儿", filler_phone="13800002222"
    )
    phone.open(number, code)
    phone.get("mine")
    phone.post("papers", papers=[picture(f"{NAME}.png")])
    case = Case.objects.get(number=number)
    foi.do(case.pk, "confirm_receipt", on=RECEIVED, proof="电话确认")
    foi.do(case.pk, "ask_supplement", on=RECEIVED, missing="请写明地块")
    run_waiting_jobs()
    assert [to for to, _ in sent] == [MOBILE, MOBILE]
    assert all(number in text and "地块" not in text for _, text in sent)
    kept, said = everything_kept(), caplog.text
    assert [word for word in (*PERSONAL, code) if word in kept] == []
    assert [word for word in (*PERSONAL, code, number) if word in said] == []
    assert OutboxMessage.objects.filter(channel="foi_applicant", state="sent").count() == 2


def test_a_file_named_after_its_owner_loses_his_name(phone: Phone) -> None:
    phone.fill()
    phone.post("papers", papers=[picture(f"{NAME}的图.png"), picture("地块图.png")])
    assert set(StoredFile.objects.values_list("name", flat=True)) == {"申请材料.png", "地块图.png"}


def test_only_what_the_law_asks_for_is_asked(phone: Phone) -> None:
    asked = {name for form in (WhatForm, WhoForm, PapersForm, CheckForm) for name in form.base_fields}
    statutory = {
        "unit",
        "title",
        "content",
        "way",
        "medium",
        "kind",
        "applicant",
        "identity",
        "phone",
        "mail",
        "address",
    }
    helping = {"told_by", "filler", "filler_name", "filler_relation", "filler_phone", "others"}
    assert asked - statutory - helping == {
        "identity_proof", "mandate", "papers", "challenge_token", "challenge_answer", "homepage_url"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"identity": "330106199001011235"}, "请对照证件核对"),
        ({"kind": "business", "identity": "91330106MA00000000"}, "请对照证件核对"),
        ({"phone": "12"}, "电话应为 11 位手机号"),
        ({"mail": "不是邮箱"}, "电子邮箱应写作"),
        ({"told_by": "mail", "mail": ""}, "请填写电子邮箱"),
        ({"phone": "000-12345678"}, "固定电话收不到短信"),
        ({"filler": "agent"}, "请填写代为填写的人或者代理人的姓名"),
        ({"others": "\n".join(["某人"] * 11)}, "共同申请人最多 10 人"),
        ({"applicant": ""}, "请填写姓名或者单位名称"),
    ],
)
def test_a_slip_is_named_and_nothing_is_lost(phone: Phone, given: dict[str, str], words: str) -> None:
    phone.post("what", **WHAT, unit=phone.unit)
    answer = phone.post("who", **(WHO | given))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "示例路9号" in page


def test_a_name_in_what_many_read_is_sent_back(phone: Phone) -> None:
    assert phone.post("what", **(WHAT | {"content": f"电话 {MOBILE}"}), unit=phone.unit).status_code == 422
    phone.fill(content=f"{NAME}家的宅基地审批")
    assert "里有个人信息" in phone.post("check").content.decode()
    assert not Case.objects.exists()


def test_an_agent_needs_his_mandate(phone: Phone) -> None:
    phone.post("what", **WHAT, unit=phone.unit)
    phone.post("who", **(WHO | {"filler": "agent", "filler_name": "某律师"}))
    answer = phone.post("papers", identity_proof=picture())
    assert "请附上授权委托书" in answer.content.decode()
    assert phone.get("check")["Location"] == "/apply/papers"
    assert phone.post("papers", mandate=picture("委托书.png"))["Location"] == "/apply/check"
    assert phone.post("check")["Location"] == "/apply/done"
    assert set(IdentityProof.objects.values_list("kind", flat=True)) == {"identity", "mandate"}


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("身份证.png", b"MZ\x90\x00" + b"\x00" * 600), "没有收下"),
        (SimpleUploadedFile("身份证.png", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF" + b" " * 90), "没有收下"),
        (SimpleUploadedFile("身份证.docx", b"PK\x03\x04" + b"\x00" * 200), "没有收下"),
        (SimpleUploadedFile("身份证.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * (8 * 1024 * 1024)), "超过 8 MB"),
        (SimpleUploadedFile("机密★10年.png", picture().read()), "涉密"),
    ],
    ids=["program", "disguised", "broken", "oversized", "secret"],
)
def test_a_file_that_cannot_be_taken_is_refused_with_its_reason(
    phone: Phone, upload: SimpleUploadedFile, words: str
) -> None:
    phone.post("what", **WHAT, unit=phone.unit)
    phone.post("who", **WHO)
    for field in ("identity_proof", "papers"):
        upload.seek(0)
        answer = phone.post("papers", **{field: upload})
        assert answer.status_code == 422
        if field == "identity_proof" or "超过" not in words:
            assert words in answer.content.decode()
    assert not IdentityProof.objects.exists()
    assert "file" in turned_away()


def test_a_secrecy_mark_is_refused_and_nothing_of_it_is_kept(phone: Phone) -> None:
    answer = phone.post("what", **(WHAT | {"content": "机密★5年\n某方案"}), unit=phone.unit)
    assert "涉密标志" in answer.content.decode()
    assert not CitizenDraft.objects.exists()
    assert list_entries("system", "secrecy")[-1].kind == "marked_material_refused"


def test_numbers_and_codes_are_not_found_by_guessing(phone: Phone) -> None:
    number, code = phone.hand_in()
    guess, answers = Phone(phone.unit), []
    for place in range(40):
        given = number if place % 2 else f"YSQ-2026-{place:05}"
        answers.append(guess.open(given, "2222-2222-2222"))
    first, second = (re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers[:2])
    assert first == second
    assert [answer.status_code for answer in answers[:9]] == [422] * 8 + [429]
    assert guess.open(number, code).status_code == 429
    assert turned_away().count("wrong_code") == 1
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    assert elsewhere.post("/apply/status", {"number": number, "code": code})["Location"] == "/apply/mine"


@pytest.mark.parametrize("cookie", ["", "x", "eyJjIjoxfQ:1abcde:forged", "机密", "A" * 5000])
def test_a_forged_token_opens_nothing(phone: Phone, cookie: str) -> None:
    phone.hand_in()
    stranger = Client()
    for name in ("apply_visit", "apply_draft", "apply_person", "apply_sign_in"):
        stranger.cookies[name] = cookie.encode("ascii", "ignore").decode()
    assert stranger.get("/apply/mine")["Location"] == "/apply/status"
    assert stranger.post("/apply/mine/withdraw", {"text": "x"})["Location"] == "/apply/status"
    assert stranger.get("/apply/done")["Location"] == "/apply/"
    assert stranger.get("/apply/check")["Location"] == "/apply/"
    assert stranger.get("/apply/applications")["Location"] == "/apply/status"
    assert Case.objects.get().state == "to_confirm"


def test_the_trap_keeps_nothing(phone: Phone) -> None:
    assert phone.post("what", **WHAT, unit=phone.unit, homepage_url="http://spam").status_code == 302
    assert not CitizenDraft.objects.exists()
    assert turned_away() == ["machine"]


def test_a_flood_is_asked_a_question_an_old_phone_can_answer(phone: Phone) -> None:
    set_value("foi.attack_threshold", 1, actor="account:1", reason="测试")
    phone.hand_in()
    second = Phone(phone.unit)
    second.fill(phone="13800003333")
    asked = second.post("check")
    assert asked.status_code == 422
    token, answer = solve(asked)
    assert second.post("check", challenge_token=token, challenge_answer="99").status_code == 422
    assert Case.objects.count() == 1
    assert second.post("check", challenge_token=token, challenge_answer=answer)["Location"] == "/apply/done"
    third = Phone(phone.unit)
    third.fill(phone="13800004444")
    assert third.post("check", challenge_token=token, challenge_answer=answer).status_code == 422
    assert "challenge" in turned_away()


def solve(answer: HttpResponse) -> tuple[str, str]:
    page = answer.content.decode()
    first, second = re.findall(r"(\w+)加(\w+)等于几", page)[0]
    token = re.search(r'name="challenge_token" value="([^"]+)"', page)
    assert token
    return token[1], str(parse_chinese_number(first) + parse_chinese_number(second))


def test_one_contact_hands_in_so_many_a_day(phone: Phone) -> None:
    set_value("portal.contact_posts_per_day", 2, actor="account:1", reason="测试")
    for _ in range(2):
        Phone(phone.unit).hand_in()
    third = Phone(phone.unit)
    third.fill()
    refused = third.post("check")
    assert refused.status_code == 429
    assert "已经填写的内容还在" in refused.content.decode()
    assert Case.objects.count() == 2
    assert third.get("check").status_code == 200


def test_old_drafts_and_old_proofs_are_destroyed(phone: Phone, clock: time_machine.Traveller) -> None:
    number, code = phone.hand_in()
    given_up = Phone(phone.unit)
    given_up.fill()
    given_up.post("papers", papers=[picture("图.png")])
    phone.open(number, code)
    phone.post("mine/withdraw", text="不需要了")
    clock.move_to(at(date(2026, 4, 10)))
    sweep_citizens.func()
    assert not CitizenDraft.objects.exists()
    assert StoredFile.objects.get(name="").state == "erased"
    assert IdentityProof.objects.get().destroyed_at is None
    clock.move_to(at(RECEIVED + timedelta(days=182)))
    sweep_citizens.func()
    proof = IdentityProof.objects.get()
    assert (bytes(proof.box), proof.size) == (b"", 0)
    assert list_entries(STREAM, str(proof.case_id))[-1].kind == "proof_destroyed"


def test_a_proof_is_masked_on_the_desk_and_full_on_record(phone: Phone, world: World) -> None:
    number, _ = phone.hand_in()
    proof = IdentityProof.objects.get()
    address = f"/desk/foi/{number}/proofs/{proof.pk}"
    clerk = signed_in_as(world.accounts["clerk"])
    assert address in clerk.get(f"/desk/cases/{number}/").content.decode()
    masked = clerk.get(address)
    assert masked["Content-Type"] == "image/png"
    assert list_entries(STREAM, str(proof.case_id))[-1].kind == "code_issued"
    full = clerk.post(address)
    assert full["Cache-Control"] == "no-store"
    assert full.content.startswith(b"\x89PNG")
    assert full.content != masked.content
    assert list_entries(STREAM, str(proof.case_id))[-1].kind == "proof_viewed"
    assert signed_in_as(world.accounts["tax_liaison"]).post(address).status_code == 404
    assert signed_in_as(world.accounts["clerk"]).post(f"/desk/foi/{number}/proofs/{proof.pk + 1}").status_code == 404
    assert Client().get(address).status_code == 302
