"""Turns of layout that are rarer but met: each once broke the parser."""

import pytest

from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.parsing import parse_scheme

from . import odd_schemes as odd
from .test_invented_schemes import codes, helpers, leads, parse


def test_labels_in_thick_brackets_names_of_annexes_and_the_imprint():
    scheme = parse(odd.NOTICE_WITH_LABELLED_BRACKETS)
    one, two, three = scheme.requirements
    assert scheme.doc_number == "云府办〔2025〕12号"
    assert scheme.title == "云山区人民政府办公室关于印发云山区2025年推进数字政府建设重点任务分工方案的通知"
    assert scheme.annex_title == "云山区2025年推进数字政府建设重点任务分工方案"
    assert codes(scheme) == []
    assert (leads(one), helpers(one), one.all_units) == (["区数据局"], ["各镇街"], True)
    assert two.schedule.kind == "continuous"
    assert (three.text, leads(three), three.deadline) == ("新增15个事项。", ["区政务服务局"], "年底前完成")


def test_a_merged_cell_of_units_serves_its_rows_and_a_list_of_contacts_is_left_out():
    scheme = parse(odd.SHARED_CELL_AND_CONTACTS, "html")
    assert [leads(r) for r in scheme.requirements[:3]] == [["区住建局", "区水务局"]] * 3
    assert all("shared_cell" in [f.code for f in r.findings] for r in scheme.requirements[:3])
    assert "table_skipped" in codes(scheme)
    assert [f.code for f in scheme.requirements[2].findings] == ["shared_cell", "deadline_not_understood"]


def test_units_in_brackets_before_or_behind_the_full_stop():
    scheme = parse(odd.UNITS_IN_SHORT_BRACKETS)
    found = [(leads(r), helpers(r)) for r in scheme.requirements]
    assert found[:3] == [(["区发改局"], []), (["区工信局", "区统计局"], []), (["区发改局"], ["各镇街", "区直有关部门"])]
    assert found[3] == (["区人社局"], [])
    assert "no_lead_unit" in [f.code for f in scheme.requirements[5].findings]
    assert scheme.title == "2024年区政府工作报告主要任务责任分解"


def test_three_columns_of_work_are_heading_task_and_requirement():
    scheme = parse(odd.THREE_COLUMNS_OF_WORK, "html")
    assert [(h.title, [t.title for t in h.tasks]) for h in scheme.headings] == [
        ("工业固废", ["源头减量", "综合利用"]),
        ("农业固废", ["秸秆利用"]),
    ]
    assert leads(scheme.requirements[3]) == ["区农业农村局", "各镇"]
    assert scheme.title == "云山区2025年“无废城市”建设任务表"


def test_notes_stand_behind_the_sentence_with_or_without_a_stop_between():
    requirements = parse(odd.NOTES_BEHIND_THE_SENTENCE).requirements
    assert [leads(r) for r in requirements] == [["财经工委"], ["监察司法工委"], ["代表工委"], ["代表工委", "办公室"]]
    assert [d.month for d in (requirements[0].schedule, *requirements[0].other_deadlines)] == [6, 8]
    assert (requirements[2].schedule.interval, requirements[2].schedule.times) == ("half_year", 1)


def test_a_scheme_of_one_level_has_no_headings():
    scheme = parse(odd.ONE_LEVEL)
    assert [(h.number, h.title) for h in scheme.headings] == [(None, None)]
    assert [r.number for r in scheme.requirements] == ["一", "二", "三", "四"]
    assert (leads(scheme.requirements[0]), scheme.requirements[0].deadline) == (["调查科"], "3月底前")


def test_units_numbered_like_the_items_beside_them_belong_to_their_item():
    one, two, _ = parse(odd.UNITS_NUMBERED_LIKE_ITEMS, "html").requirements
    assert one.all_units
    assert leads(two) == ["区政府办公室"]
    assert not [f for f in (*one.findings, *two.findings) if f.code == "shared_cell"]


HEADS = ["工作要求", "具体任务", "具体要求", "责任单位"]
ROWS = [
    ["一、甲类", "（一）甲事", "1.完成甲项工作并公开结果。", "区教育局"],
    ["一、甲类", "（一）甲事", "2.完成乙项工作并公开结果。", "区财政局"],
    ["一、甲类", "（二）乙事", "3.完成丙项工作并公开结果。", "区水务局"],
    ["二、乙类", "（一）丙事", "4.完成丁项工作并公开结果。", "区司法局"],
    ["二、乙类", "（一）丙事", "5.完成戊项工作并公开结果。", "各单位"],
]


def _tree(order, rows=ROWS):
    lines = [[HEADS[i] for i in order], ["---"] * len(order), *([row[i] for i in order] for row in rows)]
    text = "# 2024年分工方案\n\n" + "\n".join("|" + "|".join(line) + "|" for line in lines)
    return parse_scheme(read_document(text.encode(), filename="a.md")).as_json()


@pytest.mark.parametrize("order", [(3, 0, 1, 2), (0, 1, 3, 2), (2, 3, 0, 1), (3, 2, 1, 0)])
def test_columns_may_stand_in_any_order(order):
    assert _tree(order) == _tree((0, 1, 2, 3))


def test_cells_left_blank_go_on_from_above():
    blank = [ROWS[0], ["", "", *ROWS[1][2:]], ["", *ROWS[2][1:]], ROWS[3], ["", "", *ROWS[4][2:]]]
    assert _tree((0, 1, 2, 3), blank) == _tree((0, 1, 2, 3))
    assert len(_tree((0, 1, 2, 3))["headings"]) == 2
