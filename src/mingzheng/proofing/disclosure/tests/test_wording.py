"""Sentences that repeat a number of the tables: right ones are left alone, any wrong number in them is found."""

import pytest

from mingzheng.proofing.disclosure.report import audit_report
from mingzheng.proofing.intake import read_text

from .layouts import as_text, html_report, text_report

TABLES = html_report()
RIGHT = [
    ("2025年，全区共收到政府信息公开申请{}件，办结{}件，结转下年度继续办理{}件。", (14069, 13810, 819)),
    ("全区新收政府信息公开申请{}件，上年结转{}件。", (14069, 560)),
    ("全年共受理依申请公开{}件。", (14629,)),
    ("本年度共收到政府信息公开申请{}件，其中自然人申请{}件、商业企业{}件。", (14069, 13612, 252)),
    ("全区办理政府信息公开申请{}件，自然人{}件，法人或其他组织{}件。", (14629, 14147, 482)),
    (
        "全区办理申请{}件，予以公开{}件、部分公开{}件、不予公开{}件、无法提供{}件、不予处理{}件、其他处理（含撤回）{}件。",
        (14629, 5548, 2168, 730, 3421, 457, 1486),
    ),
    ("全区因政府信息公开引发行政复议{}件、行政诉讼{}件。", (790, 212)),
    ("今年以来，我区收到公民、法人和其他组织提出的政府信息公开申请共计{}件。", (14069,)),
    ("收到依申请{}件，按期答复{}件。", (14069, 13810)),
    ("全区收到政府信息公开申请{}件（含上年结转560件），已答复{}件。", (14629, 13810)),
    ("全年制定行政规范性文件{}件，废止{}件，现行有效{}件。", (62, 33, 499)),
    ("全区作出行政许可决定{}件，行政处罚决定{}件。", (4529, 1100)),
]
SILENT = [
    "全年共收到网络申请100件、信函申请50件、当面申请20件。",
    "区住建局收到政府信息公开申请120件，均已答复。",
    "区政府办公室代表区政府受理政府信息公开申请17件。",
    "全年受理行政复议案件120件，其中涉及政府信息公开790件。",
    "全区收到政府信息公开申请1.4万余件。",
    "全区共收到申请14000余件，较上年增加300件。",
    "（市政府349件、各部门933件、甲县477件）申请办理平稳。",
    "对25件政府信息公开申请收取了信息处理费2950元。",
    "全年公开政策文件4件，答复咨询300件。",
    "全年办理12345热线工单3000件，满意率99%。",
]


def found(sentence):
    report = audit_report(as_text(TABLES.replace("</h1>", f"</h1><p>{sentence}</p>")))
    return [finding for finding in report["findings"] if finding["code"] == "DAR-E8"]


@pytest.mark.parametrize(("sentence", "numbers"), RIGHT)
def test_a_right_sentence_is_left_alone_and_each_wrong_number_found(sentence, numbers):
    assert found(sentence.format(*numbers)) == []
    for place in range(len(numbers)):
        wrong = [*numbers]
        wrong[place] += 13
        findings = found(sentence.format(*wrong))
        assert any(str(wrong[place]) in finding["quote"] for finding in findings), (place, findings)


@pytest.mark.parametrize("sentence", SILENT)
def test_what_is_not_about_the_whole_is_left_alone(sentence):
    assert found(sentence) == []


def test_all_settled_is_held_against_what_is_open():
    assert found("全区政府信息公开行政复议790件，均已审结。")[0]["computed"] == "尚未审结121件"


def test_digits_that_ran_together_are_wrong_only_where_no_reading_holds():
    now = text_report(between="", after="", documents=[[0, 0, 0], [62, 33, 440]])
    before = text_report(documents=[[0, 0, 0], [5, 1, 470]]).replace("2025年", "2024年")
    codes = [finding["code"] for finding in audit_report(as_text(now), as_text(before))["findings"]]
    assert "DAR-E7" in codes
    right = text_report(between="", after="", documents=[[0, 0, 0], [62, 33, 499]])
    report = audit_report(as_text(right), as_text(before))
    assert "DAR-E7" not in [finding["code"] for finding in report["findings"]]
    assert list(report["tables"]["table1"]["rows"]["normative"]["values"].values()) == [62, 33, 499]


def test_another_year_is_not_last_year():
    before = text_report(documents=[[0, 0, 0], [5, 1, 470]]).replace("2025年", "2020年")
    report = audit_report(as_text(TABLES), as_text(before))
    assert not {"DAR-E4", "DAR-E7"} & {finding["code"] for finding in report["findings"]}


def test_words_alone_are_no_report(tmp_path):
    path = tmp_path / "总结.txt"
    path.write_text("全区收到政府信息公开申请75件。", encoding="utf-8")
    found = audit_report(read_text(path))
    assert (found["year"], found["unit"], found["tables"]) == (None, "", {})
    assert [("没有读到三张表" in one["message"], one["severity"]) for one in found["findings"]] == [(True, "warning")]
