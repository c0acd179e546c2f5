"""A file into a book: every row judged, names asked about, all or nothing, taken back until somebody verified."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.public import NotInThisState, NotPermitted, Refused
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.documents.reading import HeadedRows, NotOurSheet
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.models import StoredFile
from mingzheng.platform.ledger.public import list_entries, verify_ledger
from mingzheng.registers.importing.batches import (
    answer_names,
    check_batch,
    confirm_batch,
    drop_batch,
    keep_sheet,
    revert_batch,
)
from mingzheng.registers.importing.reading import read_sheet
from mingzheng.registers.importing.template import write_template
from mingzheng.registers.models import ImportBatch
from mingzheng.registers.public import verify_record
from mingzheng.registers.tests.records import enter
from mingzheng.registers.tests.toy import TOY, ToyVisit

pytestmark = pytest.mark.django_db
HEAD = ("走访日期", "单位", "走访主题", "方式", "主题", "参加人", "接待单位", "人数", "费用", "网址", "已公开")


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某单位走访情况表"])
    sheet.append([])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row(title: str, **more: Any) -> tuple[Any, ...]:
    values = {"走访日期": "2026年2月3日", "单位": "教育局", "走访主题": title, "方式": "座谈", **more}
    return tuple(values.get(name, "") for name in HEAD)


def keep(world: World, *rows: tuple[Any, ...], who: str = "liaison") -> ImportBatch:
    sheet = read_sheet(TOY, workbook(*rows), filename="表.xlsx")
    file = StoredFile.objects.get(pk=world.file(who, "表.xlsx"))
    return keep_sheet("toy_visit", sheet, file=file, actor=world.actor(who), recorded_at=NOW)


def check(world: World, batch: ImportBatch, who: str = "liaison") -> Any:
    return check_batch(ImportBatch.objects.get(pk=batch.pk), actor=world.actor(who), today=TODAY)


def test_the_template_reads_back_under_its_own_headings() -> None:
    with pytest.raises(NotOurSheet) as error:
        read_sheet(TOY, write_template(TOY), filename="模板.xlsx")
    assert "没有内容" in error.value.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_sets_offices_use(encoding: str) -> None:
    text = "走访日期,单位,走访主题,方式\n2026-02-03,教育局,走访甲校,座谈\n"
    sheet = read_sheet(TOY, text.encode(encoding), filename="a.csv")
    assert sheet.rows == ((2, {"occurred_on": "2026-02-03", "unit": "教育局", "title": "走访甲校", "kind": "座谈"}),)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"\x00\x01\x02" * 50, "a.csv"),
        ("单位,无关\n甲,乙\n".encode(), "a.csv"),
        (b"%PDF-1.4 x", "a.xlsx"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(NotOurSheet) as error:
        read_sheet(TOY, data, filename=name)
    assert error.value.message
    assert error.value.next_step


def test_a_right_file_comes_in_whole_with_its_ledger(world: World) -> None:
    good = row(
        "走访甲校", 主题="法治、环保", 参加人="赵小满，李清明", 接待单位="税务局", 人数=12, 费用=3.5, 已公开="是"
    )
    batch = keep(world, good, row("走访乙校"))
    assert ToyVisit._default_manager.count() == 0
    assert check(world, batch).may_confirm
    confirmed = confirm_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW)
    assert confirmed.row_count == 2
    record = ToyVisit._default_manager.get(title="走访甲校")
    assert sorted(choice.code for choice in record.themes.all()) == ["env", "law"]
    assert {person.name for person in record.people.all()} == {"赵小满", "李清明"}
    assert (record.host.name, record.guests, float(record.cost), record.is_public) == ("云山区税务局", 12, 3.5, True)
    (entry,) = list_entries("record", f"toy_visit:{record.pk}")
    assert (entry.kind, entry.payload["batch"]) == ("enter", batch.pk)
    assert not verify_ledger().findings
    again = confirm_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW)
    assert (again.row_count, ToyVisit._default_manager.count()) == (2, 2)


def test_one_faulty_row_keeps_every_row_out_and_each_fault_is_named(world: World) -> None:
    faulty = row("走访丙校", 走访日期="去年", 方式="跳舞", 人数="很多", 参加人="查无此人", 网址="ftp://x")
    batch = keep(world, row("走访甲校"), faulty, row("走访丁校", 单位="税务局"), row("", 走访日期="2027-01-01"))
    checked = check(world, batch)
    problems = {line.line: line.problems for line in checked.faulty}
    assert len(problems[5]) == 5
    assert problems[6] == ("您不能为这个单位登记",)
    assert "“走访主题”必填" in problems[7]
    with pytest.raises(Refused):
        confirm_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW)
    assert not ToyVisit._default_manager.exists()


def test_what_is_there_already_is_left_out_and_said(world: World) -> None:
    enter(world, link="https://e.cn/1")
    rows = (
        row("甲", 网址="https://e.cn/1/"),
        row("乙", 网址="https://e.cn/2"),
        row("丙", 网址="https://e.cn/2"),
        row("丁"),
    )
    batch = keep(world, *rows)
    checked = check(world, batch)
    assert [line.line for line in checked.duplicates] == [4, 6]
    assert "与第 5 行重复" in checked.duplicates[1].duplicate
    assert confirm_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW).row_count == 2


def test_an_unknown_unit_is_asked_about_and_the_answer_holds_for_all_its_rows(world: World) -> None:
    batch = keep(world, row("甲", 单位="区教委"), row("乙", 单位="区教委"))
    (asked,) = check(world, batch).unclear
    assert (asked.name, asked.rows) == ("区教委", 2)
    answer_names(batch.pk, {"区教委": world.district.education.pk}, actor=world.actor("liaison"))
    assert check(world, batch).may_confirm


def test_a_confirmed_import_is_taken_back_until_one_record_was_touched(world: World) -> None:
    batch = keep(world, row("甲"), row("乙"))
    liaison = world.actor("liaison")
    confirm_batch(batch.pk, actor=liaison, recorded_at=NOW)
    revert_batch(batch.pk, actor=liaison, recorded_at=NOW)
    assert set(ToyVisit._default_manager.values_list("state", flat=True)) == {"withdrawn"}
    other = keep(world, row("丙"))
    confirm_batch(other.pk, actor=liaison, recorded_at=NOW)
    pk = ToyVisit._default_manager.get(title="丙").pk
    ToyVisit._default_manager.filter(pk=pk).update(paper_count=1)
    verify_record("toy_visit", pk, actor=world.actor("verifier"), recorded_at=NOW)
    with pytest.raises(Refused):
        revert_batch(other.pk, actor=liaison, recorded_at=NOW)
    assert not verify_ledger().findings


def test_an_import_is_its_makers_own(world: World) -> None:
    batch = keep(world, row("甲"))
    with pytest.raises(NotPermitted):
        confirm_batch(batch.pk, actor=world.actor("head"), recorded_at=NOW)
    with pytest.raises(NotPermitted):
        keep(world, row("乙"), who="verifier")
    drop_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW)
    with pytest.raises(NotInThisState):
        confirm_batch(batch.pk, actor=world.actor("liaison"), recorded_at=NOW)


def test_checking_asks_as_often_for_a_hundred_rows_as_for_one(world: World) -> None:
    def asked(count: int) -> int:
        lines = [
            (
                n,
                {
                    "occurred_on": "2026-02-03",
                    "unit": "教育局",
                    "title": f"走访{n}",
                    "kind": "座谈",
                    "people": "赵小满",
                },
            )
            for n in range(count)
        ]
        sheet = HeadedRows(tuple(lines), ())
        file = StoredFile.objects.get(pk=world.file("liaison", f"{count}.xlsx"))
        batch = keep_sheet("toy_visit", sheet, file=file, actor=world.actor("liaison"), recorded_at=NOW)
        actor = world.actor("liaison")
        with CaptureQueriesContext(connection) as captured:
            check_batch(batch, actor=actor, today=TODAY)
        return len(captured)

    assert asked(100) <= asked(1)


def test_a_file_goes_through_the_pages(world: World) -> None:
    client = signed_in_as(world.accounts["liaison"])
    upload = SimpleUploadedFile("走访.xlsx", workbook(row("走访甲校"), row("走访乙校", 单位="区教委")))
    sent = client.post("/desk/registers/toy_visit/import", {"sheet": upload})
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "区教委" in page
    assert client.post(sent["Location"], {"act": "confirm"}).status_code == 422
    answers = {"act": "answer", "name": ["区教委"], "unit": [world.district.education.pk]}
    assert client.post(sent["Location"], answers).status_code == 302
    assert client.post(sent["Location"], {"act": "confirm"}).status_code == 302
    assert ToyVisit._default_manager.count() == 2
    assert signed_in_as(world.accounts["clerk"]).get(sent["Location"]).status_code == 404
    bad = SimpleUploadedFile("走访.xlsx", b"PK\x03\x04broken")
    refused = client.post("/desk/registers/toy_visit/import", {"sheet": bad})
    assert refused.status_code == 422
