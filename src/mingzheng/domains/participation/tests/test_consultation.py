"""A consultation from draft to published answers: periods, opinions from the site, merging, hearing, what is refused."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingzheng.casework.public import BadInput, NotPermitted, Refused
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.participation.contacts import forget_contacts, open_contact
from mingzheng.domains.participation.models import Opinion, Submission
from mingzheng.domains.participation.output import write_workbook
from mingzheng.domains.participation.selectors import list_open, tally_of
from mingzheng.domains.participation.site import render_consultation, render_list
from mingzheng.domains.participation.tests.asking import HEARING, LAST, TEXT, Asking
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.models import FileReference
from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.parameters.public import get_value

pytestmark = pytest.mark.django_db


def codes(error: Any) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def page_of(asking: Asking, pk: int) -> str:
    (page,) = render_consultation(asking.case(pk).number)
    return page.body.decode()


def send(asking: Asking, pk: int, client: Client | None = None, **given: Any) -> Any:
    number = asking.case(pk).number
    data = {"author": "person", "idempotency_key": given.pop("key", "ab" * 8 + f"{pk:04x}"), **given}
    return (client or Client()).post(f"/consultations/{number}/opinion", data)


def test_only_what_was_reviewed_by_another_and_is_no_secret_is_published(asking: Asking) -> None:
    pk = asking.prepare()
    assert render_consultation(asking.case(pk).number) == []
    asking.do(pk, "submit", "section")
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "review", "section", result="agreed", secrecy="closed")
    assert {"not_open"} < codes(refusal)
    with pytest.raises(NotPermitted):
        asking.do(pk, "review", "liaison", result="agreed", secrecy="open")
    assert asking.do(pk, "review", "head", result="agreed", secrecy="open").state == "ready"


@pytest.mark.parametrize(
    ("more", "last", "refused"),
    [
        ({}, date(2026, 3, 10), True),
        ({}, date(2026, 3, 11), False),
        ({"touches_market": True}, TODAY + timedelta(days=29), True),
        ({"kind": "decision"}, TODAY + timedelta(days=29), True),
        ({"kind": "decision"}, TODAY + timedelta(days=30), False),
    ],
)
def test_a_period_is_as_long_as_the_law_wants(asking: Asking, more: Any, last: date, refused: bool) -> None:
    pk = asking.ready(**more)
    given = {"means": "网上", "closes_on": last.isoformat()}
    if not refused:
        assert asking.do(pk, "publish", "liaison", **given).state == "open"
        assert asking.due(pk, "consultation") == last
        return
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "publish", "liaison", **given)
    assert codes(refusal) == {"too_short"}
    if more.get("kind") == "decision":
        asking.do(pk, "publish", "liaison", **given, short_reason="汛期将至")
        assert "期限缩短的理由：汛期将至" in page_of(asking, pk)


def test_a_citizen_says_something_about_an_article_once_and_stays_unknown(asking: Asking) -> None:
    pk = asking.opened()
    second = asking.case(pk).participation_consultation.pieces.get(position=1)
    page = page_of(asking, pk)
    assert "正在征求意见" in page
    assert f"?article={second.position}#say-{second.position}" in page
    form = Client().get(f"/consultations/{asking.case(pk).number}/opinion?article=1").content.decode()
    assert f'<details class="say__one" id="say-{second.position}" open>' in form
    assert form.count("<details") == 3

    paper = SimpleUploadedFile("张三的意见.txt", "附上照片说明".encode(), "text/plain")
    given = {f"on_{second.pk}": "夜间不应收费", "name": "张三", "contact": "13800138000", "papers": paper}
    answer = send(asking, pk, **given)
    shown = Client().get(answer["Location"]).content.decode()
    receipt = f"{asking.case(pk).number}-0001"
    assert answer.status_code == 302
    assert receipt in shown
    paper.seek(0)
    again = Client().get(send(asking, pk, **given)["Location"]).content.decode()
    assert receipt in again
    assert Submission.objects.count() == 1

    kept = Submission.objects.get()
    assert (kept.has_contact, kept.file_count, Opinion.objects.get().piece_id) == (True, 1, second.pk)
    assert "张三" not in FileReference.objects.get(subject=f"case:{pk}").file.name
    (entry,) = list_entries("opinion", str(kept.pk))
    assert "13800138000" not in entry.payload_text
    assert entry.private_box is not None
    clerk = asking.world.actor("clerk")
    assert open_contact(kept, actor=clerk, at=at(TODAY)) == {"姓名或者单位名称": "张三", "联系方式": "13800138000"}
    assert [one.kind for one in list_entries("opinion", str(kept.pk))] == ["opinion_received", "contact_viewed"]
    assert (
        signed_in_as(asking.world.accounts["stranger"])
        .post(f"/desk/consultations/{asking.case(pk).number}/contact/1")
        .status_code
        == 404
    )


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({}, 422, "请至少写一条意见"),
        ({"overall": "请联系我13800138000"}, 422, "不要在这里写姓名"),
        ({"overall": "机密★10年"}, 422, "意见没有提交"),
        ({"overall": "字" * 2001}, 422, "最多 2000 字"),
        ({"overall": "好", "homepage_url": "http://spam.example"}, 302, ""),
        ({"overall": "好", "papers": SimpleUploadedFile("a.exe", b"MZ")}, 422, "意见没有提交"),
    ],
)
def test_what_cannot_be_taken_in_is_told_plainly_and_nothing_is_kept(
    asking: Asking, given: dict[str, Any], status: int, words: str
) -> None:
    pk = asking.opened()
    answer = send(asking, pk, **given)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert not Submission.objects.exists()


def test_one_address_cannot_flood_and_nobody_speaks_after_the_last_day(asking: Asking, clock: Any) -> None:
    pk = asking.opened()
    clock.move_to(at(LAST, 23))
    for number in range(int(get_value("portal.posts_per_hour"))):
        assert send(asking, pk, overall="同意", key=f"{number:032x}").status_code == 302
    answer = send(asking, pk, overall="我写了很久", key="f" * 32)
    assert answer.status_code == 429
    assert "我写了很久" in answer.content.decode()
    clock.move_to(at(LAST + timedelta(days=1), 1))
    assert list_open(LAST + timedelta(days=1)) == []
    assert send(asking, pk, overall="晚了", key="e" * 32).status_code == 410
    assert "等待汇总" in page_of(asking, pk)
    assert Client().get("/consultations/YJ-2026-99999/opinion").status_code == 404
    assert Client().get(f"/consultations/{asking.case(pk).number}/receipt/forged").status_code == 404


def test_every_opinion_is_answered_with_a_reason_before_the_answers_are_public(asking: Asking, clock: Any) -> None:
    pk = asking.opened()
    first, second = asking.case(pk).participation_consultation.pieces.filter(position__in=[1, 2])
    send(asking, pk, **{f"on_{first.pk}": "夜间不收费", "overall": "支持"}, key="1" * 32)
    send(asking, pk, **{f"on_{first.pk}": "晚上免费"}, key="2" * 32)
    asking.do(pk, "record_opinion", "liaison", channel="letter", article=3, words="推迟施行", author="李四")
    with pytest.raises(BadInput):
        asking.do(pk, "record_opinion", "liaison", channel="letter", article=9, words="没有这条")
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "close", "liaison")
    assert codes(refusal) == {"period_open"}

    day = asking.merging(pk)
    clock.move_to(at(day))
    night = list(Opinion.objects.filter(piece=first))
    other = Opinion.objects.get(piece=second)
    overall = Opinion.objects.get(piece=None)
    for wrong in (
        ([*night, other], "adopted", "", ""),
        (night, "partly", "", ""),
        (night, "adopted", "", "电话13800138000"),
    ):
        with pytest.raises(BadInput):
            asking.merge(pk, wrong[0], wrong[1], on=day, reason=wrong[2], text=wrong[3])
    asking.merge(pk, night, "partly", on=day, reason="零时以后免费", text="夜间不收费")
    asking.merge(pk, [other], "not_adopted", on=day, reason="已留过渡期")
    with pytest.raises(BadInput):
        asking.merge(pk, night, "adopted", on=day)
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "submit_feedback", "liaison", on=day)
    assert codes(refusal) == {"not_judged"}
    asking.merge(pk, [overall], "adopted", on=day)
    asking.do(pk, "submit_feedback", "section", on=day, feedback="感谢参与。")
    with pytest.raises(Refused):
        asking.do(pk, "publish_feedback", "section", on=day)
    assert "意见采纳情况" not in page_of(asking, pk)
    asking.do(pk, "publish_feedback", "head", on=day)

    tally = tally_of(pk)
    assert (tally.received, tally.adopted, tally.partly, tally.not_adopted) == (4, 1, 2, 1)
    page, number = page_of(asking, pk), asking.case(pk).number
    assert "收到意见 3 件、4 条：采纳 1 条，部分采纳 2 条，不采纳 1 条" in page
    assert f"{number}-0001、{number}-0002" in page
    assert "零时以后免费" in page
    assert "李四" not in page
    book = openpyxl.load_workbook(BytesIO(write_workbook(asking.case(pk))))
    assert book.sheetnames == ["采纳情况", "收到的意见"]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "推迟施行" in cells
    assert "李四" not in cells
    told = Client().get(f"/api/public/v1/drafts/{number}").json()
    assert [one["verdict"] for one in told["answers"]] == ["采纳", "部分采纳", "不采纳"]
    assert (told["standing"], told["form_url"], len(told["articles"])) == ("已公布采纳情况", "", 3)
    assert [one["number"] for one in Client().get("/api/public/v1/drafts").json()] == [number]
    assert Client().get("/api/public/v1/drafts/YJ-2026-09999").status_code == 404
    assert forget_contacts(at=at(day + timedelta(days=181))) == 1


def test_a_hearing_is_announced_named_and_held_in_this_order(asking: Asking, clock: Any) -> None:
    pk = asking.opened()
    soon = (TODAY + timedelta(days=5)).isoformat()
    held = TODAY + timedelta(days=20)
    named = {"hearing_participants": "王五，居民代表", "hearing_materials_on": (held - timedelta(days=6)).isoformat()}
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "announce_hearing", "liaison", hearing_on=soon, hearing_apply_by=TODAY.isoformat(), **HEARING)
    assert codes(refusal) == {"hearing_soon"}
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "name_participants", "liaison", **named)
    assert codes(refusal) == {"no_hearing"}
    until = (TODAY + timedelta(days=8)).isoformat()
    asking.do(pk, "announce_hearing", "liaison", hearing_on=held.isoformat(), hearing_apply_by=until, **HEARING)
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "name_participants", "liaison", **named)
    assert codes(refusal) == {"materials_late"}
    asking.do(pk, "name_participants", "liaison", **named | {"hearing_materials_on": TODAY.isoformat()})
    (calendar,) = render_list("calendar")
    assert b"DTSTART;VALUE=DATE:20260322" in calendar.body
    assert "王五，居民代表" in page_of(asking, pk)
    day = asking.merging(pk)
    with pytest.raises(Refused) as refusal:
        asking.do(pk, "submit_feedback", "liaison", on=day)
    assert codes(refusal) == {"hearing_open"}
    paper = asking.world.file("liaison", "听证记录.pdf")
    asking.do(pk, "record_hearing", "liaison", on=day, hearing_record="到会十人", papers=[paper])
    assert asking.do(pk, "submit_feedback", "liaison", on=day).state == "confirming"


def test_the_page_of_merging_merges_undoes_and_explains(asking: Asking, clock: Any, world: World) -> None:
    pk = asking.opened()
    for number, words in enumerate(("太贵", "停车费高")):
        send(asking, pk, overall=words, key=f"{number:032x}")
    day = asking.merging(pk)
    clock.move_to(at(day))
    url = f"/desk/consultations/{asking.case(pk).number}/merge"
    assert signed_in_as(world.accounts["tax_liaison"]).get(url).status_code == 404
    browser = signed_in_as(world.accounts["liaison"])
    keys = [str(one.pk) for one in Opinion.objects.all()]
    assert "还有 <strong>2</strong> 条没有处理" in browser.get(url).content.decode()
    given = {"opinions": keys, "merged_text": "收费偏高", "verdict": "not_adopted", "idempotency_key": "a" * 32}
    refused = browser.post(url, given)
    assert refused.status_code == 409
    assert "请写明理由" in refused.content.decode()
    assert browser.post(url, {**given, "verdict_reason": "已低于周边"}).status_code == 302
    merged = asking.case(pk).participation_consultation.merged.get()
    assert browser.post(url, {"undo": str(merged.pk)}).status_code == 303
    assert tally_of(pk).not_adopted == 0
    panel = browser.get(f"/desk/cases/{asking.case(pk).number}/").content.decode()
    assert "停车费高" in panel
    assert browser.get(f"/desk/consultations/{asking.case(pk).number}/opinions.xlsx").status_code == 200


def test_a_reported_error_is_answered_within_three_working_days(world: World) -> None:
    errors = Asking(world)
    errors.procedure = "site_error"
    pk = errors.open(
        title="首页链接打不开",
        source="national",
        external_number="ZC20260302001",
        page="https://www.yunshan.example/a/",
        kind="link",
        words="点开是空白",
        lead_units=[world.district.education.pk],
        reporter="赵六 13800138001",
    )
    assert errors.due(pk, "reply") == date(2026, 3, 5)
    errors.do(pk, "settle", "liaison", result="corrected", done="已改为新地址")
    assert errors.do(pk, "answer", reply="已更正，感谢", replied_by="全国平台").state == "answered"
    page = signed_in_as(world.accounts["liaison"]).get(f"/desk/cases/{errors.case(pk).number}/").content.decode()
    assert "属实，已更正" in page
    assert "13800138001" not in page


def test_the_draft_is_cut_by_article_as_it_was_published(asking: Asking) -> None:
    pk = asking.opened(text=TEXT + "\n附则说明")
    row = asking.case(pk).participation_consultation
    assert [(piece.label, piece.path) for piece in row.pieces.all()] == [
        ("第一条", "第一章 总则"),
        ("第二条", "第一章 总则"),
        ("第三条", "第一章 总则"),
    ]
