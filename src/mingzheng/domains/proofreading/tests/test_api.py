"""The proofreader over HTTP: the same rights, the same refusals, once for one key."""

import json

import pytest

from mingzheng.domains.proofreading.models import ProofCheck
from mingzheng.platform.accounts.tests.browsers import signed_in_as

CHECKS = "/api/v1/proofreading"


@pytest.fixture
def program(world):
    def call(who, path, body=None, key="k"):
        client = signed_in_as(world.accounts[who])
        if body is None:
            return client.get(path)
        return client.post(path, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key})

    return call


def test_words_are_sent_once_for_one_key_and_answered_with_findings(program):
    body = {"text": "联系人N个。"}
    first, again = program("liaison", CHECKS, body), program("liaison", CHECKS, body)
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json()["id"] == again.json()["id"]
    assert "NUM-PLACEHOLDER" in {finding["code"] for finding in first.json()["findings"]}
    assert ProofCheck.objects.count() == 1


def test_a_stored_file_is_sent_by_whoever_may_read_it(program, store):
    file = store()
    assert program("tax_liaison", CHECKS, {"file": file.pk}).status_code == 404
    sent = program("liaison", CHECKS, {"file": file.pk, "profile": "annual-report"}, key="f")
    assert (sent.status_code, sent.json()["title"]) == (201, "报告.txt")
    assert program("liaison", CHECKS, {"file": file.pk, "profile": "novel"}, key="g").status_code == 422


def test_checks_are_read_by_those_they_concern(program, send):
    check = send()
    assert program("liaison", f"{CHECKS}/{check.pk}").status_code == 200
    assert program("tax_liaison", f"{CHECKS}/{check.pk}").status_code == 404
    assert [row["id"] for row in program("section", CHECKS).json()["items"]] == [check.pk]


def test_a_decision_carries_the_version_that_was_read(program, send):
    check = send()
    url = f"{CHECKS}/{check.pk}/findings/1"
    assert program("liaison", url, {"decision": "dismiss", "version": 1}, key="a").status_code == 422
    done = program("liaison", url, {"decision": "accept", "version": 1}, key="b")
    assert (done.status_code, done.json()["state"], done.json()["version"]) == (200, "accepted", 2)
    late = program("section", url, {"decision": "dismiss", "reason": "不必", "version": 1}, key="c")
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    assert program("liaison", url, {"decision": "nod", "version": 2}, key="d").status_code == 422


def test_a_secrecy_mark_is_refused_and_nothing_is_kept(program):
    answer = program("liaison", CHECKS, {"text": "机密★1年\n\n某事"})
    assert (answer.status_code, answer.json()["code"]) == (422, "secrecy_mark")
    assert not ProofCheck.objects.exists()
