"""Turns of form in which offices part one list: articles, brackets behind sentences, tables under headings, odd heads."""

import io

import pytest
from openpyxl import Workbook

from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.parsing import parse_scheme, parse_units

from .test_invented_schemes import codes, helpers, leads, parse

ARTICLES = """云山区安全生产责任清单
第一条 区应急局每季度检查一次，结果公开。责任单位：区应急局；配合单位：各镇（街道）。完成时限：每季度末。
第二条 建立自建房台账。第三条所列台账另行公布。责任单位：区住建局（房屋科）；完成时限：持续推进。
"""

SENTENCES_WITH_THEIR_OWN_UNITS = """云山区新型城镇化任务分工方案
一、扩大供给
1.接收随迁子女入学。（区教育局负责）建设寄宿制学校2所（区发改局牵头，各镇（街道）配合）。
2.新增泊位1200个（含路内泊位）。其中公共泊位过半。（区城管局商区公安分局，年底前）
"""


def _page(*blocks):
    tables = "<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时间</th></tr>{}</table>"
    out = []
    for heading, rows in blocks:
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        out.append(f"<p>{heading}</p>" + tables.format(cells))
    return f"<h1>云山区2026年重点工作分工</h1>{''.join(out)}"


def test_articles_are_requirements_with_their_number():
    one, two = parse(ARTICLES).requirements
    assert [one.number, two.number] == ["第一条", "第二条"]
    assert (one.text, leads(one), helpers(one)) == (
        "区应急局每季度检查一次，结果公开。",
        ["区应急局"],
        ["各镇（街道）"],
    )
    assert (leads(two), two.schedule.kind) == (["区住建局（房屋科）"], "continuous")


def test_an_item_is_parted_where_each_sentence_names_its_own_units():
    scheme = parse(SENTENCES_WITH_THEIR_OWN_UNITS)
    one, other, two = scheme.requirements
    assert [r.number for r in scheme.requirements] == ["1", "1", "2"]
    assert (leads(one), leads(other), helpers(other)) == (["区教育局"], ["区发改局"], ["各镇（街道）"])
    assert [f.code for f in other.findings] == ["split_item"]
    assert (two.text, leads(two)) == ("新增泊位1200个（含路内泊位）。其中公共泊位过半。", ["区城管局"])
    assert (helpers(two), two.deadline) == (["区公安分局"], "年底前")
    assert "duplicate_number" not in codes(scheme)


def test_headings_between_tables_head_the_table_below_them():
    scheme = parse(
        _page(
            ("一、项目建设", [("1", "建成产业园。", "区工信局", "9月底"), ("2", "引进项目。", "各镇", "年底")]),
            ("二、社会治理", [("1", "建成综治中心。", "区委政法委", "6月")]),
        ),
        "html",
    )
    assert [(h.number, h.title, [r.number for t in h.tasks for r in t.requirements]) for h in scheme.headings] == [
        ("一", "项目建设", ["1", "2"]),
        ("二", "社会治理", ["1"]),
    ]
    assert codes(scheme) == ["missing_number", "missing_date"]


HEADS_AND_ROWS = [
    (
        "编号|存在问题|整改目标|整改措施|责任单位|整改时限",
        "1|更新不及时|按时更新|逐栏排查。|区府办|3月",
        ("更新不及时", "逐栏排查。", "整改目标"),
    ),
    (
        "序号|重点任务|工作目标|牵头单位|交账时间",
        "1|新建泊位|全年新建公共泊位1200个。|区城管局|年底",
        ("新建泊位", "全年新建公共泊位1200个。", ""),
    ),
    (
        "事项编号|事项|进展情况|存在问题|主抓部门|启动时间|完成节点",
        "A-1|建成园区。|已开工|缺资金|区工信局|3月|年底",
        ("", "建成园区。", "进展情况存在问题启动时间"),
    ),
    (
        "序号|干什么|怎么干|谁来干|何时干成",
        "1|精简文件|压减发文10%。|区委办公室|12月",
        ("精简文件", "压减发文10%。", ""),
    ),
    (
        "提案编号|案由|提案人|主办单位|会办单位|办复时限",
        "9-001|关于建设充电设施的提案|李某某|区发改局|区住建局|12月底前",
        ("", "关于建设充电设施的提案", "提案人"),
    ),
    (
        "序号|指标名称|目标值|工作举措|责任单位及责任人|实施年限",
        "1|工业增速|9%以上|培育企业20户，落实政策。|区工信局 彭某某|2026年12月",
        ("工业增速", "培育企业20户，落实政策。", "目标值"),
    ),
]


@pytest.mark.parametrize(("heads", "row", "expected"), HEADS_AND_ROWS)
def test_heads_are_understood_beside_each_other(heads, row, expected):
    lines = ["|".join(["", *line.split("|"), ""]) for line in (heads, "|".join(["---"] * (heads.count("|") + 1)), row)]
    scheme = parse("# 云山区2026年任务清单\n\n" + "\n".join(lines), "md")
    (one,) = scheme.requirements
    assert (one.title or "", one.text, "".join(label for label, _ in one.remarks)) == expected
    assert len(leads(one)) == 1
    assert one.schedule.kind == "fixed"
    assert one.schedule.month in {3, 12}
    assert not scheme.preamble


def test_limits_numbered_like_the_items_beside_them_belong_to_their_item():
    rows = "<tr><td>1.办好培训。<br>2.公布目录。</td><td>区司法局</td><td>1.每季度；2.6月底前</td></tr>"
    head = "<tr><th>具体举措</th><th>责任单位</th><th>完成时限</th></tr>"
    one, two = parse(f"<h1>云山区任务清单</h1><table>{head}{rows}</table>", "html").requirements
    assert (one.deadline, two.deadline) == ("每季度", "6月底前")


@pytest.mark.parametrize(
    ("printed", "lead", "co"),
    [
        ("区商务局商区市场监管局", ["区商务局"], ["区市场监管局"]),
        ("区工商联、区商务局", ["区工商联", "区商务局"], []),
        ("牵头：区城管局\n配合：区住建局", ["区城管局"], ["区住建局"]),
        ("县法\n院、县人社\n局", ["县法院", "县人社局"], []),
        ("县政府办公室县融媒体中心", ["县政府办公室", "县融媒体中心"], []),
    ],
)
def test_who_is_asked_with_another_and_names_a_narrow_column_broke(printed, lead, co):
    phrase = parse_units(printed)
    assert ([u.as_printed for u in phrase.lead], [u.as_printed for u in phrase.co]) == (lead, co)


def test_a_sheet_with_hidden_rows_and_an_empty_form_below_gives_the_rows_one_sees():
    book = Workbook()
    sheet = book.active
    for row in (
        ["云山区2026年重点任务清单"],
        ["领域", "序号", "改革举措", "牵头单位", "时间进度"],
        ["市场准入", 1, "推行一照多址。", "区市场监管局", "4月底前"],
        ["", 2, "已撤销的事项。", "区林业局", "5月"],
        ["", 3, "试点承诺制。", "区市场监管局", "6月底前"],
        ["附件2"],
        ["序号", "重点任务", "责任单位", "进展情况", "存在问题"],
    ):
        sheet.append(row)
    for line in (1, 6):
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=5)
    sheet.merge_cells("A3:A5")
    sheet.row_dimensions[4].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    scheme = parse_scheme(read_document(stream.getvalue(), filename="a.xlsx"))
    assert [(h.title, [r.number for t in h.tasks for r in t.requirements]) for h in scheme.headings] == [
        ("市场准入", ["1", "3"])
    ]
    assert "hidden_rows" in codes(scheme)


DECIMALS = """云山区街道重点任务清单
1.城市更新
1.1 完成3个小区改造。（城建办、各社区）
1.2 加装电梯20部。（城建办牵头，各镇（街道）配合）
2.民生服务
2.1 开展体检。责任单位：民政办，各镇（街道）
"""


def test_decimal_numbers_stand_below_their_point_and_a_level_in_brackets_is_no_note():
    scheme = parse(DECIMALS)
    assert [(t.number, t.title, len(t.requirements)) for h in scheme.headings for t in h.tasks] == [
        ("1", "城市更新", 2),
        ("2", "民生服务", 1),
    ]
    assert [(r.number, leads(r), helpers(r)) for r in scheme.requirements] == [
        ("1.1", ["城建办", "各社区"], []),
        ("1.2", ["城建办"], ["各镇（街道）"]),
        ("2.1", ["民政办", "各镇（街道）"], []),
    ]


def test_a_notice_names_time_and_demands_around_what_it_divides():
    text = """云山区开展安全检查的通知
一、检查时间
6月至8月。
二、检查重点
（一）建筑施工。区住建局负责检查。
三、工作要求
各单位加强领导。
"""
    scheme = parse(text)
    assert [(r.text, leads(r)) for r in scheme.requirements] == [("区住建局负责检查。", ["区住建局"])]
    assert [duty.title for duty in scheme.preamble] == ["检查时间", "工作要求"]


BELOW_NAMED_TABLES = """云山区防汛责任分解表
{}
注：责任单位排第一位的为牵头单位，其余为配合单位。
"""


def test_the_first_unit_leads_where_the_document_says_so_and_tables_with_names_are_headings():
    head = "<tr><th>编号</th><th>工作任务</th><th>责任单位及责任人</th><th>完成节点</th></tr>"
    rows = {
        "表一 工程措施": ("A1", "加固水库2座。", "区水务局（王某某）、区财政局龙某某", "5月31日"),
        "表二 非工程措施": ("B1", "修订预案。", "区应急局<br>彭某、各镇", "4月15日"),
    }
    tables = "".join(
        f"<p>{name}</p><table>{head}<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr></table>"
        for name, row in rows.items()
    )
    scheme = parse(BELOW_NAMED_TABLES.format(tables), "html")
    one, two = scheme.requirements
    assert [h.title for h in scheme.headings] == ["表一工程措施", "表二非工程措施"]
    assert [(leads(r), helpers(r)) for r in (one, two)] == [(["区水务局"], ["区财政局"]), (["区应急局"], ["各镇"])]
    assert not {"duplicate_number", "numbering_gap"} & set(codes(scheme))
    assert "first_leads" in codes(scheme)


MINUTES = """云山区人民政府专题会议纪要
关于城区内涝治理工作的会议纪要
1.区应急局会同区气象局完善预警机制，汛期每日会商。
2.各单位每周报送进展。
出席：秦某、段某（区住建局）。
"""

SECTIONS_NAMED_ABOVE = """和平街道2026年工作要点及责任分工
一、党建引领（牵头领导：胡某；责任科室：党建办）
1.新建楼宇党组织3个。
二、城市管理（牵头领导：苏某；责任科室：城管办）
2.整治背街小巷12条。
"""


def test_who_was_at_the_meeting_owes_nothing():
    one, two = parse(MINUTES).requirements
    assert (leads(one), helpers(one)) == (["区应急局"], ["区气象局"])
    assert (leads(two), two.all_units, two.text) == ([], True, "各单位每周报送进展。")


def test_a_section_named_beside_the_leader_above_the_items_leads_them():
    assert [(leads(r), helpers(r)) for r in parse(SECTIONS_NAMED_ABOVE).requirements] == [
        (["党建办"], []),
        (["城管办"], []),
    ]


@pytest.mark.parametrize("words", ["各有关部门", "各相关单位", "区直有关部门", "区直各部门"])
def test_units_that_are_only_said_to_be_concerned_are_asked_never_taken_for_all(words):
    phrase = parse_units(f"区发改局牵头，{words}配合")
    assert ([u.name for u in phrase.co], phrase.all_units) == ([words], False)


def test_a_month_a_narrow_column_broke_is_one_month():
    page = _page(("", [("1", "建设冷库18座。", "区商务局", "2026.3—2026.1 0")]))
    assert parse(page, "html").requirements[0].deadline == "2026.3—2026.10"
