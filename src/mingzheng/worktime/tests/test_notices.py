"""Holiday tables that people bring: what is read, what is refused, and in which words."""

import json
from datetime import date
from importlib import resources

import pytest

from mingzheng.worktime.notices import parse_holiday_table, read_year
from mingzheng.worktime.public import HolidayNoticeError

GOOD = {
    "notice": "国办发明电〔2026〕1号",
    "off": ["01-01~01-03", "02-05~02-11", "04-03~04-05", "05-01~05-05", "06-09", "09-15", "10-01~10-07"],
    "work": ["02-14", "09-26", "10-09"],
}
CSV = """日期,类型,名称,文号
2026-12-31~2027-01-03,放假,元旦,国办发明电〔2026〕1号
2027-02-05~2027-02-11,放假,春节,
2027-02-14,调休上班,,
2027/4/3~2027/4/5,休,清明节,
2027-05-01~2027-05-05,放假,,
2027-06-09,off,端午节,
2027-09-15,放假,中秋节,
2027-10-01～2027-10-07,放假,国庆节,
2027-10-09,上班,,
2027-12-31,放假,元旦,国办发明电〔2027〕1号
"""


def problems_of(**changes):
    with pytest.raises(HolidayNoticeError) as caught:
        parse_holiday_table(json.dumps({"2027": {**GOOD, **changes}}), form="json")
    assert caught.value.code == "holiday_notice_invalid"
    assert caught.value.message.startswith("节假日表不能使用：")
    return caught.value.problems


def test_a_complete_json_table_is_read():
    [notice] = parse_holiday_table(json.dumps({"2027": GOOD}), form="json")
    assert (notice.year, notice.notice, notice.status) == (2027, "国办发明电〔2026〕1号", "confirmed")
    assert notice.off[date(2027, 2, 11)] == "春节"
    assert notice.off[date(2027, 10, 7)] == "国庆节"
    assert len(notice.off) == 27
    assert notice.work == {date(2027, 2, 14), date(2027, 9, 26), date(2027, 10, 9)}


@pytest.mark.parametrize(
    "encode",
    [
        str,
        lambda text: text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: "\ufeff" + text,
        lambda text: ("\ufeff" + text).encode(),
    ],
)
def test_a_csv_table_is_read_in_the_encodings_offices_use(encode):
    text = CSV.rsplit("2027-12-31", 1)[0]
    [notice] = parse_holiday_table(encode(text), form="csv")
    assert notice.notice == "国办发明电〔2026〕1号"
    assert notice.off[date(2026, 12, 31)] == "元旦"
    assert notice.off[date(2027, 5, 5)] == "劳动节"
    assert notice.work == {date(2027, 2, 14), date(2027, 10, 9)}


def test_late_december_named_for_new_years_day_belongs_to_the_next_year():
    with pytest.raises(HolidayNoticeError) as caught:
        parse_holiday_table(CSV, form="csv")
    assert all("2028" in problem for problem in caught.value.problems)
    assert "2028年：" in caught.value.problems[-1]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"off": GOOD["off"][:-1]}, "2027-10-01 是国庆节法定假日，表内没有列为放假"),
        (
            {"work": ["10-02"], "off": [*GOOD["off"][:-1], "10-01", "10-03~10-07"]},
            "2027-10-02 是国庆节法定假日，不能列为上班",
        ),
        ({"work": ["10-02"]}, "2027-10-02 同时列为放假和上班"),
        ({"work": ["10-11"]}, "2027-10-11 不是周六、周日，不应列为调休上班"),
        ({"work": ["10-09", "10-09"]}, "2027-10-09 在调休上班中重复"),
        ({"off": [*GOOD["off"], "13-01"]}, "2027年：日期「13-01」无法识别，应写作 10-01 或 10-01~10-07"),
        ({"off": [*GOOD["off"], "十月一日"]}, "2027年：日期「十月一日」无法识别，应写作 10-01 或 10-01~10-07"),
        ({"off": [*GOOD["off"], "10-07~10-01"]}, "2027年：日期范围「10-07~10-01」不合理（先后颠倒或超过16天）"),
        ({"off": [*GOOD["off"], "07-01~07-17"]}, "2027年：日期范围「07-01~07-17」不合理（先后颠倒或超过16天）"),
        (
            {"off": [*GOOD["off"], "07-01~07-02~07-03"]},
            "2027年：日期范围「07-01~07-02~07-03」不合理（先后颠倒或超过16天）",
        ),
        ({"off": [*GOOD["off"], "2026-12-24"]}, "2027年：日期「2026-12-24」不属于该年度"),
        ({"off": [*GOOD["off"], "2028-01-01"]}, "2027年：日期「2028-01-01」不属于该年度"),
        ({"off": "10-01"}, "「off」「work」必须是日期列表"),
        ({"off": 5}, "「off」「work」必须是日期列表"),
        ({"status": "maybe"}, "2027年：状态「maybe」只能是 confirmed 或 unconfirmed"),
        ({"notice": "  "}, "2027年：缺少通知文号"),
        ({"off": [*GOOD["off"], "07-01~07-14"]}, "2027年：按此表全年有237个工作日，与常年不符，请核对是否漏列"),
    ],
)
def test_a_faulty_table_is_refused_with_the_place_and_the_reason(changes, problem):
    assert problem in problems_of(**changes)


def test_every_fault_is_named_at_once():
    assert len(problems_of(work=["10-11", "10-12", "10-02"])) == 3


def test_sixteen_days_and_the_last_week_of_december_are_possible():
    table = {"off": ["07-01~07-16", "2026-12-25", "12-31"], "work": []}
    assert len(read_year(2027, table).off) == 18


@pytest.mark.parametrize(
    ("content", "form", "message"),
    [
        ("{", "json", "不是有效的 JSON 文件"),
        ("[]", "json", "JSON 应为「年度: 安排」的对照表"),
        ('{"2027": []}', "json", "JSON 应为「年度: 安排」的对照表"),
        ("{}", "json", "表内没有任何年度"),
        ('{"二七": {}}', "json", "年度「二七」无法识别"),
        ('{"0027": {}}', "json", "年度「0027」无法识别"),
        ('{"2150": {}}', "json", "年度「2150」无法识别"),
        ("a,b\n1,2\n", "csv", "表头缺少「日期」「类型」，应为 日期,类型,名称,文号"),
        ("日期,b\n1,2\n", "csv", "表头缺少「类型」，应为 日期,类型,名称,文号"),
        ("", "csv", "表头缺少「日期」「类型」"),
        ("日期,类型\n2027-10-01,加班\n", "csv", "第2行：日期须写明年份，类型须为「放假」或「上班」"),
        ("日期,类型\n10-01,放假\n", "csv", "第2行：日期须写明年份，类型须为「放假」或「上班」"),
        (b"\xff\xff\x00", "json", "文件不是文本，请另存为 UTF-8 编码的 json 或 csv"),
        ("", "xlsx", "不支持的格式「xlsx」，请使用 json 或 csv"),
    ],
)
def test_an_unreadable_file_is_refused_in_chinese(content, form, message):
    with pytest.raises(HolidayNoticeError) as caught:
        parse_holiday_table(content, form=form)
    [problem] = caught.value.problems
    assert problem.startswith(message)
    assert problem in (message, f"{message}，应为 日期,类型,名称,文号")


def test_an_entry_may_carry_its_own_name():
    notice = read_year(2027, {"off": [{"name": "临时放假", "days": "09-03"}, "07-01"], "work": []})
    assert notice.off == {date(2027, 9, 3): "临时放假", date(2027, 7, 1): "节假日"}
    assert (notice.notice, notice.status) == ("", "confirmed")


def test_the_shipped_table_passes_the_checks_for_tables_people_bring():
    text = resources.files("mingzheng.worktime").joinpath("data/holidays.json").read_text(encoding="utf-8")
    assert [notice.year for notice in parse_holiday_table(text, form="json")] == [2022, 2023, 2024, 2025, 2026]


def test_an_entry_without_a_name_is_named_after_its_festival_and_one_without_days_is_refused():
    notice = read_year(2027, {"off": [{"days": "10-01"}], "work": []})
    assert notice.off == {date(2027, 10, 1): "国庆节"}
    with pytest.raises(HolidayNoticeError, match=r"^节假日表不能使用：2027年：日期「」无法识别"):
        read_year(2027, {"off": [{"name": "国庆节"}], "work": []})


def test_the_faults_of_all_years_and_of_both_lists_are_named_in_one_message():
    tables = {"2027": {"off": ["x"], "work": "y"}, "2028": {"off": [], "work": ["z"]}, "2029": {"off": 1}}
    with pytest.raises(HolidayNoticeError) as caught:
        parse_holiday_table(json.dumps(tables), form="json")
    assert caught.value.problems == (
        "2027年：日期「x」无法识别，应写作 10-01 或 10-01~10-07",
        "「off」「work」必须是日期列表",
        "2028年：日期「z」无法识别，应写作 10-01 或 10-01~10-07",
        "「off」「work」必须是日期列表",
    )
    assert caught.value.message == "节假日表不能使用：" + "；".join(caught.value.problems)


def test_every_faulty_line_of_a_csv_is_named():
    with pytest.raises(HolidayNoticeError) as caught:
        parse_holiday_table("日期,类型\n10-01,放假\n2027-10-02,加班\n", form="csv")
    assert [problem[:3] for problem in caught.value.problems] == ["第2行", "第3行"]


def test_a_csv_line_may_name_its_own_holiday():
    line = "2027-09-03,放假,纪念日,\n"
    text = CSV.rsplit("2027-12-31", 1)[0] + line
    [notice] = parse_holiday_table(text, form="csv")
    assert notice.off[date(2027, 9, 3)] == "纪念日"


def test_a_festival_on_a_weekend_need_not_be_listed():
    off = [*GOOD["off"][:3], "05-03~05-05", *GOOD["off"][4:]]
    [notice] = parse_holiday_table(json.dumps({"2027": {**GOOD, "off": off}}), form="json")
    assert date(2027, 5, 1) not in notice.off
    assert date(2027, 5, 2) not in notice.off


@pytest.mark.parametrize(("more_off", "accepted"), [(3, True), (4, False)])
def test_the_number_of_working_days_must_be_near_the_usual(more_off, accepted):
    off = [*GOOD["off"], *[f"07-{day:02d}" for day in (1, 2, 5, 6, 7, 8, 9)[:more_off]]]
    content = json.dumps({"2027": {**GOOD, "off": off}})
    if accepted:
        assert parse_holiday_table(content, form="json")
    else:
        with pytest.raises(HolidayNoticeError, match="全年有"):
            parse_holiday_table(content, form="json")
