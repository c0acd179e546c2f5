"""What the law and the house decide about an item, in tables: validity by date, limits of disclosure, signatures, topics."""

from datetime import date

import pytest

from mingzheng.domains.publishing.rules import (
    DEFAULT_STEPS,
    StepRule,
    Validity,
    assess_validity,
    find_step_faults,
    fits_mode,
    stands_still,
)
from mingzheng.domains.publishing.services.stamping import missing_words
from mingzheng.domains.publishing.topics import TOPICS, find_topic_faults, last_day_of
from mingzheng.platform.content.public import printed_text

FROM, TO = date(2026, 3, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "abolished", "state"),
    [
        (date(2026, 2, 28), None, Validity.NOT_YET),
        (FROM, None, Validity.IN_FORCE),
        (TO, None, Validity.IN_FORCE),
        (date(2027, 1, 1), None, Validity.EXPIRED),
        (date(2026, 6, 30), date(2026, 7, 1), Validity.IN_FORCE),
        (date(2026, 7, 1), date(2026, 7, 1), Validity.ABOLISHED),
    ],
)
def test_a_document_is_in_force_from_its_first_to_its_last_day(on: date, abolished: date, state: Validity) -> None:
    assert assess_validity(on, in_force_from=FROM, in_force_to=TO, abolished_on=abolished) is state


def test_a_ground_supports_its_own_mode_alone() -> None:
    assert fits_mode("active", "a20")
    assert not fits_mode("active", "a15")
    assert not fits_mode("withheld", "a20")
    assert not fits_mode("", "a20")


def test_no_column_signs_less_than_three_times_three_or_leaves_a_gate_open() -> None:
    assert find_step_faults(DEFAULT_STEPS) == []
    low = {**DEFAULT_STEPS, "review_3": StepRule(frozenset({"clerk"}), ("politics", "secrecy"))}
    none = {**DEFAULT_STEPS, "proof_2": StepRule(frozenset())}
    gate = {**DEFAULT_STEPS, "review_3": StepRule(frozenset({"head"}), ("politics",))}
    assert [len(find_step_faults(table)) for table in (low, none, gate)] == [1, 1, 1]


def test_a_column_stands_still_after_its_interval() -> None:
    assert not stands_still(date(2026, 3, 1), FROM, 14, date(2026, 3, 15))
    assert stands_still(date(2026, 3, 1), FROM, 14, date(2026, 3, 16))
    assert not stands_still(None, FROM, 0, TO)


def test_a_stamped_scan_may_add_a_letterhead_and_an_imprint_and_nothing_else() -> None:
    approved = "一、补助对象\n社区食堂可以申领。"
    assert missing_words(approved, "某区人民政府文件 \n一、补助对象 社区食堂可以\n申领。\n抄送：各街道") == []
    assert [run.text for run in missing_words(approved, "一、补助对象社区食堂不可以申领。")] == ["不"]
    listed = '<p>申领：</p><img src="asset:1" alt="样表"><ol><li>提出申请</li><li>复核</li></ol>'
    html = f"{listed}<table><tr><th>标准</th><td>一元</td></tr></table>"
    on_paper = "某区文件\n申领:\n1. 提出申请\n— 2 —\n2．复核\n标准\t⼀元\n2026年3月2日"
    assert missing_words(printed_text(html), on_paper) == []
    assert [run.text for run in missing_words(printed_text(html), on_paper.replace("⼀元", "二元"))] == ["一", "二"]


def test_a_topic_says_what_is_missing_and_when_its_publication_ends() -> None:
    penalty = TOPICS["penalty"]
    values = {field.code: "甲" for field in penalty.fields} | {"decided_on": "2026-03-02", "until": "2026-09-02"}
    assert find_topic_faults(penalty, values) == []
    assert last_day_of(penalty, values) == date(2026, 9, 2)
    assert find_topic_faults(penalty, values | {"party": "", "until": "不详"}) == [
        "还没有填写“当事人（自然人写姓和“某”）”",
        "“公示期至”不是日期",
    ]
    assert find_topic_faults(TOPICS["subsidy"], {"subsidy": "甲", "community": "乙", "year": "2026"})
