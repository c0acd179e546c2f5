"""Sending, checking, deciding: what is kept, who may, two people at once, and what is never kept."""

import pytest

from mingzheng.casework.public import BadInput, NotPermitted, Stale, ask_proofing_gate
from mingzheng.casework.tests.world import NOW
from mingzheng.domains.proofreading.models import CheckState, FindingState, LexiconEntry, ProofCheck
from mingzheng.domains.proofreading.selectors import checks_for, list_history
from mingzheng.domains.proofreading.services.checking import run_check, run_check_job
from mingzheng.domains.proofreading.services.clearing import clear_old_words
from mingzheng.domains.proofreading.services.deciding import decide
from mingzheng.domains.proofreading.services.lexicon import add_entry, end_entry
from mingzheng.domains.proofreading.services.sending import Wish, send_file, send_text
from mingzheng.figures.public import Period, Scope, value_of
from mingzheng.platform.files.public import FileState, Rejected, StoredFile
from mingzheng.platform.notices.public import list_notices_for
from mingzheng.platform.parameters.public import set_value

ACCEPT, DISMISS, REOPEN = FindingState.ACCEPTED, FindingState.DISMISSED, FindingState.OPEN


def judge(finding, state, actor, *, reason="", version=None):
    seen = finding.version if version is None else version
    return decide(finding, state, reason=reason, seen_version=seen, actor=actor, recorded_at=NOW)


def test_words_are_checked_at_once_and_the_findings_kept(send):
    check = send()
    assert check.state == CheckState.DONE
    codes = {finding.code for finding in check.findings.all()}
    assert "NUM-PLACEHOLDER" in codes
    for finding in check.findings.all():
        assert check.paragraphs[finding.paragraph][finding.start : finding.end] == finding.quote
    assert [entry.kind for entry in list_history(check)] == ["check_requested", "check_done"]


def test_the_same_key_sends_once(world):
    wish = Wish()
    made = [
        send_text("共8件。", title="", actor=world.actor("liaison"), wish=wish, key="k1", recorded_at=NOW)
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    assert ProofCheck.objects.count() == 1


def test_a_file_is_checked_and_belongs_to_the_check(world, store):
    file = store()
    check = send_file(file, actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW)
    assert (check.state, check.title) == (CheckState.DONE, "报告.txt")
    assert file.references.filter(subject=f"proofreading:{check.pk}", released_at=None).exists()


def test_a_large_file_is_left_to_a_job_which_tells_the_sender(world, store):
    file = store(words="各项工作有序推进。\n\n" * 30_000)
    check = send_file(file, actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW)
    assert check.state == CheckState.WAITING
    run_check_job.func(check.pk)
    run_check_job.func(check.pk)
    assert ProofCheck.objects.get(pk=check.pk).state == CheckState.DONE
    told = [notice for notice in list_notices_for(world.actor("liaison")) if notice.kind == "proofreading_done"]
    assert len(told) == 1


def test_a_secrecy_mark_is_refused_and_nothing_is_kept(world):
    with pytest.raises(Rejected):
        send_text(
            "机密★1年\n\n关于某事的报告", title="", actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW
        )
    assert not ProofCheck.objects.exists()


def test_a_file_with_a_secrecy_mark_is_refused_and_nothing_is_kept(world, store):
    with pytest.raises(Rejected):
        store(words="秘密★5年\n\n某事")
    assert not StoredFile.objects.exists()


def test_last_years_document_is_compared(world, store):
    table = "一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2"
    before = "四、结转下年度继续办理 3 0 0 0 0 0 3"
    previous = store(words=f"一、本年新收政府信息公开申请数量 5 0 0 0 0 0 5\n{before}", name="上年.txt")
    check = send_file(
        store(words=table), actor=world.actor("liaison"), wish=Wish(previous=previous), key="", recorded_at=NOW
    )
    assert check.findings.filter(code="DAR-E4").exists()


def test_accepting_and_taking_back_are_kept(world, send):
    check = send()
    finding = check.findings.first()
    done = judge(finding, ACCEPT, world.actor("liaison"))
    assert (done.state, done.decided_by_name, done.version) == (ACCEPT, "赵小满", 2)
    judge(done, REOPEN, world.actor("liaison"))
    assert [entry.kind for entry in list_history(check)][-2:] == ["finding_accepted", "finding_open"]


def test_dismissing_wants_a_reason(world, send):
    finding = send().findings.first()
    with pytest.raises(BadInput):
        judge(finding, DISMISS, world.actor("liaison"), reason=" ")
    kept = judge(finding, DISMISS, world.actor("liaison"), reason="口径不同，已核对原始台账")
    assert kept.reason == "口径不同，已核对原始台账"


def test_a_reason_with_a_secrecy_mark_is_refused(world, send):
    finding = send().findings.first()
    with pytest.raises(Rejected):
        judge(finding, DISMISS, world.actor("liaison"), reason="机密★1年 某件")
    finding.refresh_from_db()
    assert finding.state == REOPEN


def test_a_double_click_decides_once(world, send):
    check = send()
    finding = check.findings.first()
    judge(finding, ACCEPT, world.actor("liaison"), version=1)
    judge(finding, ACCEPT, world.actor("liaison"), version=1)
    assert [entry.kind for entry in list_history(check)].count("finding_accepted") == 1


def test_two_people_are_told_of_one_another(world, send):
    finding = send().findings.first()
    judge(finding, ACCEPT, world.actor("liaison"), version=1)
    with pytest.raises(Stale, match="赵小满"):
        judge(finding, DISMISS, world.actor("section"), reason="已核对", version=1)


def test_a_stranger_may_not_decide_nor_see(world, send):
    check = send()
    with pytest.raises(NotPermitted):
        judge(check.findings.first(), ACCEPT, world.actor("tax_liaison"))
    assert not checks_for(world.actor("tax_liaison")).filter(pk=check.pk).exists()
    assert checks_for(world.actor("section")).filter(pk=check.pk).exists()


def grave_of(world):
    add_entry(
        actor=world.actor("clerk"), recorded_at=NOW, kind="wording", name="某某禁用语", source="办公室通知", level=1
    )
    words = "会议提到某某禁用语。"
    check = send_text(words, title="", actor=world.actor("head"), wish=Wish(), key="", recorded_at=NOW)
    return check.findings.get(level=1)


def test_a_grave_finding_is_dismissed_by_another_final_reviewer_only(world):
    finding = grave_of(world)
    with pytest.raises(NotPermitted, match="终审"):
        judge(finding, DISMISS, world.actor("head"), reason="引用原文")  # a head, but the author
    with pytest.raises(NotPermitted, match="终审"):
        judge(finding, DISMISS, world.actor("section"), reason="引用原文")
    done = judge(finding, DISMISS, world.actor("director"), reason="引用原文，确有必要")
    with pytest.raises(NotPermitted):  # nor may a dismissal of a grave one be taken back by just anybody
        judge(done, ACCEPT, world.actor("section"))


def test_the_lexicon_has_days_and_sources_and_keeps_changes(world):
    body = {"kind": "body", "name": "某某办公室", "replacement": "区数据局", "source": "机构改革方案"}
    with pytest.raises(BadInput):
        add_entry(actor=world.actor("clerk"), recorded_at=NOW, **body)
    with pytest.raises(NotPermitted):
        add_entry(actor=world.actor("head"), recorded_at=NOW, **body)
    entry = add_entry(
        actor=world.actor("clerk"), recorded_at=NOW, kind="wording", name="某旧称", replacement="某新称", source="通知"
    )
    day = NOW.date()
    end_entry(entry.pk, valid_to=day, reason="已改", seen_version=1, actor=world.actor("clerk"), recorded_at=NOW)
    with pytest.raises(Stale):
        end_entry(entry.pk, valid_to=day, reason="再改", seen_version=1, actor=world.actor("clerk"), recorded_at=NOW)
    assert LexiconEntry.objects.get().version == 2


def test_the_gate_knows_the_very_words(world, send):
    assert not ask_proofing_gate(text="从未核校").was_checked
    check = send(words="联系人N个。")
    answer = ask_proofing_gate(text="联系人N个。\r\n")
    assert answer.was_checked
    assert not answer.may_pass
    for finding in check.findings.filter(severity="error"):
        judge(finding, ACCEPT, world.actor("liaison"))
    assert not ask_proofing_gate(text="联系人N个。").may_pass  # agreed to, but the words are still the same
    for finding in check.findings.filter(severity="error"):
        judge(finding, DISMISS, world.actor("liaison"), reason="此处N为变量")
    assert ask_proofing_gate(text="联系人N个。").may_pass
    assert not ask_proofing_gate(text="联系人N个。又改了").may_pass


def test_the_gate_knows_the_very_file(world, store):
    file = store(words="各项工作有序推进。")
    assert not ask_proofing_gate(file_id=file.pk).was_checked
    send_file(file, actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW)
    assert ask_proofing_gate(file_id=file.pk).may_pass


def test_what_cannot_be_read_says_why(world, store):
    file = store(words="各项工作。")
    StoredFile.objects.filter(pk=file.pk).update(name="坏.docx")
    file.refresh_from_db()
    check = send_file(file, actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW)
    assert check.state == CheckState.FAILED
    assert check.failure
    assert not ask_proofing_gate(file_id=file.pk).was_checked


def test_corrections_are_counted_as_self_checks(world, send):
    check = send()
    scope = Scope(None, Period.year(NOW.year))
    assert value_of("proofreading.corrected", scope=scope).value == 0
    judge(check.findings.first(), ACCEPT, world.actor("liaison"))
    assert value_of("proofreading.corrected", scope=scope).value == 1
    assert value_of("proofreading.checks", scope=scope).value == 1


def test_old_words_are_cleared_and_decisions_stay(world, store):
    check = send_file(store(), actor=world.actor("liaison"), wish=Wish(), key="", recorded_at=NOW)
    judge(check.findings.first(), DISMISS, world.actor("liaison"), reason="已核对")
    set_value("proofreading.keep_days", 1, actor="account:1", reason="测试")
    assert clear_old_words(at=NOW.replace(day=20)) == 1
    assert clear_old_words(at=NOW.replace(day=20)) == 0
    check.refresh_from_db()
    assert (check.paragraphs, check.file.state) == ([], FileState.ERASED)
    kept = check.findings.first()
    assert (kept.quote, kept.reason) == ("", "已核对")
    assert run_check(check.pk).state == CheckState.DONE
