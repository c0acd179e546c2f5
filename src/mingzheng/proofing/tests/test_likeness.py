"""Likeness: shared runs are exact, figures count as equal, what is required is set aside, time is linear."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.proofing.intake import read_text, text_from_string
from mingzheng.proofing.likeness import compare, settings_from

COPIED = "建立重点工作周调度机制，每周五由分管负责人听取进度，对滞后事项现场明确责任人和完成时间，全年调度46次"
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=30, max_size=60)


def likeness(mine, theirs, **lexicon):
    return compare(text_from_string(mine), text_from_string(theirs), settings_from(lexicon))


def test_a_run_is_shown_exactly_with_other_numbers_and_punctuation():
    mine = text_from_string(f"开头不同。{COPIED}。结尾不同。")
    theirs = text_from_string(f"另一种开头：{COPIED.replace('46', '120').replace('，', ' ')}！")
    found = compare(mine, theirs, settings_from())
    assert len(found.matches) == 1
    match = found.matches[0]
    assert mine.passages[match.mine].clean[match.start : match.end] == COPIED
    assert theirs.passages[match.theirs].clean[match.their_start : match.their_end].endswith("120次")
    assert not match.same_figures


def test_short_agreement_and_required_phrases_do_not_count():
    phrase = "增强“四个意识”、坚定“四个自信”、做到“两个维护”，全面贯彻落实党的二十大精神"
    assert likeness(f"今年{phrase}。", f"我局{phrase}。").matches == ()
    assert likeness("完善工作机制，压实工作责任。", "完善工作机制，压实工作责任。").matches == ()


def test_an_office_adds_its_own_phrases():
    own = "本单位全称为云山区青溪镇人民政府党政综合办公室挂牌机构"
    assert likeness(f"{own}。", f"{own}。", least_run=12).share == 1.0
    assert likeness(f"{own}。", f"{own}。", least_run=12, boilerplate=[own]).matches == ()


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_a_document_is_wholly_like_itself_and_runs_never_overlap(first, second, third):
    found = likeness("\n\n".join([first, second, third]), "\n\n".join([third, first, second]))
    assert found.share == 1.0
    assert found.shared == found.own
    ranges = sorted((match.mine, match.start, match.end) for match in found.matches)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(ranges))


def test_last_years_report_of_a_real_district_is_seen(shared_dir):
    folder = shared_dir / "samples" / "disclosure_annual" / "raw"
    new, old, other = (
        read_text(folder / f"{name}.txt")
        for name in ("平潭综合实验区_2024", "平潭综合实验区_2022", "淮安市洪泽区_2024")
    )
    settings = settings_from()
    assert compare(new, old, settings).share > 0.2
    assert compare(new, other, settings).share == pytest.approx(0, abs=0.05)
