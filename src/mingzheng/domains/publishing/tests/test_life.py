"""信息发布 through the door: six signatures, what voids them, corrections, urgent release, the two ways down."""

from datetime import timedelta

import pytest

from mingzheng.casework.errors import NotInThisState, NotPermitted, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.ports import GateAnswer
from mingzheng.casework.tests.world import NOW, TODAY, at
from mingzheng.domains.publishing.models import Alarm, Column, Correction, Item, Publication, Signature, Takedown
from mingzheng.domains.publishing.selectors import (
    corrections_log,
    find_public_asset,
    public_columns,
    public_item,
    public_items,
    withdrawn_items,
)
from mingzheng.domains.publishing.services.comparing import compare_published, end_publications
from mingzheng.domains.publishing.services.sealing import agree_to_open, ask_to_open
from mingzheng.domains.publishing.tests.publishing import SIGNERS, TEXT, Desk, Proofreader
from mingzheng.platform.content.models import Asset, Revision
from mingzheng.platform.content.public import remove_asset
from mingzheng.platform.files.models import StoredFile
from mingzheng.platform.ledger.public import Entry

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_an_item_goes_out_after_three_reviews_and_three_proofs_by_others_than_its_author(desk: Desk) -> None:
    case_id = desk.draft()
    desk.clear(case_id)
    desk.do(case_id, "submit")
    for step, who in SIGNERS.items():
        with pytest.raises((Refused, NotPermitted)):
            desk.do(case_id, step, "clerk")
        desk.do(case_id, step, who)
    assert public_items(NOW).count() == 0
    with pytest.raises(Refused):
        desk.do(case_id, "publish", "clerk")
    desk.do(case_id, "publish", "publicity")
    page = public_item(f"zcwj/2026/{case_id}", NOW)
    assert page is not None
    assert (page.publication.title, page.html) == ("关于报送安排的通知", TEXT)
    assert list(Signature.objects.values_list("step", flat=True)) == list(SIGNERS)
    assert Signature.objects.filter(manifest_digest=page.publication.manifest_digest).count() == 6


def test_nobody_signs_two_reviews_or_both_halves_of_a_level_or_beneath_his_post(desk: Desk) -> None:
    case_id = desk.draft()
    desk.do(case_id, "submit")
    desk.do(case_id, "review_1", "office_section")
    with pytest.raises(Refused) as both:
        desk.do(case_id, "proof_1", "office_section")
    assert "signed_before" in codes(both) or "separation_of_duties" in codes(both)
    desk.do(case_id, "proof_1", "second")
    with pytest.raises(Refused):
        desk.do(case_id, "review_2", "office_section")
    with pytest.raises(NotPermitted):
        desk.do(case_id, "review_2", "publicity")
    column = Column.objects.get()
    column.steps.create(step="review_2", posts=["deputy"], gates=["law"])
    with pytest.raises(Refused) as post:
        desk.do(case_id, "review_2", "director")
    assert codes(post) == ["wrong_post"]
    desk.do(case_id, "review_2", "deputy_office")


def test_what_is_missing_is_said_all_at_once_and_proofreading_errors_block(
    desk: Desk, proofreader: Proofreader
) -> None:
    case_id = desk.open("clerk", column="zcwj", item_class="notice", formed_on="2026-03-02", disclosure_kind="general")
    proofreader.answer = GateAnswer(was_checked=True, open_errors=("“截止”应为“截至”",))
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "submit")
    assert set(codes(refused)) == {"body_faulty", "fields_missing", "not_proofread"}
    desk.do(case_id, "fill_in", **desk.fields(case_id))
    desk.write(case_id, TEXT)
    with pytest.raises(Refused) as errors:
        desk.do(case_id, "submit")
    assert codes(errors) == ["proofing_errors"]
    proofreader.answer = GateAnswer(was_checked=True)
    desk.do(case_id, "submit")
    with pytest.raises(NotInThisState):
        desk.write(case_id, "<p>改</p>")


def test_a_return_voids_the_signatures_and_is_counted(desk: Desk) -> None:
    case_id = desk.approved()
    desk.do(case_id, "send_back", "publicity", reason="第二段日期有误")
    item = desk.item(case_id)
    assert (desk.case(case_id).state, item.approved_manifest, item.returned_count) == ("drafting", None, 1)
    desk.write(case_id, TEXT.replace("3月", "4月"))
    desk.do(case_id, "submit")
    desk.do(case_id, "review_1", "second")
    with pytest.raises(NotInThisState):
        desk.do(case_id, "publish", "publicity")
    desk.sign(case_id, "proof_1", "review_2", "proof_2", "review_3")
    with pytest.raises(Refused) as stale:
        desk.do(case_id, "proof_3", "second")
    assert codes(stale) == ["secrecy_review"]


def test_any_change_after_approval_voids_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = desk.draft()
    asset = desk.attach(case_id, "附件.txt", "附件".encode())
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    Asset.objects.filter(pk=asset.pk).update(title="另一个名字")
    with pytest.raises(Refused) as renamed:
        desk.do(case_id, "publish", "publicity")
    assert "manifest_void" in codes(renamed)
    Asset.objects.filter(pk=asset.pk).update(title="附件.txt")
    monkeypatch.setattr("mingzheng.platform.content.selectors.read_bytes", lambda file: b"other")
    with pytest.raises(Refused) as replaced:
        desk.do(case_id, "publish", "publicity")
    assert "manifest_void" in codes(replaced)


def test_the_nightly_comparison_finds_what_was_changed_behind_the_door(desk: Desk) -> None:
    case_id = desk.published()
    assert compare_published(NOW) == 0
    row = desk.current(case_id)
    words = row.revision.text
    Revision.objects.filter(pk=row.revision_id).update(html="<p>改过</p>", text="改过")
    assert compare_published(NOW) == compare_published(NOW) == 1
    assert Alarm.objects.get(settled_at=None).differences == ["正文文字与审定稿不一致"]
    Revision.objects.filter(pk=row.revision_id).update(html=TEXT, text=words)
    assert compare_published(NOW) == 0
    assert not Alarm.objects.filter(settled_at=None).exists()


def test_a_correction_shows_its_difference_and_leaves_the_date(desk: Desk) -> None:
    case_id = desk.published()
    first = desk.current(case_id)
    desk.do(case_id, "start_correction", reason="月份误写")
    with pytest.raises(Refused) as same:
        desk.do(case_id, "submit_correction")
    assert codes(same) == ["nothing_changed"]
    desk.write(case_id, TEXT.replace("3月", "4月"))
    assert public_item(first.path, NOW).html == TEXT
    desk.do(case_id, "submit_correction")
    with pytest.raises(Refused):
        desk.do(case_id, "approve_correction", "office_section", on=TODAY - timedelta(days=1))
    desk.do(case_id, "approve_correction", "office_section")
    row = desk.current(case_id)
    assert (row.version, row.published_at, "4月" in row.revision.text) == (2, first.published_at, True)
    correction = Correction.objects.get()
    assert (correction.changed, [run for run in correction.runs if run[0] != "kept"]) == (
        1,
        [["removed", "3"], ["added", "4"]],
    )
    assert corrections_log(NOW) == [(correction, row)]
    desk.do(case_id, "start_correction", reason="再改")
    desk.write(case_id, f"<p>{'长' * 200}</p>")
    with pytest.raises(Refused) as large:
        desk.do(case_id, "submit_correction")
    assert codes(large) == ["too_large"]
    desk.do(case_id, "drop_correction", reason="不改了")
    assert desk.case(case_id).state == "published"


def test_a_stamped_scan_of_the_earlier_text_does_not_stay_beside_the_corrected_one(desk: Desk) -> None:
    case_id = desk.published()
    desk.do(case_id, "start_correction", reason="月份误写")
    item = Item.objects.get(pk=case_id)
    scan = StoredFile.objects.get(pk=desk.world.file("clerk", "盖章.pdf"))
    held = Asset.objects.create(
        body=item.body,
        file=scan,
        kind="attachment",
        digest=scan.blob.sha256,
        title="办法（盖章件）",
        added_at=NOW - timedelta(days=1),
    )
    desk.write(case_id, TEXT.replace("3月", "4月"))
    with pytest.raises(Refused) as outdated:
        desk.do(case_id, "submit_correction")
    assert codes(outdated) == ["scan_outdated"]
    remove_asset(held)
    desk.do(case_id, "submit_correction")
    desk.do(case_id, "approve_correction", "office_section")
    assert desk.current(case_id).version == 2


def test_an_urgent_release_has_its_authorisation_first_and_its_signatures_afterwards(desk: Desk) -> None:
    case_id = desk.draft()
    with pytest.raises(Refused) as unready:
        desk.do(case_id, "publish_urgently", "director", reason="暴雨红色预警")
    assert set(codes(unready)) >= {"not_active", "secrecy_review"}
    desk.clear(case_id)
    leader, clerk = desk.world.people["director"].pk, desk.world.people["second"].pk
    words = {"telephone": "16:05 值班电话：同意发布", "reason": "暴雨"}
    with pytest.raises(Refused) as nobody:
        desk.do(case_id, "publish_by_telephone", "second", authoriser=clerk, **words)
    assert codes(nobody) == ["not_a_leader"]
    desk.do(case_id, "publish_by_telephone", "second", authoriser=leader, **words)
    assert public_items(NOW).get().is_urgent
    assert desk.due(case_id, "signatures") == TODAY + timedelta(days=1)
    with pytest.raises(Refused) as missing:
        desk.do(case_id, "complete_signatures", "office_section")
    assert codes(missing) == ["signatures_missing"]
    for step, who in SIGNERS.items():
        desk.do(case_id, "sign_afterwards", who, step=step)
    with pytest.raises(Refused) as twice:
        desk.do(case_id, "sign_afterwards", "second", step="review_1")
    assert "signed_already" in codes(twice)
    desk.do(case_id, "complete_signatures", "office_section")
    assert Signature.objects.filter(is_afterwards=True).count() == 6
    assert (desk.case(case_id).state, public_items(NOW).count()) == ("published", 1)


def test_a_withdrawal_leaves_a_note_and_a_takedown_leaves_nothing(desk: Desk) -> None:
    note, leak = desk.published(), desk.draft(title="误发名单", html="")
    picture = desk.attach(leak, "名单.png", PNG, kind="image", alt="名单")
    desk.write(leak, f'<p>张某住址</p><p><img src="asset:{picture.pk}" alt="名单"></p>')
    desk.clear(leak)
    desk.do(leak, "submit")
    desk.sign(leak)
    desk.do(leak, "publish", "publicity")
    assert find_public_asset(picture.pk, NOW) == picture
    desk.do(note, "withdraw", "office_section", kind="repealed", note="文件已废止。")
    assert [row.note for row in withdrawn_items(NOW)] == ["文件已废止。"]
    desk.do(leak, "take_down", "director", kind="privacy", reason="含住址", title="一件已下线的信息")
    assert public_items(NOW).count() == 0
    assert public_columns(NOW) == []
    assert find_public_asset(picture.pk, NOW) is None
    assert not Revision.objects.exclude(html="").filter(body=desk.item(leak).body_id).exists()
    assert StoredFile.objects.get(pk=picture.file_id).sha256 == ""
    assert desk.case(leak).title == "一件已下线的信息"
    assert Publication.objects.get(item=leak).title == "〔已下线〕"
    # The public note goes as well where the leak stands in it, out of the acts and the ledger's clear part, too.
    desk.do(note, "take_down", "director", kind="privacy", reason="说明中有住址", title="另一件")
    assert withdrawn_items(NOW).count() == 0
    assert not Act.objects.filter(case=note, data__note="文件已废止。").exists()
    assert not Entry.objects.filter(stream="case", stream_id=str(note), payload_text__contains="已废止").exists()


def test_what_was_taken_down_is_opened_by_two_people_or_nobody(desk: Desk) -> None:
    case_id = desk.published()
    desk.do(case_id, "take_down", "director", kind="leak", reason="误发", title="一件")
    sealed = Takedown.objects.get()
    assert "各单位".encode() not in bytes(sealed.sealed)
    first, second = desk.actor("director", TODAY), desk.actor("deputy_office", TODAY)
    opening = ask_to_open(sealed, reason="纪检调阅", actor=first, at=NOW)
    with pytest.raises(Refused):
        agree_to_open(opening, actor=first, at=NOW)
    assert agree_to_open(opening, actor=second, at=NOW)["revisions"] == [TEXT]
    with pytest.raises(Refused):
        agree_to_open(opening, actor=second, at=NOW)


def test_a_publication_for_a_time_is_over_after_its_last_day(desk: Desk) -> None:
    case_id = desk.draft()
    desk.do(case_id, "fill_in", **desk.fields(case_id, shown_until="2026-03-31"))
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    last, after = at(TODAY.replace(day=31), 23), at(TODAY.replace(day=31), 10) + timedelta(days=1)
    assert (public_items(last).count(), public_items(after).count()) == (1, 0)
    assert end_publications(after.date(), after) == 1
    assert end_publications(after.date(), after) == 0
    assert withdrawn_items(after).get().kind == "period_over"


def test_what_is_not_disclosed_is_assessed_every_year(desk: Desk) -> None:
    case_id = desk.draft()
    desk.do(case_id, "secrecy_review", "publicity", secrecy="open", secrecy_basis="不涉密")
    with pytest.raises(Refused) as unfit:
        desk.do(case_id, "determine_mode", "office_section", mode="withheld", mode_ground="a20", mode_reason="x")
    assert codes(unfit) == ["ground_of_mode"]
    desk.do(case_id, "determine_mode", "office_section", mode="withheld", mode_ground="a16_1", mode_reason="内部事务")
    desk.do(case_id, "submit")
    desk.sign(case_id)
    with pytest.raises(Refused) as closed:
        desk.do(case_id, "publish", "publicity")
    assert "not_active" in codes(closed)
    desk.do(case_id, "withhold", "office_section")
    assert desk.due(case_id, "reassess").year == 2027
    desk.do(case_id, "reassess", "office_section", reason="仍属内部事务")
    desk.do(case_id, "open_up", "office_section", reason="事项已结束，可以公开")
    assert desk.case(case_id).state == "drafting"


def test_a_revision_goes_through_everything_again_while_the_page_stands(desk: Desk) -> None:
    case_id = desk.published()
    desk.do(case_id, "revise", reason="增加一节")
    desk.write(case_id, TEXT + "<p>新增一节。</p>")
    desk.do(case_id, "fill_in", **desk.fields(case_id, title="新标题"))
    assert public_items(NOW).get().title == "关于报送安排的通知"
    with pytest.raises(Refused):
        desk.do(case_id, "drop", reason="不要了")
    desk.clear(case_id)
    desk.do(case_id, "submit")
    desk.sign(case_id)
    desk.do(case_id, "publish", "publicity")
    assert (public_items(NOW).get().title, desk.current(case_id).version) == ("新标题", 2)
