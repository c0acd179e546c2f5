"""Every screen of the room opens for whom it is meant and not for others; saves, races and drafts in the editor."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mingzheng.casework.tests.world import World, at
from mingzheng.domains.reports.models import Block, BlockDraft, Comment, Report, Section, Version
from mingzheng.domains.reports.output.as_json import composed_to_json
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY, YEAR
from mingzheng.figures.public import Reading, find_figure
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
PAGES = (
    "editor",
    "numbers",
    "check",
    "versions",
    "read_backs",
    "read",
    "figures",
    "elements",
    "add_section",
    "comment",
)


@pytest.fixture
def writer(world: World) -> Client:
    return signed_in_as(world.accounts["liaison"])


def first_block(report: Report) -> Block:
    block = Block.objects.filter(section__report=report).order_by("section__position", "position").first()
    assert block is not None
    return block


def block_with(report: Report, code: str) -> Block:
    return next(block for block in Block.objects.filter(section__report=report) if code in block.figures)


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_report_open_for_its_unit_and_are_unknown_to_others(begun: Report, world: World, page: str) -> None:
    address = reverse(f"reports:{page}", args=[begun.case.number])
    assert signed_in_as(world.accounts["liaison"]).get(address).status_code == 200
    assert signed_in_as(world.accounts["tax_liaison"]).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_a_report_is_handed_out_in_every_format(begun: Report, writer: Client, form: str) -> None:
    answer = writer.get(reverse("reports:paper", args=[begun.case.number, form]))
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_the_board_shows_the_office_all_and_a_unit_its_own(begun: Report, world: World) -> None:
    address = reverse("reports:board")
    assert "云山区教育局" in signed_in_as(world.accounts["clerk"]).get(address).content.decode()
    assert "云山区教育局" not in signed_in_as(world.accounts["tax_liaison"]).get(address).content.decode()


def test_a_unit_without_a_report_is_a_row_that_leads_to_beginning_it(begun: Report, world: World) -> None:
    client, tax = signed_in_as(world.accounts["clerk"]), world.district.tax
    shown = client.get(reverse("reports:board"), {"year": YEAR, "group": "unbegun"}).content.decode()
    assert "云山区税务局" in shown
    assert "云山区教育局" not in shown
    start = f"{reverse('reports:start')}?year={YEAR}&unit={tax.pk}"
    assert start.replace("&", "&amp;") in shown
    form = client.get(start).context["form"]
    assert (form["year"].value(), form["units"].value()) == (YEAR, [str(tax.pk)])
    assert "云山区税务局" not in signed_in_as(world.accounts["liaison"]).get(reverse("reports:board")).content.decode()


def test_who_may_read_the_board_sees_who_has_not_begun_also_where_he_may_begin_none(
    begun: Report, world: World, django_assert_max_num_queries: object
) -> None:
    world.add("leader", "沈立秋", world.district.district, "leader", "district_leader")
    leader = signed_in_as(world.accounts["leader"])
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        shown = leader.get(reverse("reports:board"), {"year": YEAR, "group": "unbegun"}).content.decode()
    assert "云山区税务局" in shown
    assert reverse("reports:start") not in shown


def test_the_editor_needs_no_more_queries_for_more_text(
    begun: Report, world: World, writer: Client, django_assert_max_num_queries: object
) -> None:
    address = reverse("reports:editor", args=[begun.case.number])
    writer.get(address)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        writer.get(address)


def test_a_paragraph_is_written_in_place(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    form = writer.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "保存这一段" in form
    answer = writer.post(address, {"text": "新写的文字。", "seen_version": "1"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert "新写的文字。" in answer.content.decode()
    assert "report-summary" in answer.content.decode()
    assert Version.objects.filter(report=begun).count() == 2
    assert "陈思远" not in Version.objects.filter(report=begun).first().saved_by


def test_without_scripts_saving_leads_back_to_the_paragraph(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    answer = writer.post(address, {"text": "新写的文字。", "seen_version": "1"})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#block-{block.pk}")


def test_of_two_who_write_one_paragraph_the_later_sees_both_texts_and_keeps_his_own(
    begun: Report, world: World, writer: Client
) -> None:
    block = first_block(begun)
    save_block(block.pk, text="钱立冬写的。", seen_version=1, actor=world.actor("section", DAY), at=at(DAY))
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    answer = writer.post(address, {"text": "赵小满写的。", "seen_version": "1"}, HTTP_HX_REQUEST="true")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "钱立冬10:00已改过这一段" in page
    assert "钱立冬写的。" in page
    assert "赵小满写的。" in page
    assert BlockDraft.objects.get(block=block).text == "赵小满写的。"
    seen = str(Block.objects.get(pk=block.pk).version)
    writer.post(address, {"text": "合在一起。", "seen_version": seen}, HTTP_HX_REQUEST="true")
    assert Block.objects.get(pk=block.pk).runs == ["合在一起。"]
    assert not BlockDraft.objects.exists()


def test_pressing_save_twice_saves_once(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    for _ in range(2):
        answer = writer.post(address, {"text": "同一句。", "seen_version": "1"}, HTTP_HX_REQUEST="true")
        assert answer.status_code == 200
    assert Version.objects.filter(report=begun).count() == 2


def test_a_draft_comes_back_after_a_lost_session_and_others_are_warned(
    begun: Report, world: World, writer: Client
) -> None:
    block = first_block(begun)
    draft = reverse("reports:block_draft", args=[begun.case.number, block.pk])
    assert writer.post(draft, {"text": "写了一半", "seen_version": "1"}).status_code == 204
    again = signed_in_as(world.accounts["liaison"])
    form = again.get(reverse("reports:block", args=[begun.case.number, block.pk]), HTTP_HX_REQUEST="true")
    assert "写了一半" in form.content.decode()
    other = signed_in_as(world.accounts["section"]).get(reverse("reports:editor", args=[begun.case.number]))
    assert "赵小满正在写这一段" in other.content.decode()
    again.get(reverse("reports:block", args=[begun.case.number, block.pk]) + "?drop=1", HTTP_HX_REQUEST="true")
    assert not BlockDraft.objects.exists()


def test_a_draft_of_an_older_text_is_shown_beside_what_stands_now(begun: Report, world: World, writer: Client) -> None:
    block, number = first_block(begun), begun.case.number
    draft = reverse("reports:block_draft", args=[number, block.pk])
    assert writer.post(draft, {"text": "写了一半", "seen_version": "1"}).status_code == 204
    save_block(block.pk, text="别人写的。", seen_version=1, actor=world.actor("section", DAY), at=at(DAY))
    page = writer.get(reverse("reports:block", args=[number, block.pk]), HTTP_HX_REQUEST="true").content.decode()
    assert "合并后保存会覆盖" in page
    assert "别人写的。" in page
    assert "写了一半" in page


@pytest.mark.parametrize("is_deleted", [True, False])
def test_words_for_a_paragraph_that_takes_none_any_more_are_given_back(
    begun: Report, writer: Client, is_deleted: bool
) -> None:
    block, number = first_block(begun), begun.case.number
    address = reverse("reports:block", args=[number, block.pk])
    if is_deleted:
        block.delete()
    else:
        type(begun.case).objects.filter(pk=begun.pk).update(state="checking")
    for headers in ({"HTTP_HX_REQUEST": "true"}, {}):
        answer = writer.post(address, {"text": "写了很久的一段。", "seen_version": "1"}, **headers)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "写了很久的一段。" in page
        assert ("已被删去" if is_deleted else "不在起草中") in page


def test_a_version_that_is_no_number_saves_nothing_and_fells_nothing(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    answer = writer.post(
        reverse("reports:block", args=[begun.case.number, block.pk]), {"text": "新的。", "seen_version": "x"}
    )
    assert answer.status_code == 409
    assert "新的。" in answer.content.decode()


def test_a_reader_who_may_not_write_finds_no_way_to(begun: Report, world: World) -> None:
    block = first_block(begun)
    office = signed_in_as(world.accounts["clerk"])
    page = office.get(reverse("reports:editor", args=[begun.case.number])).content.decode()
    assert "修改标题" not in page
    assert "在后面加一段" not in page
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    office.post(address, {"text": "外人写的", "seen_version": "1"}, HTTP_HX_REQUEST="true")
    assert Block.objects.get(pk=block.pk).version == 1
    assert office.get(reverse("reports:elements", args=[begun.case.number])).status_code == 403


def test_a_bound_number_tells_its_source_and_takes_another_true_wording(begun: Report, writer: Client) -> None:
    block = block_with(begun, "tests.messages")
    address = reverse("reports:number", args=[begun.case.number, block.pk, 0])
    panel = writer.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "4415条" in panel
    assert "看来源记录" in panel
    assert "4400余条" in panel
    writer.post(address, {"token": "{{tests.messages||4400余}}", "seen_version": "1"}, HTTP_HX_REQUEST="true")
    page = writer.get(reverse("reports:read", args=[begun.case.number])).content.decode()
    assert "4400余条" in page


def test_a_wording_that_is_not_true_any_more_is_shown(begun: Report, writer: Client) -> None:
    block = block_with(begun, "tests.messages")
    text = "发布{{tests.messages||5000余}}。"
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    answer = writer.post(address, {"text": text, "seen_version": "1"}, HTTP_HX_REQUEST="true")
    assert "与现数不符" in answer.content.decode()


def test_a_typed_number_is_bound_recorded_or_kept(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    text = "办结督办事项167项，编发督查月报12期，限7项以内，发布政府信息99条。"
    page = writer.post(address, {"text": text, "seen_version": "1"}, HTTP_HX_REQUEST="true").content.decode()
    assert page.count("这个数没有出处") == 4

    def typed(place: int, **data: str) -> str:
        url = reverse("reports:typed", args=[begun.case.number, block.pk, place])
        panel = writer.get(url, HTTP_HX_REQUEST="true").content.decode()
        return panel + writer.post(url, data, HTTP_HX_REQUEST="true").content.decode()

    assert "办结督办事项" in typed(0, do="bind", code="tests.supervised")
    assert "不一致" in typed(2, do="bind", code="tests.messages")
    typed(0, do="record", code="tests.monthly")
    assert Reading.objects.get(figure="tests.monthly").state == "unverified"
    typed(0, do="keep", reason="规定的上限")
    row = Block.objects.get(pk=block.pk)
    assert [run["figure"] for run in row.runs if isinstance(run, dict)] == ["tests.supervised", "tests.monthly"]
    page = writer.get(reverse("reports:read", args=[begun.case.number])).content.decode()
    assert "12期" in page
    assert "未核" in page


def test_a_number_no_figure_counts_gets_one_of_the_units_own(begun: Report, writer: Client) -> None:
    block = first_block(begun)
    address = reverse("reports:block", args=[begun.case.number, block.pk])
    text = "开展送法进企业活动37场次，又开展送法进企业活动12场次。"
    writer.post(address, {"text": text, "seen_version": "1"}, HTTP_HX_REQUEST="true")
    url = reverse("reports:typed", args=[begun.case.number, block.pk, 0])
    panel = writer.get(url, HTTP_HX_REQUEST="true").content.decode()
    assert "自定指标并记为填报值" in panel
    refused = writer.post(url, {"do": "define", "title": "活动"}, HTTP_HX_REQUEST="true")
    assert refused.status_code == 422
    assert "写明这个数统计的是什么" in refused.content.decode()
    given = {"do": "define", "title": "开展送法进企业活动场次"}
    assert writer.post(url, given, HTTP_HX_REQUEST="true").status_code == 200
    reading = Reading.objects.get(figure__startswith="local.")
    assert (reading.printed, reading.state, reading.unit) == ("37场次", "unverified", begun.unit)
    assert find_figure(reading.figure).title == "开展送法进企业活动场次"  # type: ignore[union-attr]
    assert composed_report(begun).text.count("37场次") == 1
    again = writer.post(url, given, HTTP_HX_REQUEST="true")
    assert "已有填报值37场次" in again.content.decode()
    page = writer.get(f"/desk/figures/{reading.figure}/?period=year:2025&unit={reading.unit_id}").content.decode()
    assert begun.title in page
    assert "单位自定" in writer.get("/desk/figures/?area=local").content.decode()
    offered = writer.get(reverse("reports:figures", args=[begun.case.number]), {"q": "送法"}).content.decode()
    assert "开展送法进企业活动场次" in offered


def test_one_declaration_is_known_to_catalogue_interface_export_and_editor(begun: Report, writer: Client) -> None:
    code, asked = "tests.supervised", f"period=year:{YEAR}&unit={begun.unit_id}"
    assert "办结督办事项" in writer.get("/desk/figures/?q=督办").content.decode()
    assert writer.get(f"/api/v1/figures/{code}/value?period=year:{YEAR}").json()["printed"] == "167项"
    export = writer.get(f"/desk/figures/{code}/export?{asked}")
    cells = [cell for sheet in load_workbook(BytesIO(export.content)) for row in sheet.values for cell in row]
    assert any(cell == 167 for cell in cells)
    assert "167项" in "".join(str(cell) for cell in cells)
    found = writer.get(reverse("reports:figures", args=[begun.case.number]), {"q": "督办"}).content.decode()
    assert code in found


def test_a_paragraph_another_unit_signed_is_named_without_saying_whose(
    begun: Report, world: World, writer: Client
) -> None:
    own = "建立每周调度机制，由分管负责人听取重点工作进度，逐项研究存在问题并限期整改。"
    actor = world.actor("liaison", DAY)
    save_block(first_block(begun).pk, text=own, seen_version=1, actor=actor, at=at(DAY))
    begun.refresh_from_db()
    signed = composed_to_json(composed_report(begun))
    check = reverse("reports:check", args=[begun.case.number])
    assert "其他单位" not in writer.get(check).content.decode()
    receipt = start_report(
        world.district.tax,
        YEAR,
        "default",
        actor=world.actor("clerk", DAY),
        occurred_on=DAY,
        recorded_at=at(DAY),
        key="other",
    )
    Report.objects.filter(pk=receipt.case_id).update(frozen=signed, signed_on=DAY)
    page = writer.get(check).content.decode()
    assert "其他单位" in page
    assert "税务局" not in page


def test_figures_are_found_and_put_into_a_sentence(begun: Report, writer: Client) -> None:
    address = reverse("reports:figures", args=[begun.case.number])
    page = writer.get(address, {"q": "督查"}, HTTP_HX_REQUEST="true").content.decode()
    assert "编发督查月报" in page
    chosen = {"code": ["tests.supervised", "tests.messages"], "pattern": "series"}
    page = writer.get(address, chosen, HTTP_HX_REQUEST="true").content.decode()
    assert "办结督办事项{{tests.supervised}}、发布政府信息{{tests.messages}}" in page
    page = writer.get(address, chosen | {"up": "tests.messages"}, HTTP_HX_REQUEST="true").content.decode()
    assert "发布政府信息{{tests.messages}}、办结督办事项{{tests.supervised}}" in page
    misfit = chosen | {"pattern": "share", "make": "1"}
    assert "要选 3 个指标，现选 2 个" in writer.get(address, misfit, HTTP_HX_REQUEST="true").content.decode()


def test_a_share_is_said_to_rise_by_points_of_a_hundred(
    begun: Report, writer: Client, say: Callable[..., Reading]
) -> None:
    say("tests.kept", "95.2")
    say("tests.kept", "93.1", year=YEAR - 1)
    asked = {"code": "tests.kept", "pattern": "year_on_year"}
    page = writer.get(reverse("reports:figures", args=[begun.case.number]), asked).content.decode()
    assert "督办办结率95.2%，同比提高2.1个百分点" in page


def test_sections_are_added_changed_moved_and_removed(begun: Report, writer: Client) -> None:
    number = begun.case.number
    last = Section.objects.filter(report=begun).order_by("position").last()
    assert last is not None
    form = {"heading": "（三）加强队伍建设", "level": "2", "kind": "other"}
    answer = writer.post(reverse("reports:add_section", args=[number]) + f"?after={last.pk}", form)
    assert answer.status_code == 302
    added = Section.objects.get(report=begun, heading="加强队伍建设")
    change = form | {"heading": "抓好队伍建设", "seen_version": "1"}
    writer.post(reverse("reports:change_section", args=[number, added.pk]), change)
    added.refresh_from_db()
    assert added.heading == "抓好队伍建设"
    stale = writer.post(reverse("reports:change_section", args=[number, added.pk]), change | {"heading": "又改"})
    assert stale.status_code == 409
    writer.post(reverse("reports:section_act", args=[number, added.pk]), {"do": "remove"})
    assert not Section.objects.filter(pk=added.pk).exists()


def test_paragraphs_are_added_moved_removed_and_brought_back(begun: Report, writer: Client) -> None:
    number, section = begun.case.number, Section.objects.get(report=begun, kind="law_study")
    before = [block.pk for block in section.blocks.all()]
    act = reverse("reports:block_act", args=[number, before[0]])
    writer.post(act, {"do": "down"})
    assert [block.pk for block in section.blocks.all()][:2] == [before[1], before[0]]
    writer.post(act, {"do": "remove", "seen_version": "1"})
    assert section.blocks.count() == len(before) - 1
    writer.post(reverse("reports:versions", args=[number]), {"version": "1"})
    assert section.blocks.count() == len(before)
    page = writer.get(reverse("reports:versions", args=[number]), {"version": "3"}).content.decode()
    assert "删去" in page


def test_comments_are_written_by_readers_and_settled_by_writers(begun: Report, world: World, writer: Client) -> None:
    number, block = begun.case.number, first_block(begun)
    office = signed_in_as(world.accounts["clerk"])
    office.post(reverse("reports:comment", args=[number]), {"block": str(block.pk), "text": "这里要写清依据"})
    page = writer.get(reverse("reports:editor", args=[number])).content.decode()
    assert "这里要写清依据" in page
    comment = Comment.objects.get()
    writer.post(reverse("reports:settle_comment", args=[number, comment.pk]), {"answer": "已补"})
    comment.refresh_from_db()
    assert (comment.settled_by, comment.answer) == ("赵小满", "已补")


def test_the_office_begins_reports_of_several_units_at_once(world: World) -> None:
    office = signed_in_as(world.accounts["clerk"])
    address = reverse("reports:start")
    assert signed_in_as(world.accounts["stranger"]).get(address).status_code == 403
    page = office.get(address)
    assert "云山区税务局" in page.content.decode()
    units = [str(world.district.education.pk), str(world.district.tax.pk)]
    data = {"year": str(YEAR), "units": units, "profile": "bureau-six", "idempotency_key": "k"}
    data |= {"send_due_on": f"{YEAR + 1}-03-01", "publish_due_on": f"{YEAR + 1}-04-01"}
    assert office.post(address, data).status_code == 302
    assert Report.objects.filter(year=YEAR).count() == 2
    assert office.post(address, data).status_code == 302, "the same click again begins nothing"
    assert Report.objects.filter(year=YEAR).count() == 2
    more = data | {"units": [units[0], str(world.district.office.pk)], "idempotency_key": "m"}
    page = office.post(address, more, follow=True).content.decode()
    assert "已布置 1 个单位" in page
    assert "云山区教育局2025年的报告已经布置" in page
    assert Report.objects.filter(year=YEAR).count() == 3
    assert office.post(address, more | {"units": units, "idempotency_key": "n"}).status_code == 422
