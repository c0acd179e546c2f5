"""Real schemes parse to what a person reads in them. The documents stand beside the project, not in it."""

import json
import re

import pytest

from mingzheng.documents.reading import read_document
from mingzheng.domains.workplan.parsing import parse_scheme

from .scheme_files import BUILDERS, build_pdf, lay_out


def parse_file(path):
    return parse_scheme(read_document(path, filename=path.name))


@pytest.fixture(scope="module")
def seed(shared_dir):
    found = sorted((shared_dir / "seeds").glob("004_*.txt"))
    if not found:
        pytest.skip("the 2022 scheme is not among the real documents")
    return parse_file(found[0])


@pytest.fixture(scope="module")
def gloss_of_seed(shared_dir):
    """Return the printed lead unit of each of the 52 numbers, as somebody else wrote them down."""
    page = shared_dir / "features" / "systems.md"
    if not page.is_file():
        pytest.skip("the list of the 52 requirements is not there")
    rows, shared = {}, ""
    for line in page.read_text("utf-8").split("# 2. The 52 numbered requirements")[1].splitlines():
        cells = [c.strip() for c in line.split("|")]
        if len(cells) > 5 and cells[1].isdecimal():
            unit = cells[4]
            unit = shared if unit == "same cell" else re.sub(r"\s*\(.*shared.*\)", "", unit)
            shared = unit
            rows[int(cells[1])] = "" if unit == "(empty)" else unit
    return rows


def test_the_seed_has_52_requirements_under_five_headings(seed):
    assert [sum(len(t.requirements) for t in h.tasks) for h in seed.headings] == [8, 16, 9, 9, 10]
    assert [r.number for r in seed.requirements] == [str(n) for n in range(1, 53)]
    assert [len(h.tasks) for h in seed.headings] == [4, 5, 3, 4, 1]
    assert seed.headings[4].tasks[0].number is None
    assert seed.headings[4].tasks[0].title is None


def test_the_seed_has_the_lead_units_a_person_wrote_down(seed, gloss_of_seed):
    assert {int(r.number): r.raw_units for r in seed.requirements} == gloss_of_seed


def test_the_seed_says_where_it_is_broken(seed):
    broken = {r.number for r in seed.requirements if any(f.code == "broken_sentence" for f in r.findings)}
    without = {r.number for r in seed.requirements if any(f.code == "no_lead_unit" for f in r.findings)}
    shared = {int(r.number) for r in seed.requirements if any(f.code == "shared_cell" for f in r.findings)}
    assert broken == without == {"39"}
    groups = [(9, 12), (14, 15), (17, 19), (25, 28), (29, 31), (32, 33), (34, 36), (40, 41), (43, 52)]
    assert shared == {n for first, last in groups for n in range(first, last + 1)}
    assert [f.code for f in seed.findings] == ["title_differs"]


def test_the_seed_keeps_units_sections_guides_and_time(seed):
    by_number = {r.number: r for r in seed.requirements}
    (office,) = by_number["6"].lead_units
    assert (office.name, office.sections) == ("区党政办", ("文秘科", "宣传信息科"))
    assert by_number["6"].all_units
    assert not by_number["6"].co_units
    assert [u.name for u in by_number["4"].lead_units] == ["区综治局", "唐家湾镇", "区发改财政局"]
    assert [u.name for u in by_number["4"].guide_units] == ["区财政部门"]
    assert by_number["4"].deadline == "年底前"
    assert by_number["43"].schedule.interval == by_number["44"].schedule.interval == "year"
    assert by_number["5"].all_units


def test_the_frame_of_the_seed_is_found_and_the_description_of_the_seal_is_not_data(seed):
    printed = json.dumps(seed.as_json(), ensure_ascii=False)
    assert "circular" not in printed
    assert "Zhuhai" not in printed
    assert (seed.doc_number, seed.date, seed.publicity) == ("珠高办〔2022〕70号", "2022-07-04", "主动公开")
    assert len(seed.recipients) == 8
    assert seed.copies[0].recipients == ("区党政领导成员",)
    assert seed.title.endswith("2022年政务公开工作要点分工方案的通知")
    assert " " not in seed.title
    (duty,) = seed.preamble
    assert duty.title == "总体要求"
    assert duty.all_units


@pytest.mark.parametrize("kind", BUILDERS)
def test_the_same_content_gives_the_same_tree_in_every_format(seed, kind):
    data = BUILDERS[kind](lay_out(seed))
    assert parse_scheme(read_document(data, filename=f"scheme.{kind}")).as_json() == seed.as_json()


@pytest.mark.long
@pytest.mark.parametrize("columns", ["(2.2cm, 2.6cm, 1fr, 2.6cm)", "(3cm, 3cm, 1fr, 3.4cm)"])
@pytest.mark.parametrize("size", [8, 9, 10, 11, 12, 13, 14, 15, 16])
def test_the_tree_does_not_depend_on_where_pages_break(seed, size, columns):
    data = build_pdf(lay_out(seed), columns=columns, size=f"{size}pt")
    assert parse_scheme(read_document(data, filename="scheme.pdf")).as_json() == seed.as_json()


def _rows_of(folder, pattern):
    found = sorted(folder.glob(pattern))
    if not found:
        pytest.skip(f"{pattern} is not among the real documents")
    return json.loads(found[0].with_suffix(".json").read_text("utf-8"))["rows"], parse_file(found[0])


def _plain(text):
    return re.sub(r"[\s，、]|^\d+[.．、]", "", text)


@pytest.mark.parametrize(("pattern", "count"), [("平潭*.md", 18), ("福建省_2016.md", 66)])
def test_sample_tables_parse_to_the_rows_a_person_read(shared_dir, pattern, count):
    rows, scheme = _rows_of(shared_dir / "samples" / "schemes", pattern)
    flat = [(h, t, r) for h in scheme.headings for t in h.tasks for r in t.requirements]
    assert len(flat) == len(rows) == count
    for row, (heading, task, requirement) in zip(rows, flat, strict=True):
        assert requirement.number == str(row["序号"])
        assert f"{heading.number}、{heading.title}" == row["大类"]
        assert f"{task.number or ''}{task.title or ''}" == row["小类"]
        assert _plain(requirement.title or requirement.text) == _plain(row.get("工作任务") or row["工作要求"])
        if row.get("工作任务") and row["工作要求"]:
            assert requirement.text == row["工作要求"].replace(" ", "")
        assert _plain("".join(u.as_printed for u in requirement.lead_units)) == _plain(row["牵头单位"])
        helping = _plain("".join(u.as_printed for u in requirement.co_units))
        printed = row.get("责任单位") or row.get("配合/责任单位")
        assert helping == _plain(re.sub(r"会同|等相关部门", "", printed))


def test_the_sample_in_running_text_has_17_tasks_with_their_units(shared_dir):
    found = sorted((shared_dir / "samples" / "schemes").glob("福建省_2019*.md"))
    if not found:
        pytest.skip("the scheme of 2019 is not among the real documents")
    scheme = parse_file(found[0])
    lines = re.findall(r"^责任单位：(.+)。$", found[0].read_text("utf-8"), re.MULTILINE)
    assert [len(h.tasks) for h in scheme.headings] == [3, 7, 4, 3]
    assert [r.raw_units for r in scheme.requirements] == lines
    assert len(lines) == 17
    assert scheme.date == "2019-05-28"
    assert scheme.publicity == "此件公开发布"
