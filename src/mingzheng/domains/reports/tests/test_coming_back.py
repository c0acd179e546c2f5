"""A Word file that went out, was edited by hand and came back; reports of earlier years; the command line."""

from io import BytesIO
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document

from mingzheng.casework.tests.world import World, at
from mingzheng.config.cli.report import report as command
from mingzheng.documents.reading import read_document
from mingzheng.documents.writing.official_docx import render_docx
from mingzheng.domains.reports.errors import Gone, Overtaken
from mingzheng.domains.reports.models import Block, EarlierFigure, ReadBack, Report, Section
from mingzheng.domains.reports.output.as_document import as_document
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.earlier import confirm_number, import_earlier, set_aside
from mingzheng.domains.reports.services.readbacks import drop_read_back, read_back, take_read_back
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY, YEAR
from mingzheng.figures.public import BadReading, Period, Reading, Scope, ValueState, value_of

pytestmark = pytest.mark.django_db


def exported(report: Report) -> Document:
    return docx.Document(BytesIO(render_docx(as_document(composed_report(report)))))


def come_back(report: Report, world: World, word: Document) -> ReadBack:
    buffer = BytesIO()
    word.save(buffer)
    actor = world.actor("liaison", DAY)
    return read_back(report, buffer.getvalue(), file_name="改.docx", actor=actor, at=at(DAY))


def change(word: Document, old: str, new: str) -> None:
    """Edit as a hand does: in the run where the words stand."""
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
                return
    raise AssertionError(f"no {old}")


def without_bookmarks(word: Document) -> None:
    for element in list(word.element.iter("{*}bookmarkStart", "{*}bookmarkEnd")):
        element.getparent().remove(element)


def text_with(report: Report, code: str) -> str:
    block = next(block for block in Block.objects.filter(section__report=report) if code in block.figures)
    line = next(line for line in composed_report(report).lines if any(span.block == block.pk for span in line.spans))
    return line.text


def test_a_file_that_comes_back_unchanged_changes_nothing(begun: Report, world: World) -> None:
    assert come_back(begun, world, exported(begun)).proposals == []


@pytest.mark.parametrize("has_bookmarks", [True, False])
def test_changed_words_are_taken_and_numbers_stay_bound(begun: Report, world: World, has_bookmarks: bool) -> None:
    word = exported(begun)
    if not has_bookmarks:
        without_bookmarks(word)
    change(word, "年内，办结督办事项", "全年共办结督办事项")
    change(word, "推动学习与业务工作结合", "推动学习与教育工作深度结合")
    row = come_back(begun, world, word)
    assert [proposal["kind"] for proposal in row.proposals] == ["block", "block"]
    taken = take_read_back(row.pk, chosen={0, 1}, typed=set(), actor=world.actor("liaison", DAY), at=at(DAY))
    assert taken == 2
    assert "全年共办结督办事项167项" in composed_report(begun).text
    assert "推动学习与教育工作深度结合" in composed_report(begun).text
    block = next(block for block in Block.objects.filter(section__report=begun) if "tests.supervised" in block.figures)
    assert any(isinstance(run, dict) and run["figure"] == "tests.supervised" for run in block.runs)


def test_a_changed_number_is_shown_and_the_figure_wins_unless_chosen_otherwise(begun: Report, world: World) -> None:
    word = exported(begun)
    change(word, "167项", "176项")
    row = come_back(begun, world, word)
    (proposal,) = row.proposals
    assert proposal["numbers"] == [{"place": 0, "was": "167项", "stated": "176项", "title": "办结督办事项"}]
    take_read_back(row.pk, chosen={0}, typed=set(), actor=world.actor("liaison", DAY), at=at(DAY))
    assert "办结督办事项167项" in composed_report(begun).text

    word = exported(begun)
    change(word, "167项", "176项")
    row = come_back(begun, world, word)
    take_read_back(row.pk, chosen={0}, typed={(0, 0)}, actor=world.actor("liaison", DAY), at=at(DAY))
    assert "办结督办事项176项" in composed_report(begun).text
    assert not [block for block in Block.objects.filter(section__report=begun) if "tests.supervised" in block.figures]


def test_items_keep_their_signs_and_a_changed_item_is_found(begun: Report, world: World) -> None:
    word = exported(begun)
    change(word, "组织工作人员参加年度学法考试", "组织全体工作人员参加年度学法考试")
    (proposal,) = come_back(begun, world, word).proposals
    assert proposal["after"] == "组织全体工作人员参加年度学法考试。"


def test_new_and_removed_paragraphs_and_headings_are_offered(begun: Report, world: World) -> None:
    word = exported(begun)
    place = next(one for one in word.paragraphs if one.text.startswith("年内，办结"))
    place.insert_paragraph_before("今年还开展了专项督查。")
    change(word, "一、2025年度推进法治政府建设的主要举措和成效", "一、2025年法治政府建设主要举措")
    gone = next(one for one in word.paragraphs if one.text.startswith("（七）强化审计整改"))
    gone._p.getparent().remove(gone._p)
    row = come_back(begun, world, word)
    kinds = {proposal["kind"] for proposal in row.proposals}
    assert kinds == {"new", "heading", "removed"}
    chosen = {proposal["id"] for proposal in row.proposals if proposal["kind"] != "removed"}
    take_read_back(row.pk, chosen=chosen, typed=set(), actor=world.actor("liaison", DAY), at=at(DAY))
    assert "今年还开展了专项督查。" in composed_report(begun).text
    assert Section.objects.filter(report=begun, heading="2025年法治政府建设主要举措").exists()
    assert Section.objects.filter(report=begun, heading="强化审计整改和内部监督").get().blocks.exists()


def paragraph_of(word: Document, words: str) -> Any:
    return next(one for one in word.paragraphs if words in one.text)


def take_all(row: ReadBack, world: World) -> None:
    chosen = {proposal["id"] for proposal in row.proposals}
    take_read_back(row.pk, chosen=chosen, typed=set(), actor=world.actor("liaison", DAY), at=at(DAY))


@pytest.mark.parametrize("has_bookmarks", [True, False])
def test_a_moved_paragraph_is_told_and_moves_with_its_number(begun: Report, world: World, has_bookmarks: bool) -> None:
    word = exported(begun)
    if not has_bookmarks:
        without_bookmarks(word)
    moved, goal = paragraph_of(word, "年内，办结督办事项"), paragraph_of(word, "发布政府信息4415条")
    goal._p.addnext(moved._p)
    row = come_back(begun, world, word)
    assert [proposal["kind"] for proposal in row.proposals] == ["moved"]
    assert "之后" in row.proposals[0]["note"]
    before = set(Block.objects.filter(section__report=begun).values_list("pk", flat=True))
    take_all(row, world)
    lines = composed_report(begun).text.split("\n")
    place = next(number for number, line in enumerate(lines) if "发布政府信息4415条" in line)
    assert "办结督办事项167项" in lines[place + 1]
    assert set(Block.objects.filter(section__report=begun).values_list("pk", flat=True)) == before
    assert come_back(begun, world, exported(begun)).proposals == []


def test_a_moved_section_goes_with_its_paragraphs(begun: Report, world: World) -> None:
    word = exported(begun)
    paragraphs = list(word.paragraphs)
    heads = [number for number, one in enumerate(paragraphs) if one.text.startswith(("一、", "二、", "三、"))]
    for one in paragraphs[heads[1] : heads[2]]:
        paragraphs[heads[0]]._p.addprevious(one._p)
    row = come_back(begun, world, word)
    assert {proposal["kind"] for proposal in row.proposals} == {"section_moved"}
    take_all(row, world)
    first = Section.objects.filter(report=begun).order_by("position").values_list("heading", flat=True)[0]
    assert paragraphs[heads[1]].text.endswith(first)


def test_several_new_paragraphs_keep_their_order_and_a_lost_heading_leaves_its_paragraphs(
    begun: Report, world: World
) -> None:
    word = exported(begun)
    place = paragraph_of(word, "年内，办结督办事项")
    for words in ("丙段在最后。", "乙段在中间。", "甲段在最前。"):
        fresh = docx.oxml.OxmlElement("w:p")
        place._p.addnext(fresh)
        docx.text.paragraph.Paragraph(fresh, place._parent).add_run(words)
    heading = next(one for one in word.paragraphs if one.text.startswith("二、"))
    heading._p.getparent().remove(heading._p)
    row = come_back(begun, world, word)
    assert {"new", "heading_removed"} <= {proposal["kind"] for proposal in row.proposals}
    sections, blocks = Section.objects.filter(report=begun).count(), Block.objects.filter(section__report=begun).count()
    take_all(row, world)
    text = composed_report(begun).text
    assert text.index("甲段") < text.index("乙段") < text.index("丙段")
    assert Section.objects.filter(report=begun).count() == sections - 1
    assert Block.objects.filter(section__report=begun).count() == blocks + 3


def test_a_new_heading_at_the_end_becomes_a_section_with_what_stands_under_it(begun: Report, world: World) -> None:
    word = exported(begun)
    place = paragraph_of(word, "专此报告")
    for words in ("四、需要说明的其他事项", "本年度机构职能没有调整。", "人员编制没有变化。"):
        place.insert_paragraph_before(words)
    row = come_back(begun, world, word)
    assert [proposal["kind"] for proposal in row.proposals] == ["new_heading", "new", "new"]
    take_all(row, world)
    last = Section.objects.filter(report=begun).order_by("position").last()
    assert last is not None
    assert (last.heading, last.level) == ("需要说明的其他事项", 1)
    assert composed_report(begun).text.endswith("四、需要说明的其他事项\n本年度机构职能没有调整。\n人员编制没有变化。")
    assert come_back(begun, world, exported(begun)).proposals == []


def test_what_was_saved_after_the_comparison_is_not_written_over(begun: Report, world: World) -> None:
    word = exported(begun)
    change(word, "年内，办结督办事项", "全年共办结督办事项")
    row = come_back(begun, world, word)
    block = next(block for block in Block.objects.filter(section__report=begun) if "tests.supervised" in block.figures)
    text = "本年办结督办事项{{tests.supervised}}。"
    save_block(block.pk, text=text, seen_version=block.version, actor=world.actor("section", DAY), at=at(DAY))
    with pytest.raises(Overtaken, match="钱立冬"):
        take_all(row, world)
    assert "本年办结督办事项167项" in composed_report(begun).text
    row.refresh_from_db()
    assert row.state == ReadBack.State.OPEN


def test_tracked_changes_count_as_accepted(begun: Report, world: World) -> None:
    word = exported(begun)
    paragraph = next(one for one in word.paragraphs if "专此报告" in one.text)
    assert paragraph is not None
    run = next(run for one in word.paragraphs for run in one.runs if "推动学习与业务工作结合" in run.text)
    parent, at_place = run._r.getparent(), run._r.getparent().index(run._r)
    deleted = docx.oxml.OxmlElement("w:del")
    parent.remove(run._r)
    deleted.append(run._r)
    run._r.find("{*}t").tag = docx.oxml.ns.qn("w:delText")
    inserted = docx.oxml.OxmlElement("w:ins")
    fresh = docx.oxml.OxmlElement("w:r")
    words = docx.oxml.OxmlElement("w:t")
    words.text = "改写后的一段。"
    fresh.append(words)
    inserted.append(fresh)
    parent.insert(at_place, deleted)
    parent.insert(at_place + 1, inserted)
    (proposal, *_) = come_back(begun, world, word).proposals
    assert proposal["after"] == "改写后的一段。"


def test_a_file_is_decided_once(begun: Report, world: World) -> None:
    row = come_back(begun, world, exported(begun))
    drop_read_back(row.pk, actor=world.actor("liaison", DAY), at=at(DAY))
    with pytest.raises(Gone):
        take_read_back(row.pk, chosen=set(), typed=set(), actor=world.actor("liaison", DAY), at=at(DAY))


EARLIER = """云山区教育局2024年法治政府建设年度报告
区委、区政府：
现将有关情况报告如下：
一、主要举措和成效
2024年，在门户网站发布政府信息2087条，网站浏览次数190万余次，按照“五年一轮审计”的要求开展工作。
全年办结督办事项160项，编发督查月报12期。
云山区教育局
2024年12月20日
"""


def test_figures_of_last_years_report_are_offered_confirmed_and_kept_with_their_source(
    begun: Report, world: World
) -> None:
    document = read_document(EARLIER.encode(), filename="2024.txt")
    actor, unit = world.actor("liaison", DAY), world.district.education
    earlier = import_earlier(document, unit, file_name="2024.txt", actor=actor, at=at(DAY))
    assert earlier.year == YEAR - 1
    offered = {row.printed: row for row in EarlierFigure.objects.filter(report=earlier)}
    assert {"2087条", "190万余次", "160项", "12期"} <= set(offered)
    assert offered["160项"].figure == "tests.supervised"
    assert offered["160项"].confidence >= 70
    confirmed = confirm_number(offered["160项"].pk, code="tests.supervised", actor=actor, at=at(DAY))
    reading = Reading.objects.get(pk=confirmed.reading_id)
    assert (reading.period_key, reading.printed, reading.state, reading.means) == (
        "year:2024",
        "160项",
        "unverified",
        "imported",
    )
    assert "2024年法治政府建设年度报告" in reading.source_words
    with pytest.raises(Gone):
        confirm_number(offered["160项"].pk, code="tests.supervised", actor=actor, at=at(DAY))
    with pytest.raises(BadReading):
        confirm_number(offered["2087条"].pk, code="tests.monthly", printed="多少", actor=actor, at=at(DAY))
    set_aside(offered["12期"].pk, actor=actor, at=at(DAY))
    assert EarlierFigure.objects.get(pk=offered["12期"].pk).state == "set_aside"


def test_what_the_system_counts_today_takes_last_years_published_number(begun: Report, world: World) -> None:
    document = read_document(
        EARLIER.replace("网站浏览次数", "集中学法3场次，网站浏览次数").encode(), filename="2024.txt"
    )
    actor, unit = world.actor("liaison", DAY), world.district.education
    earlier = import_earlier(document, unit, file_name="2024.txt", actor=actor, at=at(DAY))
    row = EarlierFigure.objects.get(report=earlier, printed="3场次")
    assert row.figure == "learning.sessions"
    confirm_number(row.pk, code=row.figure, actor=actor, at=at(DAY))
    found = {year: value_of(row.figure, scope=Scope(frozenset({unit.pk}), Period.year(year))) for year in (2024, YEAR)}
    assert (found[2024].value, found[2024].state) == (3, ValueState.UNVERIFIED)
    assert (found[YEAR].value, found[YEAR].state) == (0, ValueState.COMPUTED)


@pytest.mark.parametrize(("form", "head"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{")])
def test_the_command_builds_a_begun_report_and_a_draft_of_one_that_was_not(begun, world, tmp_path, form, head) -> None:
    for unit in (world.district.education.code, "云山区税务局"):
        out = tmp_path / f"r.{form}"
        asked = ["build", "--unit", unit, "--year", str(YEAR), "--format", form, "--out", str(out)]
        done = CliRunner().invoke(command, asked)
        assert done.exit_code == 0, done.output
        assert out.read_bytes().startswith(head)
        assert "草稿" in done.output


def test_the_command_says_what_is_wrong(begun, tmp_path) -> None:
    out = str(tmp_path / "r.docx")
    done = CliRunner().invoke(command, ["build", "--unit", "云山区水务局", "--year", "2025", "--out", out])
    assert done.exit_code == 2
    assert "没有单位" in done.output
    asked = ["build", "--unit", "云山区税务局", "--year", "2025", "--profile", "none", "--out", out]
    assert "没有版式" in CliRunner().invoke(command, asked).output
    nowhere = [
        "build",
        "--unit",
        begun.unit.name,
        "--year",
        "2025",
        "--format",
        "json",
        "--out",
        str(tmp_path / "无" / "r"),
    ]
    done = CliRunner().invoke(command, nowhere)
    assert (done.exit_code, "写不进" in done.output) == (2, True)
