"""Imported holidays replace shipped ones and are announced; the tree and the posts come in from xlsx, checked first."""

import io
import json
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.org import events
from mingzheng.platform.org.calendar import current_calendar, import_holidays, list_holiday_years
from mingzheng.platform.org.errors import NotPermitted, Refused
from mingzheng.platform.org.importers import PEOPLE_COLUMNS, UNIT_COLUMNS, apply_import, read_import
from mingzheng.platform.org.models import Person, Unit
from mingzheng.platform.org.selectors import descendant_ids, posts_of
from mingzheng.platform.org.tests.builders import EDITOR, STRANGER

pytestmark = pytest.mark.django_db
NOW = date(2026, 3, 2)
TABLE = {
    "2027": {
        "notice": "国办发明电〔2026〕9号",
        "off": ["01-01~01-03", "02-05~02-11", "04-03~04-05", "05-01~05-05", "06-09", "09-15", "10-01~10-07"],
        "work": ["02-14", "02-20", "05-08", "09-26", "10-09"],
    }
}


def table(**changes) -> str:
    return json.dumps({"2027": {**TABLE["2027"], **changes}}, ensure_ascii=False)


@pytest.fixture
def heard(monkeypatch):
    told: list = []
    monkeypatch.setattr(events, "_calendar_changed", [])
    events.on_calendar_changed(told.append)
    return told


def test_an_imported_year_is_announced_from_then_on_and_everybody_hears(heard):
    assert not current_calendar().is_announced(2027)
    import_holidays(content=table(), form="json", editor=EDITOR)
    calendar = current_calendar()
    assert calendar.is_announced(2027)
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 2, 14))
    assert [event.year for event in heard] == [2027]
    (entry,) = list_entries("setting", "holidays:2027")
    assert entry.payload["notice"] == "国办发明电〔2026〕9号"
    assert [row.year for row in list_holiday_years()] == [2027]


def test_the_same_table_twice_changes_nothing_and_a_corrected_one_counts(heard):
    import_holidays(content=table(), form="json", editor=EDITOR)
    assert import_holidays(content=table(), form="json", editor=EDITOR) == ()
    import_holidays(content=table(work=["02-13", "02-20", "05-08", "09-26", "10-09"]), form="json", editor=EDITOR)
    assert not current_calendar().is_working_day(date(2027, 2, 14))
    assert len(heard) == 2


def test_the_calendar_in_force_costs_one_query(heard, django_assert_num_queries):
    import_holidays(content=table(), form="json", editor=EDITOR)
    current_calendar()
    with django_assert_num_queries(1):
        current_calendar()


@pytest.mark.parametrize("content", ["{", "{}", table(notice=""), table(off=["13-01"])])
def test_a_faulty_table_is_refused_whole(content, heard):
    with pytest.raises(Refused):
        import_holidays(content=content, form="json", editor=EDITOR)
    assert list_holiday_years() == []
    assert heard == []


def test_only_the_system_administrator_imports_holidays():
    with pytest.raises(NotPermitted):
        import_holidays(content=table(), form="json", editor=STRANGER)


def book(units=(), people=()) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "单位"
    sheet.append(UNIT_COLUMNS)
    for row in units:
        sheet.append(row)
    sheet = workbook.create_sheet("人员岗位")
    sheet.append(PEOPLE_COLUMNS)
    for row in people:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


UNITS = [
    ("JYJ-1", "办公室", "", "", "科室", "JYJ", "隶属", "", 1, "", None),
    ("JYJ", "云山区教育局", "教育局", "区教育局、教育主管部门", "机关", "D", "隶属", "", 2, "", "2020-01-01"),
    ("SWJ", "云山区税务局", "税务局", "", "机关", "D", "垂管", "", 3, "", "2020/1/1"),
    ("D", "云山区", "", "", "区", "", "", "", 0, "", date(2020, 1, 1)),
]
PEOPLE = [
    (1001, "张三", "", "", "JYJ", "局长", "主要负责人", "是", "2021-05-01"),
    ("1001", "张三", "", "", "JYJ-1", "", "联络员", "否", None),
]


def test_a_good_file_comes_in_whatever_the_order_of_rows():
    found = read_import(
        book([row for row in UNITS if row[0] != "SWJ"] + [(*UNITS[2][:10], "2020-01-01")], PEOPLE), today=NOW
    )
    assert found.findings == []
    assert apply_import(found, editor=EDITOR) == (4, 2)
    district = Unit.objects.get(code="D")
    assert len(descendant_ids([district.pk], NOW)) == 4
    assert len(descendant_ids([district.pk], NOW, kind="subordinate")) == 3
    zhang = Person.objects.get(employee_no="1001")
    assert [post.level for post in posts_of(zhang, NOW)] == ["head", "liaison"]


def test_units_already_there_are_left_alone():
    apply_import(read_import(book(UNITS[:2] + UNITS[3:]), today=NOW), editor=EDITOR)
    again = read_import(book(UNITS[:2] + UNITS[3:]), today=NOW)
    assert (again.units, again.known_units, again.findings) == ([], 3, [])


def test_every_fault_is_named_with_its_row_and_nothing_comes_in():
    units = [
        ("A", "甲", "", "", "衙门", "", "", "", 0, "", None),
        ("B", "乙", "", "", "机关", "没有", "平级", "", "很多", "", "昨天"),
        ("C", "丙", "", "", "机关", "E", "", "", 0, "", None),
        ("E", "戊", "", "", "机关", "C", "", "", 0, "", None),
        ("E", "戊二", "", "", "机关", "", "", "", 0, "", None),
    ]
    found = read_import(book(units, [("", "", "", "", "Z", "", "神仙", "", "")]), today=NOW)
    text = "\n".join(f"{f.sheet}{f.row}：{f.message}" for f in found.findings)
    for wanted in (
        "单位2：类别「衙门」",
        "单位3：关系「平级」",
        "上级编码 没有 不存在",
        "设立日期无法识别",
        "排序请填写数字",
        "互为上下级",
        "在本表中重复",
        "人员岗位2：请填写工号",
        "单位编码 Z 不存在",
        "层级请填写",
    ):
        assert wanted in text
    with pytest.raises(Refused):
        apply_import(found, editor=EDITOR)
    assert Unit.objects.count() == 0


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", book()[:300]])
def test_an_unreadable_file_is_told_what_to_do(content):
    with pytest.raises(Refused) as caught:
        read_import(content, today=NOW)
    assert "xlsx" in str(caught.value)


def test_an_expanding_archive_is_refused_unread():
    with pytest.raises(Refused) as caught:
        read_import(_bomb(), today=NOW)
    assert caught.value.reasons[0].code == "too_large"


def test_only_the_system_administrator_imports_the_tree():
    with pytest.raises(NotPermitted):
        apply_import(read_import(book(UNITS[3:]), today=NOW), editor=STRANGER)
