"""Wrong characters are found and put right; what is right, a name or a term is left alone; offsets point at the quote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.config.bench.wording import measure_wording
from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.run import check_text
from mingzheng.proofing.wording import find_confusions, find_in_document, find_wrong_characters
from mingzheng.proofing.wording.phrases import load_confusions

CLEAN = "各单位应当依法履行政府信息公开职责，建立健全工作制度，及时、准确地公开政府信息。"


def corrected(sentence):
    changed = sentence
    for found in reversed(find_wrong_characters(sentence)):
        changed = changed[: found.start] + found.right + changed[found.end :]
    return changed


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("依法作出行政处罚决订。", "依法作出行政处罚决定。"),
        ("加强食品安全监督管里工作。", "加强食品安全监督管理工作。"),
        ("应当依法承担民事责仁。", "应当依法承担民事责任。"),
        ("由县级以上人民正府批准。", "由县级以上人民政府批准。"),
        ("申请行政服议的，应当提交申请书。", "申请行政复议的，应当提交申请书。"),
    ],
)
def test_a_wrong_character_is_put_right(written, right):
    assert corrected(written) == right


def test_a_right_sentence_is_left_alone():
    assert find_wrong_characters(CLEAN) == ()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_and_every_range_holds_what_is_called_wrong(text):
    for found in find_wrong_characters(text):
        assert text[found.start : found.end] == found.wrong != found.right
        assert len(found.wrong) == len(found.right)
    for found in find_confusions(text):
        assert text[found.start : found.end] == found.confusion.wrong


def test_a_lone_suspect_in_a_long_document_is_not_told_and_a_careless_document_is():
    careless = ["依法作出行政处罚决订。", "加强安全监督管里。", "应当依法承担民事责仁。", "由县级以上人民正府批准。"]
    careless += ["可以向人民法远提起诉讼。", "由市场监督管理部们处理。"]
    assert len(find_in_document([CLEAN] * 20)) == 0
    found = find_in_document([CLEAN] * 20 + careless)
    assert {located.correction.wrong for located in found} >= {"订", "正"}


def test_a_term_that_is_repeated_is_a_term():
    assert find_in_document([CLEAN] * 10 + ["鹤山网格服务平台上线。", "鹤山网格要素统一编码。"]) == ()


def test_no_right_form_holds_a_wrong_one_of_another_entry():
    entries = load_confusions()
    assert [(a.right, b.wrong) for a in entries for b in entries if b.wrong in a.right and a is not b] == []
    assert [entry for entry in entries if entry.wrong == entry.right or not entry.right] == []


@pytest.mark.parametrize(
    "text", ["向社会公开募集资金。", "逾期未办理的。", "由委员会报告。", "自己经营。", "平安祥和。", "截至目前。"]
)
def test_a_confusion_across_two_words_is_none(text):
    assert find_confusions(text) == ()


def test_an_office_adds_confusions_names_titles_and_terms():
    text = text_from_string("云山开发区管委会印发《云山区档案管理办发》，推进一忘统管。")
    lexicons = {"names": {"云山区开发区管委会": ["云山开发区管委会"]}, "confusions": {"一忘统管": "一网统管"}}
    context = Context(lexicons={**lexicons, "titles": ["云山区档案管理办法"], "terms": ["座落楼"]})
    assert check_text(text_from_string("参观座落楼。"), context, only={"WRD-CONFUSION"}).findings == ()
    found = {finding.code: finding.suggestion for finding in check_text(text, context, only={"wording"}).findings}
    assert found["WRD-NAME"] == "云山区开发区管委会"
    assert found["WRD-CONFUSION"] == "一网统管"
    assert found["WRD-TITLE"] == "云山区档案管理办法"


def test_held_out_pairs_are_judged_with_few_false_alarms(shared_dir):
    folder = shared_dir / "samples" / "spelling"
    result = measure_wording([folder / "odw.train.tsv"], everything=False)["odw.train.tsv"]
    assert result["detection"]["precision"] > 0.95
    assert result["detection"]["recall"] > 0.55
    assert result["suggestion"]["precision"] > 0.9


def test_published_texts_hold_hardly_any_wrong_character(shared_dir):
    paths = [*(shared_dir / "samples" / "work_reports").glob("*.txt"), *(shared_dir / "seeds").glob("*.txt")]
    found = [
        (path.name, finding.quote)
        for path in sorted(paths)
        for finding in check_text(read_text(path), only={"WRD-CHARACTER"}).findings
    ]
    assert found == []
