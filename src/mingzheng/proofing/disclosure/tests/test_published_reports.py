"""Published reports: tables read from their text, wrong claims found, right ones left alone. Skipped without samples."""

import json
from pathlib import Path

import pytest

from mingzheng.proofing.disclosure.form import APPLICATION_ROWS, REMEDY_GROUPS
from mingzheng.proofing.disclosure.report import audit_report
from mingzheng.proofing.intake import read_text

from .layouts import as_text, html_report

_REMEDIES = ("review", "litigation_direct", "litigation_after_review")


@pytest.fixture
def reports(shared_dir: Path) -> Path:
    folder = shared_dir / "samples" / "disclosure_annual"
    if not folder.is_dir():
        pytest.skip(f"no published reports in {folder}")
    return folder


def tables_of(folder, name):
    """Return a report's tables from its data as a page; the report itself may hold them as text only."""
    data = json.loads((folder / name).read_text())
    rows = [data["table3"].get(key) for key in data["table3"]]
    if len(rows) == 23:
        rows[20:21] = [rows[20], [0] * 7, [0] * 7]
    documents = [data["table2_主动公开"]["规章"], data["table2_主动公开"]["行政规范性文件"]]
    remedies = [n for key in _REMEDIES for n in data["table4"][key]]
    return html_report(rows, documents=documents, remedies=remedies), documents[1], data["meta"]["year"]


def test_tables_run_together_in_text_are_read_as_published(reports):
    seen = 0
    for path in sorted((reports / "raw").glob("*.txt")):
        data = reports / f"{path.stem}.json"
        report = audit_report(read_text(path))
        if not report["tables"] or not data.exists():
            continue
        seen += 1
        wanted = json.loads(data.read_text())
        rows = report["tables"]["table2"]["rows"]
        assert [list(rows[r.code]["values"].values()) for r in APPLICATION_ROWS] == list(wanted["table3"].values())
        third = report["tables"]["table3"]["rows"]
        assert [list(third[g.code]["values"].values()) for g in REMEDY_GROUPS] == [
            wanted["table4"][k] for k in _REMEDIES
        ]
        first = report["tables"]["table1"]["rows"]["normative"]["values"]
        assert list(first.values()) == wanted["table2_主动公开"]["行政规范性文件"]
    assert seen


def test_the_text_findings_known_of_published_reports_are_reproduced(reports):
    for known in json.loads((reports / "gold_findings.json").read_text())["text_findings"]:
        text = read_text(reports / known["file"])
        findings = [f for f in audit_report(text)["findings"] if f["code"] == "DAR-E8"]
        hits = [f for f in findings if f["quote"] in known["quote"] or known["quote"] in f["quote"]]
        assert bool(hits) == (known["verdict"] == "wrong"), (known, findings)


def test_text_that_agrees_with_the_tables_is_left_alone(reports):
    """The tables of these reports lie beside their text; put together they say nothing wrong."""
    for path in sorted((reports / "raw").glob("*.txt")):
        name = next(
            (p.name for p in reports.glob("*.json") if p.stem[:3] == path.stem[:3] and p.stem[-4:] in path.stem), ""
        )
        if not name or audit_report(read_text(path))["tables"]:
            continue
        page, _, _ = tables_of(reports, name)
        whole = page.replace("<body>", "<body>" + "".join(f"<p>{line}</p>" for line in path.read_text().split("\n")))
        assert [f for f in audit_report(as_text(whole))["findings"] if f["code"] != "DAR-FORM"] == [], path.name


def test_what_is_in_force_is_held_against_last_year(reports):
    for known in json.loads((reports / "gold_findings.json").read_text())["table_findings"]:
        page, (made, abolished, in_force), year = tables_of(reports, known["file"])
        before = int(known["detail"].split("(")[0].split("+")[0])
        previous = page.replace("2025年", f"{year - 1}年").replace(
            f"<td>{made}</td><td>{abolished}</td><td>{in_force}</td>", f"<td>1</td><td>0</td><td>{before}</td>"
        )
        report = audit_report(as_text(page.replace("2025年", f"{year}年")), as_text(previous))
        hits = [f for f in report["findings"] if f["code"] == "DAR-E7"]
        assert bool(hits) == (known["verdict"] == "wrong"), known
        for hit in hits:
            assert hit["computed"] == str(before + made - abolished)


def test_the_tables_of_all_published_reports_add_up(reports):
    for path in sorted(reports.glob("*_20*.json")):
        page, _, _ = tables_of(reports, path.name)
        report = audit_report(as_text(page))
        assert [f for f in report["findings"] if f["severity"] == "error"] == [], path.name
