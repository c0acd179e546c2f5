"""`mingzheng check`: one report for all files, a clear word for each that cannot be read, a status for the worst."""

import json

import pytest
from click.testing import CliRunner

from mingzheng.config.cli import main

WRONG = "全区共收到政府信息公开申请30件。\n\n一、本年新收政府信息公开申请数量 24 3 0 0 1 0 29\n"
RIGHT = "一、本年新收政府信息公开申请数量 24 3 0 0 1 0 28\n"


def check(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def files(tmp_path):
    made = {}
    for name, words in (
        ("wrong.txt", WRONG),
        ("right.txt", "全年办理来信3件。\n"),
        ("peer.txt", "各项工作有序推进。\n"),
    ):
        made[name] = tmp_path / name
        made[name].write_text(words, encoding="utf-8")
    made["broken.docx"] = tmp_path / "broken.docx"
    made["broken.docx"].write_bytes(b"PK\x03\x04 nothing")
    return made


def test_errors_end_with_two_and_are_told_in_chinese(files):
    result = check(files["wrong.txt"])
    assert result.exit_code == 2, result.output
    assert "DAR-E3" in result.output
    assert "原文：29" in result.output


def test_a_clean_file_ends_with_nought(files):
    result = check(files["right.txt"])
    assert (result.exit_code, result.output) == (0, f"{files['right.txt']}：未发现问题\n")


def test_an_unreadable_file_is_said_and_the_others_go_on(files):
    result = check(
        files["broken.docx"], files["wrong.txt"], files["right.txt"].parent / "missing.pdf", "--format", "json"
    )
    data = json.loads(result.stdout)["files"]
    assert [len(file["findings"]) > 0 for file in data] == [True, True, True]
    assert [file["findings"][0]["code"] for file in data][::2] == ["INP-UNREADABLE", "INP-UNREADABLE"]
    assert "（2/3）" in result.stderr
    assert result.exit_code == 2


def test_only_what_is_bad_enough_counts(files, tmp_path):
    warning = tmp_path / "warning.txt"
    warning.write_text(RIGHT, encoding="utf-8")
    assert check(warning).exit_code == 1
    assert check(warning, "--fail-on", "warning").exit_code == 1
    assert check(warning, "--fail-on", "error").exit_code == 0


def test_several_peers_may_follow_one_option(files):
    result = check(files["right.txt"], "--peers", files["peer.txt"], files["wrong.txt"], "--format", "text")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("：") == 1


def test_a_previous_year_that_cannot_be_read_is_said(files):
    result = check(files["right.txt"], "--previous", files["broken.docx"])
    assert "未作对照" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("switch", "value", "words"),
    [("--as-of", "2026-13-01", "不是日期"), ("--profile", "annual", "annual-report"), ("--fail-on", "all", "warning")],
)
def test_a_switch_written_wrongly_is_answered_in_chinese(files, switch, value, words):
    result = check(files["right.txt"], switch, value)
    assert result.exit_code == 2
    assert words in result.output
    assert value in result.output


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_are_json(files, form):
    assert json.loads(check(files["wrong.txt"], "--format", form).stdout)


def test_the_page_is_one_file(files):
    page = check(files["wrong.txt"], "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "http" not in page


def test_an_offices_own_lexicon_is_used_and_a_bad_row_stops_the_command(tmp_path):
    paper, folder = tmp_path / "稿.txt", tmp_path / "词库"
    paper.write_text("区数据统筹专班负责落实。\n", encoding="utf-8")
    folder.mkdir()
    rows = folder / "own.toml"
    rows.write_text(
        '[[forbidden]]\npattern = "数据统筹专班"\nmessage = "已更名"\nsource = "区编办通知"\n', encoding="utf-8"
    )
    with_rows = check(paper, "--lexicon", folder)
    assert with_rows.exit_code != 0
    assert "已更名" in with_rows.output
    assert "已更名" not in check(paper).output
    rows.write_text("[[forbidden]]\n", encoding="utf-8")
    broken = check(paper, "--lexicon", folder)
    assert (broken.exit_code, "--lexicon" in broken.output) == (2, True)


def test_a_second_reader_is_off_unless_named_reads_only_what_is_published_and_is_marked(files, monkeypatch):
    asked = []

    def sender(address, key):
        def send(payload):
            asked.append((address, key))
            found = {"findings": [{"quote": "来信", "suggestion": "来访", "reason": "前后不一"}]}
            return {"choices": [{"message": {"content": json.dumps(found, ensure_ascii=False)}}]}

        return send

    monkeypatch.setattr("mingzheng.config.cli._second_reader.http_sender", sender)
    monkeypatch.setenv("MINGZHENG_SECOND_READER_KEY", "k")
    monkeypatch.delenv("MINGZHENG_SECOND_READER_SCOPE", raising=False)
    named = ("--second-reader", "https://models.example/v1", "--second-model", "m")
    assert "第二读者" not in check(files["right.txt"]).output
    unpublished = check(files["right.txt"], *named)
    assert ("未公开的文稿不得发送" in unpublished.stderr, asked) == (True, [])
    told = check(files["right.txt"], *named, "--published")
    assert "MDL-READER（第二读者）" in told.stdout
    assert (told.exit_code, asked) == (0, [("https://models.example/v1", "k")])
    (finding,) = json.loads(check(files["right.txt"], *named, "--published", "--format", "json").stdout)["files"][0][
        "findings"
    ]
    assert finding["mark"] == "model"
    monkeypatch.setenv("MINGZHENG_SECOND_READER_SCOPE", "all")
    assert "MDL-READER" in check(files["right.txt"], *named).stdout
    assert check(files["right.txt"], "--second-model", "m").exit_code == 2
