"""`mingzheng due` on the command line: the answer, the steps, and Chinese words for bad input."""

import json

import pytest
from click.testing import CliRunner

from mingzheng.config.cli.due import due


def run(*arguments):
    return CliRunner().invoke(due, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--start", "2026-02-13", "--workdays", "20"], "2026-03-19"),
        (["--start", "2026-09-03", "--days", "30"], "2026-10-08"),
        (["--start", "2025-11-30", "--months", "3"], "2026-02-28"),
        (["--start", "2024-02-29", "--years", "1"], "2025-02-28"),
        (["--start", "2026-02-13T09:30", "--hours", "24"], "2026-02-14T09:30"),
        (["--start", "2026-02-13T20:00+00:00", "--hours", "1"], "2026-02-14T05:00"),
        (["--start", "2026-10-12", "--days", "7", "--before"], "2026-09-30"),
        (["--start", "2026-03-02", "--workdays", "20", "--suspend", "2026-03-09:2026-03-20"], "2026-04-13"),
        (["--start", "2026-03-02", "--workdays", "20", "--extend-workdays", "20"], "2026-04-28"),
    ],
)
def test_the_answer_is_one_line(arguments, answer):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, f"{answer}\n")


def test_explain_adds_the_steps():
    lines = run("--start", "2026-02-13", "--workdays", "20", "--explain").stdout.splitlines()
    assert lines[0] == "2026-03-19"
    assert lines[1].startswith("1. 起算日2026年2月13日")


def test_json_holds_date_and_steps():
    answer = json.loads(run("--start", "2026-02-13", "--workdays", "20", "--json").stdout)
    assert answer["due_on"] == "2026-03-19"
    assert answer["steps"]


def test_what_keeps_the_date_from_being_final_goes_to_the_error_stream():
    result = run("--start", "2026-12-30", "--workdays", "20", "--suspend", "2027-01-04:", "--as-of", "2027-01-06")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "2027年节假日安排尚未公布" in result.stderr
    assert "计时暂停中，恢复后重算。" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--workdays", "20"], "请用 --start 给出起算日"),
        (["--start", "2026-02-30", "--workdays", "20"], "「2026-02-30」无法识别或不存在"),
        (["--start", "2026-02-13T25:00", "--hours", "2"], "时刻「2026-02-13T25:00」无法识别"),
        (["--start", "2026-02-13"], "给出且只给出一个期限"),
        (["--start", "2026-02-13", "--days", "1", "--hours", "1"], "给出且只给出一个期限"),
        (["--start", "2026-02-13", "--workdays", "0"], "期限必须是大于零的整数"),
        (["--start", "2026-02-13", "--workdays", "-3"], "--workdays 应为大于零的整数"),
        (["--start", "2026-02-13", "--workdays", "二十"], "--workdays 应为大于零的整数"),
        (["--start", "2026-02-13", "--days", "999999999"], "期限过长"),
        (["--start", "2026-02-13", "--hours", "2"], "须写明时刻"),
        (["--start", "2026-02-13", "--days", "2", "--suspend", "2026-02-14"], "--suspend 应写作"),
        (["--start", "2026-02-13", "--days", "2", "--suspend", "2026-02-16:2026-02-14"], "恢复日早于暂停日"),
        (["--start", "2026-02-13", "--days", "2", "--suspend", "x:"], "--suspend 的日期「x」"),
        (["--start", "2026-02-13", "--days", "2", "--as-of", "x"], "--as-of 的日期「x」"),
        (["--start", "2026-02-13", "--days", "2", "--extend-workdays", "x"], "--extend-workdays 应为"),
        (["--start", "2026-02-13", "--days", "2", "--before", "--extend-workdays", "1"], "不能与"),
    ],
)
def test_bad_input_is_refused_in_chinese_with_exit_code_2(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
