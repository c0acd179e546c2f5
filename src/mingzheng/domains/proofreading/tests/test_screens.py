"""The screens: who may open them, one query budget, sending, deciding, and what a refusal leaves on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingzheng.domains.proofreading.models import FindingState, LexiconEntry, ProofCheck
from mingzheng.platform.accounts.tests.browsers import signed_in_as

from .conftest import WORDS


@pytest.fixture
def browser(world):
    return lambda who: signed_in_as(world.accounts[who])


def pages(check):
    return {
        "checks": reverse("proofreading:checks"),
        "send": reverse("proofreading:send"),
        "check": reverse("proofreading:check", args=[check.pk]),
        "lexicon": reverse("proofreading:lexicon"),
        "add_entry": reverse("proofreading:add_entry"),
    }


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("liaison", {"checks", "send", "check"}),
        ("section", {"checks", "send", "check"}),
        ("director", {"checks", "send", "check", "lexicon", "add_entry"}),
        ("tax_liaison", {"checks", "send"}),
        ("stranger", {"checks", "send"}),
    ],
)
def test_each_screen_opens_to_those_it_is_for(browser, send, who, allowed):
    check = send()
    statuses = {name: browser(who).get(url).status_code for name, url in pages(check).items()}
    assert {name for name, status in statuses.items() if status == 200} == allowed
    assert set(statuses.values()) <= {200, 403, 404}


def test_nobody_signed_in_sees_nothing(client, send):
    assert {client.get(url).status_code for url in pages(send()).values()} == {302}


def test_the_list_costs_the_same_for_one_and_for_ten(browser, send, django_assert_max_num_queries):
    page = browser("liaison")
    url = reverse("proofreading:checks")
    send()
    page.get(url)
    with django_assert_max_num_queries(40) as one:
        page.get(url)
    for number in range(9):
        send(words=f"第{number}份，共8件。")
    with django_assert_max_num_queries(40) as ten:
        page.get(url)
    assert len(one) == len(ten)


def test_files_are_sent_and_marked(browser):
    files = [SimpleUploadedFile("甲.txt", WORDS.encode()), SimpleUploadedFile("乙.txt", "各项工作有序。".encode())]
    response = browser("liaison").post(reverse("proofreading:send"), {"documents": files, "profile": ""})
    assert response.status_code == 302, response.content.decode()
    assert ProofCheck.objects.count() == 2


def test_the_form_that_sends_offers_one_way_of_sending(browser):
    page = browser("liaison").get(reverse("proofreading:send")).content.decode()
    assert page.count("开始核校") == 1
    assert reverse("proofreading:draft") not in page


def test_sending_twice_by_a_double_click_is_one_check(browser):
    page = browser("liaison")
    for _ in range(2):
        page.post(reverse("proofreading:send"), {"words": WORDS, "profile": "", "idempotency_key": "a" * 32})
    assert ProofCheck.objects.count() == 1


def test_nothing_and_two_things_are_both_said(browser):
    page = browser("liaison")
    assert "请选择文件" in page.post(reverse("proofreading:send"), {"profile": ""}).content.decode()
    both = {"documents": [SimpleUploadedFile("甲.txt", b"abc")], "words": "甲", "profile": ""}
    assert "三者只用一种" in page.post(reverse("proofreading:send"), both).content.decode()


def test_a_secret_file_leaves_nothing(browser):
    secret = SimpleUploadedFile("某件.txt", "绝密★\n\n某事".encode())
    response = browser("liaison").post(reverse("proofreading:send"), {"documents": [secret], "profile": ""})
    assert response.status_code == 422
    assert "某件" not in response.content.decode()
    assert not ProofCheck.objects.exists()


def test_a_file_of_others_is_not_offered_by_its_number(browser, store):
    theirs = store("tax_liaison", name="他人的文件.txt")
    page = browser("liaison").get(reverse("proofreading:send") + f"?file={theirs.pk}").content.decode()
    assert "他人的文件" not in page
    response = browser("liaison").post(reverse("proofreading:send"), {"stored": theirs.pk, "profile": ""})
    assert response.status_code == 422
    assert not ProofCheck.objects.exists()


def test_the_page_marks_the_words_and_offers_what_is_lawful(browser, send):
    check = send()
    page = browser("liaison").get(reverse("proofreading:check", args=[check.pk])).content.decode()
    assert 'class="proof-mark proof-mark--error"' in page
    assert "采纳，已改正" in page
    assert "非涉密系统" in page


def test_hostile_words_stay_words(browser, send):
    check = send(words="<script>alert(1)</script>联系人N个。")
    page = browser("liaison").get(reverse("proofreading:check", args=[check.pk])).content.decode()
    assert "<script>alert" not in page


def test_a_finding_is_accepted_and_dismissed_on_the_page(browser, send):
    check = send()
    url = reverse("proofreading:decide", args=[check.pk, 1])
    page = browser("liaison")
    refused = page.post(url, {"decision": "dismiss", "reason": "", "seen_version": 1})
    assert refused.status_code == 422
    assert "不采纳要写明理由" in refused.content.decode()
    done = page.post(url, {"decision": "dismiss", "reason": "已核对原始台账", "seen_version": 1})
    assert done.status_code == 302
    assert done["Location"].endswith("#n1")
    assert check.findings.get(number=1).state == FindingState.DISMISSED
    assert page.post(url, {"decision": "nonsense"}).status_code == 404
    assert page.get(url).status_code == 405


def test_the_second_person_is_told_who_was_first(browser, send):
    check = send()
    url = reverse("proofreading:decide", args=[check.pk, 1])
    browser("liaison").post(url, {"decision": "accept", "seen_version": 1})
    late = browser("section").post(url, {"decision": "dismiss", "reason": "我看不必", "seen_version": 1})
    assert late.status_code == 409
    assert "赵小满" in late.content.decode()
    assert "我看不必" in late.content.decode()


def test_a_row_of_the_lexicon_is_entered_and_ended(browser):
    page = browser("clerk")
    given = {"kind": "wording", "name": "某旧称", "replacement": "某新称", "level": "2", "source": "某通知"}
    assert page.post(reverse("proofreading:add_entry"), given).status_code == 302
    entry = LexiconEntry.objects.get()
    url = reverse("proofreading:entry", args=[entry.pk])
    assert "某通知" in page.get(url).content.decode()
    assert page.post(url, {"valid_to": "2026-03-01", "reason": "改了", "seen_version": 1}).status_code == 302
    assert page.post(url, {"valid_to": "2026-03-01", "reason": "改了", "seen_version": 1}).status_code == 409
    assert (
        "没有增加"
        in page.post(reverse("proofreading:add_entry"), {**given, "kind": "body", "replacement": ""}).content.decode()
    )


def test_a_file_named_in_the_address_is_chosen(browser, store):
    paper = store()
    page = browser("liaison").get(reverse("proofreading:send") + f"?file={paper.pk}").content.decode()
    assert f'<option value="{paper.pk}" selected>' in page
