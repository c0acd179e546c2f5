"""Layouts offices use, in our own words: columns in any order, notes in brackets, upright tables, levels left out."""

from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.parsing import parse_scheme

from . import invented_schemes as invented


def parse(text, suffix="txt"):
    return parse_scheme(read_document(text.encode(), filename=f"scheme.{suffix}"))


def leads(requirement):
    return [u.as_printed for u in requirement.lead_units]


def helpers(requirement):
    return [u.as_printed for u in requirement.co_units]


def codes(scheme):
    return [f.code for f in scheme.findings]


def test_an_upright_table_gives_one_requirement_a_block():
    first, second = parse(invented.VERTICAL, "html").requirements
    assert (first.number, first.title) == ("1", "压缩开办企业时间")
    assert leads(first) == ["区行政审批局"]
    assert helpers(first) == ["区税务局", "区公安分局"]
    assert (first.schedule.month, first.schedule.day) == (6, 30)
    assert second.all_units
    assert second.schedule.kind == "continuous"


def test_sections_of_an_office_may_be_responsible_and_columns_stand_in_any_order():
    scheme = parse(invented.SECTIONS_OF_AN_OFFICE)
    one, two, three, four = scheme.requirements
    assert (one.text, leads(one), one.remarks) == ("修订机关公文处理制度。", ["综合科"], (("备注", "已列入绩效"),))
    assert (leads(two), helpers(two), two.schedule.interval) == (["窗口管理科"], ["综合科", "法规科"], "quarter")
    assert (leads(three), helpers(three)) == (["法规科"], ["综合科"])
    assert four.all_units
    assert scheme.as_json()["headings"][0]["tasks"][0]["requirements"][2]["schedule"]["on"] == "2024-09-30"


def test_three_levels_with_notes_at_the_lowest():
    scheme = parse(invented.THREE_LEVELS)
    assert [r.number for r in scheme.requirements] == ["1（1）", "1（2）", "2（1）", "1（1）"]
    assert leads(scheme.requirements[2]) == ["区委政法委", "各镇、街道"]
    assert scheme.requirements[0].title == "抓好村级干部培训"
    assert [d.title for d in scheme.preamble] == ["总体要求", "保障措施"]
    assert codes(scheme) == ["missing_number"]
    assert (scheme.issuer, scheme.date) == ("云山区人民政府办公室", "2024-02-19")


def test_numbers_without_headings_and_units_in_a_closing_sentence():
    scheme = parse(invented.NUMBERS_ONLY)
    one, two, four = scheme.requirements
    assert (leads(one), helpers(one)) == (["区水务局"], ["各镇、街道"])
    assert (leads(two), helpers(two)) == (["区应急局"], ["区发改局", "区财政局"])
    assert (four.schedule.interval, four.schedule.times) == ("year", 2)
    assert "numbering_gap" in codes(scheme)
    assert scheme.recipients == ("各镇人民政府", "各街道办事处", "区直各有关单位")
    assert scheme.date == "2025-03-03"


def test_paragraphs_without_numbers_are_requirements_where_they_name_units():
    one, two, three = parse(invented.PARAGRAPHS_WITHOUT_NUMBERS).requirements
    assert (leads(one), helpers(one), one.deadline) == (["区数据局"], ["区直各单位"], "年底前")
    assert (leads(two), helpers(two)) == (["区数据局"], ["区财政局"])
    assert [f.code for f in two.findings] == ["open_ended_units"]
    assert (leads(three), three.schedule.month) == (["区委办公室", "区政府办公室"], 9)


def test_half_width_marks_read_like_full_width_ones():
    scheme = parse(invented.ASCII_MARKS)
    assert scheme.title == "云山区2023年安全生产重点工作任务分工"
    assert [(t.number, t.title) for h in scheme.headings for t in h.tasks] == [
        ("（一）", "健全制度"),
        ("（二）", "强化执法"),
    ]
    one, two, three = scheme.requirements
    assert (leads(one), one.schedule.month) == (["区应急局"], 6)
    assert two.schedule.interval == "month"
    assert (leads(three), helpers(three)) == (["区应急局"], ["区住建局", "区交通局"])
    assert not [f for r in scheme.requirements for f in r.findings]


def test_heads_of_two_rows_and_merged_cells_in_a_page():
    scheme = parse(invented.WIDE_HTML, "html")
    assert scheme.doc_number == "云办发〔2026〕8号"
    assert scheme.issuer == "中共云山区委办公室、云山区人民政府办公室"
    assert "title_differs" not in codes(scheme)
    one, two, three = scheme.requirements
    assert leads(one) == leads(two) == ["区卫生健康局"]
    assert helpers(one) == ["区教育局", "区财政局"]
    assert helpers(two) == ["区人力资源社会保障局"]
    assert {f.code for f in one.findings} == {"shared_cell"}
    assert not three.findings
    assert [t.title for t in scheme.headings[0].tasks] == ["托育服务", "老旧小区"]
    assert scheme.copies[0].recipients == ("区委各部委办", "区人大常委会办公室", "区政协办公室")


def test_headings_in_rows_of_their_own_and_cells_of_several_measures():
    scheme = parse(invented.BANDS)
    assert [(h.number, h.title) for h in scheme.headings] == [("一", "依法决策"), ("二", "严格执法")]
    assert [t.number for h in scheme.headings for t in h.tasks] == ["1", "2", "3", "4"]
    assert [r.number for r in scheme.requirements] == ["1", "2", None, None, None]
    last = scheme.requirements[-1]
    assert {f.code for f in last.findings} == {"no_lead_unit", "broken_sentence"}
    assert [d.kind for d in (scheme.requirements[0].schedule, *scheme.requirements[0].other_deadlines)] == [
        "fixed",
        "continuous",
    ]
