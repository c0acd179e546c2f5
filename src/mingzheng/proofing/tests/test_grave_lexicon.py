"""The lexicon of grave misstatements: rows hold from day to day, have a source, and an office keeps its own."""

from datetime import date

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.lexicon.loading import LexiconError, read_folder, read_persons, read_toml, shipped_lexicon
from mingzheng.proofing.lexicon.rows import Lexicon
from mingzheng.proofing.run import check_text

HEAD = "姓名,职务,组别,排序,状态,生效日期,失效日期,来源\n"
PEOPLE = (
    HEAD
    + "张大山,区委书记,区委,1,,2024-01-01,,区委组织部通知\n"
    + "李小河,区长,区委,2,,2024-02-01,2026-06-30,区人大公告\n"
    + "王远路,区长,区委,2,,2026-07-01,,区人大公告\n"
    + "赵某水,副区长,区委,5,落马,2025-05-01,,区纪委通报\n"
)


def told(words, *, day=date(2026, 3, 5), rows=PEOPLE):
    lexicons = {"grave": Lexicon(persons=read_persons(rows.encode(), name="人员.csv"))}
    context = Context(as_of=day, lexicons=lexicons)
    return check_text(text_from_string(words), context, only={"GRV-PERSON"}).findings


def test_no_row_is_shipped_without_source_and_no_person_at_all():
    lexicon = shipped_lexicon()
    rows = [*lexicon.sets, *lexicon.terms, *lexicon.forbidden, *lexicon.bodies]
    assert len(rows) > 60
    assert all(row.source for row in rows)
    assert lexicon.persons == ()


def test_a_post_that_another_person_holds_is_told():
    (finding,) = told("区长张大山主持会议。")
    assert (finding.level, finding.computed) == (1, "区委书记")


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 5), 0), (date(2026, 8, 1), 1)])
def test_a_post_is_judged_by_the_day_of_the_document(day, count):
    assert len(told("区长李小河带队检查。", day=day)) == count


def test_a_name_one_character_off_is_told():
    (finding,) = told("区委书记张大川强调，要抓落实。")
    assert finding.computed == "张大山"


def test_leaders_out_of_order_are_told():
    (finding,) = told("李小河、张大山等出席会议。")
    assert "排序" in finding.message
    assert told("张大山、李小河等出席会议。") == ()


def test_a_dismissed_person_is_told_at_level_two():
    (finding,) = told("赵某水同志到会讲话。")
    assert finding.level == 2


def test_rows_are_read_from_what_an_office_saves(tmp_path):
    (tmp_path / "领导.csv").write_bytes(PEOPLE.encode("gb18030"))
    (tmp_path / "本地.toml").write_text(
        '[[body]]\nnames = ["云山区工商局"]\nsuccessor = "云山区市场监督管理局"\nvalid_to = 2019-01-31\n'
        'level = 2\nsource = "区机构改革方案"\n',
        encoding="utf-8",
    )
    lexicon = read_folder(tmp_path)
    assert [person.name for person in lexicon.persons][:2] == ["张大山", "李小河"]
    context = Context(as_of=date(2026, 3, 5), lexicons={"grave": lexicon})
    report = check_text(text_from_string("请云山区工商局配合。"), context, only={"GRV-BODY"})
    assert [finding.quote for finding in report.findings] == ["云山区工商局"]


@pytest.mark.parametrize(
    "rows", [HEAD + "张大山,区长,,,,,,\n", HEAD + "张大山,区长,,首位,,,,通知\n", "姓名,职务\n张大山,区长\n"]
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place(rows):
    with pytest.raises(LexiconError, match=r"人员\.csv"):
        read_persons(rows.encode(), name="人员.csv")


@pytest.mark.parametrize(
    "words", ["[[term]]\nname = 'x'\nnear = '('\nright = ['x']\nsource = 's'", "[[set]]\nname='x'", "=="]
)
def test_a_file_that_cannot_be_used_is_refused(words):
    with pytest.raises(LexiconError):
        read_toml(words, name="a.toml")


@pytest.mark.parametrize(
    ("words", "day", "code"),
    [
        ("坚定道路自信、理论自信、制度自信。", date(2015, 3, 5), None),
        ("坚定道路自信、理论自信、制度自信。", date(2020, 3, 5), "GRV-SET"),
        ("紧密团结在以习近平同志为总书记的党中央周围。", date(2016, 3, 5), None),
        ("紧密团结在以习近平同志为总书记的党中央周围。", date(2026, 3, 5), "GRV-TERM"),
        ("紧密团结在以习近平同志为核心的党中央周围。", date(2026, 3, 5), None),
        ("贯彻创新、协调、绿色、共享的新发展理念。", date(2026, 3, 5), "GRV-SET"),
        ("弘扬富强、民主、和谐、文明的价值观。", date(2026, 3, 5), "GRV-SET"),
        (
            "坚持马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想。",
            date(2026, 3, 5),
            None,
        ),
        (
            "坚持马克思列宁主义、毛泽东思想、邓小平理论、科学发展观、习近平新时代中国特色社会主义思想。",
            date(2026, 3, 5),
            "GRV-SET",
        ),
        ("统筹推进经济建设、政治建设、文化建设、社会建设、生态文明建设。", date(2026, 3, 5), None),
        ("加强经济建设和文化建设，抓好政治建设、社会建设。", date(2026, 3, 5), None),
    ],
)
def test_a_fixed_wording_is_judged_by_its_day(words, day, code):
    report = check_text(text_from_string(words), Context(as_of=day), only={"grave"})
    assert {finding.code for finding in report.findings} == ({code} if code else set())
