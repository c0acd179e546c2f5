"""Secrecy marks: the marking form is found in every variant, ordinary prose is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.secrecy_marks import HEAD_LINES, Mark, find_secrecy_marks

MARKED = [
    "秘密★5年",
    "机密★1年",
    "绝密★30年",
    "机密★",
    "秘密☆10年",
    "秘密＊10年",
    "秘密*10年",
    "秘密*",
    "机密★长期",
    "秘密★6个月",
    "秘密★十年",
    "秘 密 ★ 1 0 年",
    "秘　密★１０年",
    "机\u200b密\ufeff★1年",
    "机密★\ufe0f1年",
    "【机密★1年】",
    "密级：秘密★10年",
    "密级和保密期限：机密★1年",
    "000001 机密★1年 特急",
    "机密",
    "秘密 10年",
    "机密（1年）",
    "000001\n机密\n特急",
    "机密 特急",
    "**秘密**",
    "# 机密",
    "★机密",
    "密级：机密",
    "機密★1年",
    "标题\n正文一行。\n附件左上角标注“秘密★5年”的材料\n",
    "机密\n★1年",
    "机密\n1年",
    "第一页。\n\f秘密\n某某办公室文件",
    "文件\r\n机密★1年\r\n内容",
    "祕密★5年",
    "机密·10年",
    "秘密(★)3年",
    "密级：机密　保密期限：10年",
    "绝密 保密期限：长期",
    "说明\n机\n密\n★\n1\n年\n正文",
]
WORK = ["工作秘密", "工作秘密★5年", "工 作 秘 密", "密级：工作秘密", "【工作秘密】", "工作秘密 5年"]
INTERNAL = [
    "内部资料 注意保存",
    "内部资料，注意保存",
    "内部文件 请注意保密",
    "内部资料\u3000注意保存",
    "内部资料\n注意保存",
    "【内部资料 注意保存】",
    "内部材料 不得外传",
]
PROSE = [
    "",
    "非涉密系统，严禁处理、存储、传输国家秘密",
    "各单位要严守国家秘密，不得在非涉密系统处理涉密信息。",
    "工作秘密不予公开，依照规定管理。",
    "加强国家秘密、工作秘密、商业秘密和个人隐私保护",
    "绝密级国家秘密保密期限不超过三十年，机密级不超过二十年，秘密级不超过十年。",
    "收到绝密文件0件、机密文件2件、秘密文件5件",
    "密级：无",
    "关于印发《工作秘密管理办法》的通知",
    "内部资料管理制度",
    "妥善保存内部资料，注意保存期限。",
    "按照**秘密**级管理",
    "不得涉及国家秘密\n★ 第二项要点",
    "期限为机密1年以上的",
    "★★★★★ 五星好评",
    "绝密\n机密\n秘密",
    "类别\n国家秘密\n工作秘密\n商业秘密",
    "涉及国家秘密的，依照保密法办理；属于工作秘密的，由本单位确定。",
    "秘密的保护",
    "保守秘密 人人有责",
    "保\n密\n★\n1\n年\n级",
    "保密期限：10年",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_state_secret_mark_is_found(text):
    assert [mark.kind for mark in find_secrecy_marks(text)] == ["state_secret"]


@pytest.mark.parametrize("text", WORK)
def test_a_work_secret_mark_is_found(text):
    assert [mark.kind for mark in find_secrecy_marks(text)] == ["work_secret"]


@pytest.mark.parametrize("text", INTERNAL)
def test_an_internal_mark_is_found(text):
    assert [mark.kind for mark in find_secrecy_marks(text)] == ["internal"]


@pytest.mark.parametrize("text", PROSE)
def test_ordinary_prose_is_left_alone(text):
    assert find_secrecy_marks(text) == ()


def test_a_bare_level_counts_only_at_the_head_of_a_page():
    body = "正文。\n" * HEAD_LINES
    assert find_secrecy_marks(body + "秘密") == ()
    assert find_secrecy_marks(body + "\f秘密") == (Mark("state_secret", HEAD_LINES + 2),)
    assert find_secrecy_marks("\n\n" + "正文。\n" * (HEAD_LINES - 1) + "秘密") != ()
    assert find_secrecy_marks(body + "秘密★5年") != ()
    assert find_secrecy_marks(body + "密级：秘密") != ()


def test_every_mark_is_named_with_its_line_and_without_any_words():
    marks = find_secrecy_marks("机密★1年\n\n标题\n工作秘密\n内部资料 注意保存")
    assert marks == (Mark("state_secret", 1), Mark("work_secret", 4), Mark("internal", 5))


@given(
    st.sampled_from(["绝密", "机密", "秘密"]),
    st.sampled_from("★☆⭐＊*"),
    st.integers(1, 30),
    st.sampled_from(["", " ", "\u3000", "\u200b", "\u00a0"]),
    st.text("某区办公室文件通知\n", max_size=30),
)
def test_spacing_width_and_surroundings_do_not_hide_a_mark(level, star, years, gap, before):
    mark = gap.join([*level, star, *str(years), "年"])
    assert find_secrecy_marks(f"{before}\n{mark}\n正文")
    assert find_secrecy_marks(f"{before} {mark} 特急")


@given(st.text("国家工作秘密级不得涉及，。、的和1年 \n", max_size=40))
def test_words_without_a_star_never_count_inside_a_sentence(text):
    sentence = re.sub(r"\s", "", text)
    assert find_secrecy_marks(f"各单位要{sentence}。") == ()
