"""The one click on other screens, what a document is held against, and whose findings an author may not set aside."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.template import Context, Template
from django.urls import reverse

from mingzheng.casework.public import Draft, NotPermitted, have_proofread
from mingzheng.casework.tests.world import NOW
from mingzheng.domains.proofreading.models import FindingState, ProofCheck
from mingzheng.domains.proofreading.rules import is_author
from mingzheng.domains.proofreading.selectors import facts_of
from mingzheng.domains.proofreading.services.clearing import clear_old_words
from mingzheng.domains.proofreading.services.deciding import decide
from mingzheng.domains.proofreading.services.lexicon import add_entry
from mingzheng.domains.proofreading.services.sending import Wish, send_file
from mingzheng.platform.access.public import NOBODY
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.desk.check_offers import FIELDS, PASS, sign_file
from mingzheng.platform.parameters.public import set_value

from .conftest import WORDS


class Form(forms.Form):
    title = forms.CharField(max_length=200)
    code = forms.CharField(max_length=20)
    words = forms.CharField(widget=forms.Textarea)
    paper = forms.FileField()


def drawn(actor, source, **context):
    request = HttpRequest()
    request.actor = actor
    return Template("{% load check_offers %}" + source).render(Context({"request": request, **context}))


def test_a_form_with_a_long_text_or_a_file_offers_the_click_and_others_do_not(world):
    page = drawn(world.actor("liaison"), "{% check_draft %}", form=Form())
    assert 'value="title words file:paper"' in page
    assert 'formtarget="_blank"' in page
    short = forms.Form()
    short.fields["title"] = forms.CharField(max_length=200)
    assert "<button" not in drawn(world.actor("liaison"), "{% check_draft %}", form=short)
    assert "<button" not in drawn(NOBODY, "{% check_draft %}", form=Form())


def test_what_is_typed_and_chosen_is_checked_and_a_second_click_finds_the_same(world):
    page = signed_in_as(world.accounts["liaison"])
    url = reverse("proofreading:draft") + "?title=办理情况"
    for _ in range(2):
        sent = {
            FIELDS: "title words html:body file:paper",
            "title": "某报告",
            "words": WORDS,
            "body": "<p>共<b>8</b>件。</p>",
        }
        page.post(url, {**sent, "paper": SimpleUploadedFile("甲.txt", WORDS.encode())})
    typed, file = ProofCheck.objects.order_by("pk")
    assert (typed.title, typed.words) == ("办理情况", f"某报告\n\n{WORDS.strip()}\n\n共8件。")
    assert file.title == "甲.txt"
    assert typed.findings.exists()
    empty = page.post(url, {FIELDS: "words", "words": " "})
    assert empty.status_code == 422
    assert "还没有填写文字" in empty.content.decode()
    secret = page.post(url, {FIELDS: "words", "words": "绝密★\n\n某事"})
    assert secret.status_code == 422
    assert ProofCheck.objects.count() == 2


def test_a_paper_where_it_hangs_is_checked_by_whoever_was_shown_the_button(world, store):
    paper = store("clerk")
    pass_ = sign_file(world.actor("liaison"), paper.pk)
    assert 'name="check_file"' in drawn(world.actor("liaison"), "{% check_file 7 %}")
    url = reverse("proofreading:draft")
    assert signed_in_as(world.accounts["tax_liaison"]).post(url, {PASS: pass_}).status_code == 422
    assert signed_in_as(world.accounts["liaison"]).post(url, {PASS: str(paper.pk)}).status_code == 422
    assert signed_in_as(world.accounts["liaison"]).post(url, {PASS: pass_}).status_code == 302
    check = ProofCheck.objects.get()
    assert (check.file_id, check.requested_by_id) == (paper.pk, world.accounts["liaison"].pk)


def test_other_units_documents_are_held_against_it_and_forgotten_in_time(world, store):
    passage = (
        "全区各部门加强统筹协调，围绕年度重点任务逐项抓落实，建立清单、压实责任、定期通报，推动各项任务如期完成。" * 3
    )
    peer = store(words=passage, name="乙局.txt")
    mine = store(words=f"本局的报告。\n\n{passage}", name="甲局.txt")
    check = send_file(mine, actor=world.actor("liaison"), wish=Wish(peers=(peer,)), key="", recorded_at=NOW)
    assert [found.code for found in check.findings.all() if found.code.startswith("SIM-")]
    set_value("proofreading.keep_days", 1, actor="account:1", reason="测试")
    clear_old_words(at=NOW.replace(day=20))
    assert not peer.references.filter(released_at=None).exists()


def test_a_text_of_another_room_comes_with_its_writers_and_what_it_is_held_against(world):
    add_entry(actor=world.actor("clerk"), recorded_at=NOW, kind="wording", name="某某禁用语", source="通知", level=1)
    director, head, liaison = world.actor("director"), world.actor("head"), world.actor("liaison")
    writers = frozenset({head.ref, f"person:{director.person_id}"})
    draft = Draft("会议提到某某禁用语。", "报告", "case:1", "k", previous="去年的报告。", authors=writers)
    url = have_proofread(draft, liaison)
    assert have_proofread(draft, liaison) == url
    check = ProofCheck.objects.get()
    assert (check.subject, check.companions.get().words) == ("case:1", "去年的报告。")
    finding = check.findings.get(level=1)
    for actor in (head, director, liaison):  # two final reviewers who wrote in it, and whoever sent it
        assert is_author(actor, facts_of(check))
        with pytest.raises(NotPermitted, match="终审"):
            decide(finding, FindingState.DISMISSED, reason="引用原文", seen_version=1, actor=actor, recorded_at=NOW)


def test_whoever_sent_the_words_first_stays_their_author(world, send):
    add_entry(actor=world.actor("clerk"), recorded_at=NOW, kind="wording", name="某某禁用语", source="通知", level=1)
    first, again = send("head", words="会议提到某某禁用语。"), send("liaison", words="会议提到某某禁用语。")
    assert is_author(world.actor("head"), facts_of(again))
    with pytest.raises(NotPermitted, match="终审"):
        decide(
            again.findings.get(level=1),
            FindingState.DISMISSED,
            reason="引用原文",
            seen_version=1,
            actor=world.actor("head"),
            recorded_at=NOW,
        )
    assert not is_author(world.actor("liaison"), facts_of(first))
