"""What stands beside the reviews: clocks of disclosure, objections, joint releases, the platform, seals, accounts, sheets."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from mingzheng.casework.errors import Refused
from mingzheng.casework.models import Act, Case, Clock
from mingzheng.casework.public import cases_for, list_actions_for
from mingzheng.casework.tests.world import NOW, TODAY
from mingzheng.domains.publishing import changes
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb
from mingzheng.domains.publishing.desk.columns import is_taken
from mingzheng.domains.publishing.exchange.packaging import fill_for, package_of
from mingzheng.domains.publishing.exchange.reconciling import OurItem, TheirItem, reconcile
from mingzheng.domains.publishing.media import list_accounts, tell_silent
from mingzheng.domains.publishing.models import (
    Alarm,
    Column,
    Correction,
    MediaAccount,
    MediaPost,
    Objection,
    SubsidyPayment,
    Takedown,
)
from mingzheng.domains.publishing.selectors import public_items, relations_for, withdrawn_items
from mingzheng.domains.publishing.services.comparing import compare_published, end_publications, settle_alarm
from mingzheng.domains.publishing.services.sealing import OPEN_FOR, agree_to_open, ask_to_open, read_opened
from mingzheng.domains.publishing.subsidies import list_sheets, mask_name, sheet_as_word
from mingzheng.domains.publishing.tests.publishing import TEXT, Desk
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.content.models import Revision
from mingzheng.platform.ledger.public import list_entries, read_private
from mingzheng.platform.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "formed", "due"),
    [
        ("general", "2026-03-02", date(2026, 3, 30)),
        ("enforcement", "2026-02-27", date(2026, 3, 9)),
        ("repost", "2026-03-01", date(2026, 3, 2)),
    ],
)
def test_disclosure_is_due_from_the_day_the_information_was_formed(
    desk: Desk, kind: str, formed: str, due: date
) -> None:
    case_id = desk.draft(disclosure_kind=kind, formed_on=formed, html="")
    desk.do(case_id, "fill_in", **desk.fields(case_id, formed_on=formed))
    assert (desk.due(case_id, "disclosure"), desk.item(case_id).disclose_by) == (due, due)
    desk.do(case_id, "fill_in", **desk.fields(case_id, formed_on="2026-02-24", disclosure_kind="general"))
    assert desk.due(case_id, "disclosure") == date(2026, 3, 23)
    assert Clock.objects.filter(case=case_id, limit="disclosure").count() == 1


def test_who_may_not_sign_is_told_beforehand(desk: Desk) -> None:
    Column.objects.get().steps.create(step="review_1", posts=["section"], gates=["law"])
    case_id = desk.draft()
    desk.do(case_id, "submit")

    def against(who: str) -> list[str]:
        offers = list_actions_for(desk.actor(who, TODAY), desk.case(case_id), TODAY)
        return next([reason.code for reason in one.reasons] for one in offers if one.action.code == "review_1")

    assert (against("second"), against("office_section")) == (["wrong_post"], [])
    Column.objects.get().steps.all().delete()
    assert against("clerk") == ["is_author"]


@pytest.mark.parametrize("way", ["time", "head"])
def test_an_objection_is_answered_though_its_page_went_down(desk: Desk, way: str) -> None:
    """The last day of publication does not wait for the dispute, and the dispute does not end with the page."""
    case_id = desk.draft()
    desk.do(case_id, "fill_in", **desk.fields(case_id, shown_until="2026-03-04"))
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    given = {"objection_kind": "objection", "by_whom": "某店", "content": "金额有误", "received_on": "2026-03-02"}
    desk.do(case_id, "take_objection", **given)
    after = NOW + timedelta(days=3)
    if way == "time":
        assert end_publications(after.date(), after) == 1
        assert end_publications(after.date(), after) == 0
    else:
        desk.do(case_id, "withdraw_objected", "office_section", kind="other", note="处罚决定已撤销。")
    assert (public_items(after).count(), withdrawn_items(after).count()) == (0, 1)
    assert (desk.case(case_id).state, desk.due(case_id, "objection")) == ("objected_withdrawn", date(2026, 3, 16))
    given = {"outcome": "withdrawn", "reply": "金额已核实", "reason": "属实"}
    desk.do(case_id, "answer_withdrawn", "office_section", on=after.date(), **given)
    assert (desk.case(case_id).state, withdrawn_items(after).count()) == ("withdrawn", 1)
    assert Objection.objects.get().answered_on == after.date()


def test_what_is_past_its_period_leaves_the_files_even_while_it_is_corrected(desk: Desk) -> None:
    case_id = desk.draft()
    desk.do(case_id, "fill_in", **desk.fields(case_id, shown_until="2026-03-04"))
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    desk.do(case_id, "start_correction", reason="错字")
    told: list[SiteChange] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "_listeners", [told.append])
        assert end_publications(date(2026, 3, 5), NOW + timedelta(days=3)) == 0
    assert [change.verb for change in told] == [SiteVerb.WITHDRAWN]


def test_an_objection_stands_beside_the_page_and_credit_repair_takes_it_back(desk: Desk) -> None:
    case_id = desk.published()
    given = {"objection_kind": "credit_repair", "by_whom": "某店", "content": "已整改", "received_on": "2026-03-02"}
    desk.do(case_id, "take_objection", **given)
    assert (public_items(NOW).count(), desk.due(case_id, "objection")) == (1, date(2026, 3, 16))
    desk.do(
        case_id,
        "answer_objection",
        "office_section",
        outcome="withdrawn",
        reply="信用修复，提前撤回。",
        reason="已整改",
    )
    assert (desk.case(case_id).state, withdrawn_items(NOW).get().kind) == ("withdrawn", "credit_repaired")
    assert Objection.objects.get().answered_on == TODAY


def test_a_joint_release_waits_for_its_co_units(desk: Desk) -> None:
    case_id = desk.draft()
    unit = desk.world.accounts["tax_liaison"].person.posts.first().unit_id
    desk.do(case_id, "ask_co_units", co_units=[unit])
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    with pytest.raises(Refused) as waiting:
        desk.do(case_id, "publish", "publicity")
    assert [reason.code for reason in waiting.value.reasons] == ["not_aligned"]
    desk.do(case_id, "agree_wording", "tax_liaison")
    desk.do(case_id, "publish", "publicity")
    assert public_items(NOW).count() == 1


def test_an_item_goes_to_the_platform_in_its_form_with_every_file(desk: Desk) -> None:
    case_id = desk.draft()
    desk.attach(case_id, "名单.txt", "甲".encode())
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    row = desk.current(case_id)
    fields = {one.label: one.text for one in fill_for(row, NOW)}
    assert (fields["标题"], fields["来源"], fields["附件"]) == (row.title, "区政府办公室", "名单.txt")
    names = zipfile.ZipFile(io.BytesIO(package_of(row, NOW))).namelist()
    assert names == ["录入表单.xlsx", "正文.docx", "正文.html", "正文.txt", "附件/01 名单.txt"]
    number = desk.case(case_id).number
    page = reverse("publishing:item_exchange", args=[number])
    assert signed_in_as(desk.world.accounts["clerk"]).get(page).status_code == 200
    assert signed_in_as(desk.world.accounts["tax_liaison"]).get(page).status_code == 404
    assert signed_in_as(desk.world.accounts["stranger"]).get(page).status_code == 403


def test_two_lists_are_set_against_each_other() -> None:
    day = date(2026, 3, 2)
    ours = [
        OurItem("FB-1", "关于甲的通知", day, is_public=True),
        OurItem("FB-2", "乙", day, is_public=True, external_number="P2"),
        OurItem("FB-3", "丙", day, is_public=False, external_number="P3"),
        OurItem("FB-4", "丁", day, is_public=True),
        OurItem("FB-5", "同名", day, is_public=True),
        OurItem("FB-6", "同名", day, is_public=True),
    ]
    theirs = [
        TheirItem(2, "关于“甲”的 通知", day, "P1", "", "已发布"),
        TheirItem(3, "乙（改）", day + timedelta(days=1), "P2"),
        TheirItem(4, "丙", day, "P3", "", "已发布"),
        TheirItem(5, "戊", day, "P9"),
        TheirItem(6, "同名", day, "P10"),
    ]
    lines = reconcile(ours, theirs)
    assert [line.verdict.value for line in lines] == ["differs"] * 2 + ["ours"] * 3 + ["theirs"] * 2 + ["same"]
    assert [len(line.differences) for line in lines[:2]] == [2, 1]
    assert {line.ours.number for line in lines if line.verdict == "ours" and line.ours} == {"FB-4", "FB-5", "FB-6"}


def test_a_takedown_seals_what_was_typed_and_two_read_it_for_an_hour(desk: Desk) -> None:
    case_id = desk.draft(title="某某传言的标题")
    desk.do(case_id, "fill_in", **desk.fields(case_id, summary="某某传言的概述"))
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    desk.do(case_id, "start_correction", reason="某某传言的更正理由")
    desk.write(case_id, TEXT.replace("3月", "4月"))
    desk.do(case_id, "submit_correction")
    desk.do(case_id, "approve_correction", "office_section")
    desk.do(case_id, "take_down", "director", kind="leak", reason="误发", title="一件")
    acts = str(list(Act.objects.filter(case=case_id).values_list("data", "changes")))
    entries = list_entries("case", str(case_id))
    kept = acts + str([entry.payload for entry in entries]) + str([read_private(entry) for entry in entries])
    kept += desk.case(case_id).title + str(vars(desk.item(case_id)))
    assert [kept[at - 80 : at + 20] for at in range(len(kept)) if kept.startswith("某某传言", at)] == []
    assert Correction.objects.get().runs == []
    sealed = Takedown.objects.get()
    first, second = desk.actor("director", TODAY), desk.actor("deputy_office", TODAY)
    opening = ask_to_open(sealed, reason="纪检调阅", actor=first, at=NOW)
    package = agree_to_open(opening, actor=second, at=NOW)
    assert "某某传言的概述" in str(package["acts"])
    opening.refresh_from_db()
    assert read_opened(opening, actor=first, at=NOW)["versions"][0]["title"] == "某某传言的标题"
    for actor, at in ((desk.actor("office_section", TODAY), NOW), (first, NOW + OPEN_FOR + timedelta(minutes=1))):
        with pytest.raises(Refused):
            read_opened(opening, actor=actor, at=at)
    for who, status in (("director", 200), ("clerk", 403), ("stranger", 403)):
        assert signed_in_as(desk.world.accounts[who]).get(reverse("publishing:seals")).status_code == status


def test_a_difference_is_told_to_heads_once_and_settled_with_what_was_done(desk: Desk) -> None:
    case_id = desk.published()
    Revision.objects.filter(pk=desk.current(case_id).revision_id).update(text="改过")
    compare_published(NOW)
    compare_published(NOW)
    told = Notice.objects.filter(kind="publishing.alarm")
    assert desk.world.accounts["director"].person_id in set(told.values_list("person_id", flat=True))
    assert told.count() == told.values("person_id").distinct().count()
    alarm = Alarm.objects.get()
    browser = signed_in_as(desk.world.accounts["office_section"])
    place = reverse("publishing:alarms")
    assert browser.post(place, {"alarm": str(alarm.pk), "note": ""}).status_code == 422
    browser.post(place, {"alarm": str(alarm.pk), "note": "数据库被人工修改，已恢复"})
    alarm.refresh_from_db()
    assert (alarm.settled_at is not None, alarm.note) == (True, "数据库被人工修改，已恢复")
    assert not settle_alarm(alarm, note="再次", actor=desk.actor("director", TODAY), at=NOW)


def record(desk: Desk, **values: object) -> dict[str, object]:
    base = {"unit": desk.world.district.office, "occurred_on": TODAY, "visibility": -1, "entered_name": "甲"}
    return base | {"entered_at": NOW, "changed_name": "甲", "changed_act": "enter", "changed_at": NOW} | values


def test_an_account_silent_for_two_weeks_is_told_once(desk: Desk) -> None:
    account = MediaAccount.objects.create(
        **record(desk, title="云山发布", occurred_on=date(2025, 1, 1)),
        **{"platform": "wechat", "handle": "ysfb", "keeper": "甲", "status": "active"},
    )
    last = TODAY - timedelta(days=14)
    MediaPost.objects.create(**record(desk, title="一条", occurred_on=last), form="article", reads=5).accounts.add(
        account
    )
    assert (tell_silent(TODAY), tell_silent(TODAY + timedelta(days=1)), tell_silent(TODAY + timedelta(days=2))) == (
        0,
        1,
        1,
    )
    people = Notice.objects.filter(kind="publishing.silent_account")
    assert people.exists()
    assert people.count() == people.values("person_id").distinct().count()
    (line,) = list_accounts(TODAY, date(2026, 1, 1))
    assert (line.posts, line.reads, line.last) == (1, 5, last)


def test_a_community_s_sheet_hides_names_and_is_due_by_the_end_of_the_year(desk: Desk) -> None:
    for name in ("李红", "欧阳建国"):
        SubsidyPayment.objects.create(
            **record(desk, title="补贴"),
            **{"subsidy": "耕地补贴", "community": "翠湖社区", "year": 2026, "beneficiary": name},
            amount=Decimal(100),
        )
    assert (mask_name("李红"), mask_name("欧阳建国")) == ("李*", "欧**国")
    (line,) = list_sheets(2026, date(2026, 12, 20))
    assert (line.households, line.amount, line.lamp, line.word) == (2, Decimal(200), "due_soon", "还剩 11 日")
    assert list_sheets(2026, date(2027, 1, 2))[0].lamp == "overdue"
    assert sheet_as_word(2026, "翠湖社区", "耕地补贴", issuer="示例区政府", hotline="12345")[:2] == b"PK"


def test_addresses_that_are_taken_are_no_columns() -> None:
    assert all(is_taken(code) for code in ("search", "desk", "openness", "apply", "feeds", "elder"))
    assert not is_taken("zcwj")


def test_a_relation_is_seen_from_both_ends_and_can_be_undone(desk: Desk) -> None:
    """On the desk and on both public pages; a draft is named only to who may see it."""
    policy, note = desk.published(title="补助办法"), desk.draft(title="一图看懂补助办法")
    desk.do(note, "relate", kind="interprets", other=policy)
    clerk = desk.actor("clerk", TODAY)
    seen = [(one.title, one.outward) for one in relations_for(desk.item(policy), cases_for(clerk))]
    assert seen == [("一图看懂补助办法", False)]
    assert relations_for(desk.item(policy), Case.objects.none()) == []
    assert [one.case for one in relations_for(desk.item(note), Case.objects.none())] == [None]
    browser = signed_in_as(desk.world.accounts["clerk"])
    for case_id, label, other in ((policy, "解读", "一图看懂补助办法"), (note, "所解读的文件", "补助办法")):
        page = browser.get(reverse("casework:case", args=[desk.case(case_id).number])).content.decode()
        assert f"<dt>{label}</dt>" in page
        assert f">{other}</a></dd>" in page
    desk.do(policy, "unrelate", other=note, reason="关联错了")
    assert relations_for(desk.item(note), cases_for(clerk)) == []
    with pytest.raises(Refused):
        desk.do(policy, "unrelate", other=note, reason="再来一次")
