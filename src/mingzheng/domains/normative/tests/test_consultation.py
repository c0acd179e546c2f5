"""A draft's own case follows its public consultation: begun when the draft is published, ended with its counts."""

from datetime import timedelta
from typing import Any

import pytest

from mingzheng.casework.public import Act, Refused
from mingzheng.casework.tests.world import TODAY, at
from mingzheng.domains.normative import ports
from mingzheng.domains.normative.following import begin_consultation, end_consultation
from mingzheng.domains.normative.ports import ConsultationRecord
from mingzheng.domains.normative.tests.drafts import Drafts

pytestmark = pytest.mark.django_db
RECORD = ConsultationRecord("YJ-2026-00001", "", False, 3, 1, 1, 1)
PUBLISHED = ConsultationRecord("YJ-2026-00001", "/consultations/YJ-2026-00001/", False, 3, 1, 1, 1)
ANSWERED = ConsultationRecord("YJ-2026-00001", "/consultations/YJ-2026-00001/", True, 3, 1, 1, 1)


def codes(error: Any) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def test_the_case_of_a_draft_waits_and_goes_on_with_its_consultation(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, today_is_fixed: None
) -> None:
    pk, last = drafts.drafted(), TODAY + timedelta(days=30)
    given = {"address": "https://example.cn/c", "means": "网上", "consultation_to": last.isoformat()}
    counts = {
        "received": 4,
        "adopted": 2,
        "partly": 1,
        "not_adopted": 1,
        "summary": "略",
        "feedback_url": "https://x.cn",
    }

    def answers(record: ConsultationRecord) -> None:
        monkeypatch.setattr(ports, "_door", lambda case_id: record)

    answers(RECORD)
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "open_consultation", "liaison", **given)
    assert codes(refusal) == {"not_published"}
    answers(PUBLISHED)
    for _ in range(2):
        begin_consultation.func(case_id=pk, address=PUBLISHED.address, means="网上", closes_on=last.isoformat())
    assert (drafts.state(pk), drafts.due(pk, "consultation")) == ("consulting", last)
    end_consultation.func(case_id=pk)
    assert drafts.state(pk) == "consulting"
    after = last + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "close_consultation", "liaison", on=after, **counts)
    assert codes(refusal) == {"not_answered"}
    answers(ANSWERED)
    with pytest.raises(Refused) as refusal:
        drafts.do(pk, "close_consultation", "liaison", on=after, **counts)
    assert codes(refusal) == {"other_counts"}
    monkeypatch.setattr("mingzheng.domains.normative.following.today", lambda: after)
    monkeypatch.setattr("mingzheng.domains.normative.following.now", lambda: at(after))
    for _ in range(2):
        end_consultation.func(case_id=pk)
    assert drafts.state(pk) == "revised"
    act = Act.objects.get(case=pk, action="close_consultation")
    assert (act.data["received"], act.data["feedback_url"]) == (3, ANSWERED.address)
