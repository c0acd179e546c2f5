"""Four real annual reports, rebuilt: their outlines from profiles, their numbers from readings, each opening its reading.

Outlines and numbers are read where they lie, outside the repository; the sentences are ours.
"""

import re
from io import BytesIO

import docx
import pytest

from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.domains.reports.comparing import JUMP, UNCHANGED, compare_numbers
from mingzheng.domains.reports.composition.numbering import count_headings
from mingzheng.domains.reports.composition.periods import write_period
from mingzheng.domains.reports.models import Block, Report, Section
from mingzheng.domains.reports.output.as_document import as_document
from mingzheng.domains.reports.profiles import get_profile
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.tests.conftest import DAY
from mingzheng.figures.public import Binding, Reading, join_runs, record_reading, runs_to_json, verify_reading
from mingzheng.figures.tests.oracle import YEARS, Statement, period_of, read_statements
from mingzheng.figures.tests.test_oracle import KINDS, given, prints_as_quoted

PROFILES = {"000": "office-flat", "001": "office-tree", "002": "bureau-six", "003": "bureau-upward"}
THEME = "党的二十大精神"


def _plain(heading: str) -> str:
    """Return a heading as it is compared: spaces and the stop at its end do not count."""
    return re.sub(r"\s+", "", heading).rstrip("。.")


def _outlines(shared_dir):
    """Return the printed outline of each report: (level, sign in one width of brackets, heading)."""
    text = (shared_dir / "features" / "systems.md").read_text("utf-8")
    part = text.partition("## 4.2")[2].partition("## 4.3")[0]
    found = {}
    sign = re.compile(
        r"(?P<one>[一二三四五六七八九十]+、)|(?P<two>[(（][一二三四五六七八九十]+[)）])|(?P<three>\d+\. )"
    )
    for number, line in re.findall(r"- \*\*(00\d)\*\*: (.*)", part):
        headings = []
        for piece in re.split(r" — | / |: (?=1\.)|, (?=\d\. )|(?<=[^\d])\. (?=[一二三四五六])|。 — ", line.rstrip(".")):
            match = sign.match(piece)
            assert match, (number, piece)
            level = 1 if match["one"] else 2 if match["two"] else 3
            headings.append((level, match.group(0).strip(), _plain(piece[match.end() :])))
        found[number] = headings
    return found


@pytest.mark.parametrize("number", PROFILES)
def test_the_outline_of_each_profile_is_the_printed_one(shared_dir, number):
    printed = _outlines(shared_dir)[number]
    profile = get_profile(PROFILES[number])
    outline = profile.outline(year=YEARS[f"F{number[2]}"], theme=THEME)
    assert [(level, _plain(heading)) for level, heading in outline] == [(level, text) for level, _, text in printed]
    counted = count_headings(level for level, _ in outline)
    signs = [profile.numbering.label(level, place) for (level, _), place in zip(outline, counted, strict=True)]
    if number == "001":
        assert [sign.strip() for sign in signs] == [sign for _, sign, _ in printed], "half-width brackets, as printed"
    else:
        wide = str.maketrans("()", "（）")
        assert signs == [sign.translate(wide) for _, sign, _ in printed]


@pytest.fixture
def world(db: None, time_machine: None) -> World:
    return make_world()


@pytest.fixture(scope="module")
def statements(shared_dir):
    return read_statements(shared_dir)


def rebuild(world: World, statements: list[Statement], number: str) -> tuple[Report, list[tuple[Statement, int, int]]]:
    """Record the numbers of a report and write it; return it with each statement's block and place in it."""
    unit, giver, verifier = world.district.education, world.actor("liaison", DAY), world.actor("section", DAY)
    rows = [item for item in statements if item.id.startswith(f"F{number[2]}")]
    for statement in rows:
        if " / " in statement.value:
            codes, texts = ("learning.exam_participation", "learning.exam_excellence"), statement.value.split(" / ")
        else:
            codes, texts = (statement.code,), [given(statement)[0]]
        for code, text in zip(codes, texts, strict=True):
            details = given(statement)[1]
            period = period_of(statement)
            if Reading.objects.filter(figure=code, unit=unit, period_key=period.key).exists():
                continue
            row = record_reading(code, unit_id=unit.pk, period=period, value=text, actor=giver, details=details)
            verify_reading(row.pk, actor=verifier)
    year = rows[0].year
    times = {"occurred_on": DAY, "recorded_at": at(DAY)}
    receipt = start_report(unit, year, PROFILES[number], actor=world.actor("clerk", DAY), key=number, **times)
    report = Report.objects.select_related("case", "unit").get(pk=receipt.case_id)
    section = Section.objects.filter(report=report, level__gt=1).first()
    placed = []
    Block.objects.filter(section__report=report).delete()
    for position, statement in enumerate(rows, start=1):
        period = write_period(period_of(statement), year=year)
        runs = join_runs((f"本项：{statement.code}的数是", Binding(statement.code, period), "。"))
        block = Block.objects.create(
            section=section, position=position, runs=runs_to_json(runs), figures=[statement.code]
        )
        placed.append((statement, block.pk, position))
    return report, placed


@pytest.mark.parametrize("number", PROFILES)
def test_every_number_unit_and_qualifier_equals_the_source_and_opens_its_reading(world, statements, number):
    report, placed = rebuild(world, statements, number)
    composed = composed_report(report)
    pieces = {
        span.block: next(piece for piece in line.pieces if piece.shown)
        for line in composed.lines
        for span in line.spans
    }
    assert len(pieces) == len(placed) == {"000": 62, "001": 83, "002": 55, "003": 23}[number]
    for statement, block_id, _ in placed:
        shown = pieces[block_id].shown
        word = statement.qualifier.partition(" ")[0]
        assert shown.reading_id, statement.id
        assert f"/desk/figures/{statement.code}/?period=" in shown.url, statement.id
        assert shown.state == "reading", statement.id
        if " / " not in statement.value:
            assert statement.value in pieces[block_id].text.replace(",", ""), (statement.id, pieces[block_id].text)
        if word not in {*KINDS, "N"} and statement.value[0].isdigit() and " / " not in statement.value:
            assert prints_as_quoted(pieces[block_id].text, statement), (statement.id, pieces[block_id].text)
    paper = docx.Document(BytesIO(render_docx(as_document(composed))))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert [statement.id for statement, block, _ in placed if pieces[block].text not in words] == []


def test_the_report_of_2023_beside_that_of_2022_shows_what_stayed_and_what_jumped(world, statements):
    rebuild(world, statements, "000")
    report, _ = rebuild(world, statements, "001")
    rows = compare_numbers(composed_report(report), unit=report.unit, jump_percent=50)
    by_code = {row.binding.code: row for row in rows}
    unchanged = {row.binding.code for row in rows if row.flag == UNCHANGED}
    assert {"licences.types", "licences.linked_items", "services.themes", "services.terminal_insurance"} <= unchanged
    jumped = {code: by_code[code].change_words for code in by_code if by_code[code].flag == JUMP}
    assert jumped["services.terminal_items"] == "增75.2%"
    assert jumped["publishing.visitors"] == "减77.3%"
    assert jumped["auditing.superior_projects"] == "增128.6%"
    assert by_code["publishing.website_items"].change_words == "增3.1%"
    assert by_code["services.counter_share"].change_words == "减7.7个百分点"
    assert by_code["meetings.committee"].flag_words == "上年无数"
    assert by_code["services.self_service_hours"].flag == "", "a rule is not compared"


def test_profiles_bear_what_the_four_reports_bear():
    head = {number: get_profile(code) for number, code in PROFILES.items()}
    assert [head[n].head for n in PROFILES] == ["none", "none", "red", "none"]
    assert [head[n].has_number for n in PROFILES] == [False, False, True, True]
    assert [head[n].has_signer for n in PROFILES] == [False, False, False, True]
    assert [bool(head[n].closing) for n in PROFILES] == [True, True, False, False]
    assert [head[n].has_signature for n in PROFILES] == [True, True, False, True]
    assert [bool(head[n].openness) for n in PROFILES] == [True, False, False, True]
    assert [bool(head[n].copies) for n in PROFILES] == [False, False, True, True]
