"""Schemes without a place for units, without rules between columns, over several sheets; time phrases that hang on an event."""

import io

import pytest
import typst
from openpyxl import Workbook

from mingzheng.documents.reading import Cell, Document, Finding, Paragraph, Table, read_document
from mingzheng.domains.workplan.parsing import parse_scheme
from mingzheng.domains.workplan.parsing.sentence_units import find_units_in_sentence

from .test_invented_schemes import codes, helpers, leads, parse

SENTENCES = """云山区人民政府办公室关于印发
《云山区2026年防汛备汛工作任务分工》的通知
云府办函〔2026〕21号
各镇人民政府、街道办事处，区政府有关部门：
现将任务分工印发给你们，请抓好落实。
云山区人民政府办公室
2026年3月12日
云山区2026年防汛备汛工作任务分工
一、隐患排查
1.区水务局牵头对全区水库开展拉网式排查，汛前完成整改销号，区应急管理局、各镇街配合。
2.区住房城乡建设局要在5月底前完成易涝点整治，区城市管理局做好管网清淤。
3.印发之日起30日内，由区自然资源局负责建立隐患台账。
二、值班值守
4.汛期各单位严格执行领导带班制度，重要情况30分钟内报区防汛办。
5.进一步完善预案，提高能力。
"""

NOTE_IN_THICK_BRACKETS = """中共云山区委办公室 云山区人民政府办公室印发《云山区2026年乡村振兴工作要点》的通知
各镇（街道）党（工）委、政府（办事处）：
中共云山区委办公室
云山区人民政府办公室
2026年2月20日
云山区2026年乡村振兴工作要点
一、粮食安全
1.稳定播种面积15万亩。〔区农业农村局牵头，各镇（街道）按职责分工负责。完成时限：2026年10月〕
2.建设高标准农田1.2万亩。〔区农业农村局，区水务局；12月底前〕
"""


def test_units_are_read_from_the_sentence_where_the_scheme_has_no_place_for_them():
    one, two, three, four, five = parse(SENTENCES).requirements
    assert (leads(one), helpers(one)) == (["区水务局"], ["区应急管理局", "各镇街"])
    assert leads(two) == ["区住房城乡建设局", "区城市管理局"]
    assert leads(three) == ["区自然资源局"]
    assert four.all_units
    assert [f.code for f in five.findings] == ["no_lead_unit"]
    assert all("units_in_sentence" in [f.code for f in r.findings] for r in (one, two, three, four))


def test_a_limit_counts_from_the_issue_and_an_event_is_asked_about():
    one, _, three, *_ = parse(SENTENCES).requirements
    assert (one.deadline, one.schedule.kind) == ("汛前", "event")
    assert "deadline_not_understood" in [f.code for f in one.findings]
    assert (three.schedule.year, three.schedule.month, three.schedule.day) == (2026, 4, 11)
    assert "deadline_counted" in [f.code for f in three.findings]


@pytest.mark.parametrize(
    "text",
    [
        "全市开展创建活动。",
        "社区要加强治理。",
        "完善区级部门协同机制，推动数据共享。",
        "各地要高度重视。",
        "报区委办公室备案。",
    ],
)
def test_a_sentence_that_obliges_no_unit_names_none(text):
    assert find_units_in_sentence(text)[0].names_nobody()


def test_a_bracket_of_units_with_a_label_behind_them_and_a_notice_of_two_offices():
    scheme = parse(NOTE_IN_THICK_BRACKETS)
    one, two = scheme.requirements
    assert (leads(one), helpers(one), one.deadline) == (["区农业农村局"], ["各镇（街道）"], "2026年10月")
    assert (leads(two), two.deadline) == (["区农业农村局", "区水务局"], "12月底前")
    assert (scheme.issuer, scheme.date) == ("中共云山区委办公室、云山区人民政府办公室", "2026-02-20")


def test_sheets_with_names_are_headings_and_totals_no_requirements():
    book = Workbook()
    for name, rows in {
        "党建引领": [["1", "基层减负", "精简报表", "区委办公室", "2026.06"]],
        "经济改革": [
            ["1", "要素配置", "出台方案", "区发展改革局", "12月"],
            ["2", "信用体系", "归集信息", "各单位", "每季度一期"],
            ["合计", "2项"],
        ],
    }.items():
        sheet = book.create_sheet(name)
        sheet.append([f"云山区2026年重点改革任务台账（{name}）"])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=5)
        sheet.append(["填报单位：区政府办", "", "", "", "2026年3月"])
        for row in [["序号", "事项", "目标要求", "主责单位", "办结时间"], *rows]:
            sheet.append(row)
    del book["Sheet"]
    stream = io.BytesIO()
    book.save(stream)
    scheme = parse_scheme(read_document(stream.getvalue(), filename="a.xlsx"))
    assert [h.title for h in scheme.headings] == ["党建引领", "经济改革"]
    assert [leads(r) for r in scheme.requirements] == [["区委办公室"], ["区发展改革局"], []]
    assert (scheme.requirements[2].schedule.interval, scheme.requirements[2].schedule.times) == ("quarter", 1)


ROWS = [
    ("1", "完善基层治理平台，实现网格事件统一受理、分级办理、全程跟踪，按时办结率达到95%以上", "区委政法委", "6月底前"),
    ("2", "组织宣传月活动", "区委政法委、区司法局", "每年11月"),
    ("3", "开展物业管理专项整治，公开服务标准和收费标准，接受业主监督", "区住房城乡建设局", "年底前"),
]


@pytest.mark.parametrize("look", ["", "align: horizon,", "rules"])
def test_a_pdf_table_without_upright_rules_gives_its_rows_over_pages(look):
    rows = [(str(i + 1), *ROWS[i % 3][1:]) for i in range(45)]
    cells = ",".join(f'[#"{text}"]' for row in [("序号", "工作任务", "牵头单位", "完成时限"), *rows] for text in row)
    stroke = "(x, y) => (top: if y < 2 { 0.7pt } else { 0pt })" if look == "rules" else "none"
    source = f"""#set page(paper: "a4", margin: 2.5cm, numbering: "- 1 -")
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh")
#align(center)[云山区2026年基层治理重点任务分工]

各镇街：

#table(columns: (1.2cm, 1fr, 3cm, 2.4cm), stroke: {stroke}, {look if look != "rules" else ""} inset: 5pt, {cells})

#align(right)[云山区基层治理工作领导小组办公室]
#align(right)[2026年3月2日]
"""
    scheme = parse_scheme(read_document(typst.compile(source.encode()), filename="a.pdf"))
    assert [(r.number, r.text, "、".join(leads(r)), r.deadline) for r in scheme.requirements] == rows
    assert codes(scheme) == ["table_without_rules", "missing_number"]
    assert scheme.date == "2026-03-02"


def test_a_table_without_rules_that_fell_into_scraps_gives_no_rows_but_says_what_to_do():
    rows = [
        ["序号", "任务", "责任单位", "时限"],
        ["号", "务", "局", ""],
        ["1", "完善治理平台，实现统一受理。", "区委办", "6月"],
    ]
    table = Table(tuple(tuple(Cell(text) for text in row) for row in rows))
    torn = Finding("table_without_rules", "表格没有竖线", "第1页")
    scheme = parse_scheme(Document((Paragraph("云山区任务分工"), table), "pdf", findings=(torn,)))
    assert not scheme.requirements
    assert "table_unreadable" in codes(scheme)


LETTER_WITH_MARK = """云山区人民政府办公室关于印发《云山区2026年养老服务重点任务清单》的通知
各镇人民政府、街道办事处：
现将清单印发给你们。
云山区人民政府办公室
2026年3月1日
（此件公开发布）
云山区2026年养老服务重点任务清单
一、设施建设
1.新建长者食堂6处。
牵头区领导：周某
牵头单位：区民政局
责任单位：区财政局 区自然资源局　区卫生健康局，各街道
2.改造家庭床位300张。
责任单位：区民政局
请各责任单位于4月10日前制定方案，每月25日前报送进展。
"""

BETWEEN_TABS = """云山区2026年民生实事分工表

序号\t项目\t建设内容\t责任领导\t牵头单位\t配合单位\t完成时限
1\t学位扩容\t新建小学1所\t周某\t区教育局\t区住房城乡建设局、区自然资源局\t2026年8月底前
2\t老旧小区改造\t改造小区9个\t吴某\t区住房城乡建设局\t各镇人民政府\t12月底前
"""


def test_a_mark_of_publicity_leaders_and_closing_words_are_no_part_of_titles_or_requirements():
    scheme = parse(LETTER_WITH_MARK)
    one, two = scheme.requirements
    assert (scheme.publicity, scheme.annex_title) == ("此件公开发布", "云山区2026年养老服务重点任务清单")
    assert (one.text, leads(one)) == ("新建长者食堂6处。", ["区民政局"])
    assert helpers(one) == ["区财政局", "区自然资源局", "区卫生健康局", "各街道"]
    assert two.text == "改造家庭床位300张。"
    assert [duty.text for duty in scheme.preamble] == ["请各责任单位于4月10日前制定方案，每月25日前报送进展。"]


def test_a_table_between_tabs_is_a_table():
    one, two = parse(BETWEEN_TABS).requirements
    assert (one.title, one.text, leads(one), one.deadline) == ("学位扩容", "新建小学1所", ["区教育局"], "2026年8月底前")
    assert (leads(two), helpers(two)) == (["区住房城乡建设局"], ["各镇人民政府"])
