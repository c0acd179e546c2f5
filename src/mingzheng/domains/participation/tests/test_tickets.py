"""Tickets of the national platform: read however offices save them, shown before they are kept, each registered once."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingzheng.casework.models import Act, Case
from mingzheng.casework.searching import subject_of
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.domains.participation.models import SiteError
from mingzheng.domains.participation.tickets.reading import kind_of, read_tickets, title_of
from mingzheng.domains.participation.tickets.registering import PURPOSE, register_list
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.public import StoredFile, store_upload
from mingzheng.platform.ledger.public import list_entries

pytestmark = pytest.mark.django_db
HEAD = ("序号", "留言编号", "问题网址", "问题类型", "问题描述", "转办时间", "状态", "承办单位", "网民姓名", "联系电话")
ROWS = (
    (1, "ZC001", "https://x.example/a/1.html", "错别字", "“布署”应为“部署”。请更正。", "2026-03-02 09:12", "待办理",
     "教育局", "李某", "13800000000"),
    (2, "ZC002", "https://x.example/b/", "链接不可用", "打不开", "2026/2/27 16:40:03", "未办结", "某局", "", ""),
    (3, "ZC003", "https://x.example/c/", "其他", "页面乱", "2026年2月25日", "", "", "", ""),
    (4, "ZC001", "https://x.example/d/", "其他", "重复", "2026-03-02", "", "", "", ""),
    (5, "ZC005", "https://x.example/e/", "其他", "已经答复的", "2026-02-20", "已办结", "", "", ""),
    (6, "ZC006", "", "其他", "没有网址", "不详", "", "", "", ""),
)  # fmt: skip


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["我为政府网站找错工单清单"])
    for row in (HEAD, *ROWS):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_list_is_judged_line_by_line() -> None:
    lines = [HEAD, *ROWS]
    text = "\n".join(",".join(str(cell) for cell in row) for row in lines)
    for data, name in ((workbook(), "清单.xlsx"), (text.encode("gb18030"), "清单.csv")):
        tickets = read_tickets(
            data, filename=name, find_unit={"教育局": 7, "某局": 0}.__getitem__, known=frozenset({"ZC003"}), on=TODAY
        )
        assert [(one.is_ready, one.is_known) for one in tickets] == [
            (True, False), (True, False), (False, True), (False, False), (False, False), (False, False),
        ]  # fmt: skip
        assert (tickets[0].unit_id, tickets[0].kind, tickets[0].title) == (7, "wording", "“布署”应为“部署”")
        assert (tickets[1].received_on, tickets[1].kind, tickets[1].unit_id) == (date(2026, 2, 27), "link", 0)
        assert (len(tickets[5].problems), tickets[0].reporter) == (2, "李某，13800000000")


@pytest.mark.parametrize(
    ("named", "words", "kind"),
    [
        ("", "领导信息栏目内容过时", "content"),
        ("网站功能不可用", "", "service"),
        ("", "公示了个人信息", "privacy"),
        ("", "?", "other"),
    ],
)
def test_a_kind_is_read_from_the_platform_or_from_the_words(named: str, words: str, kind: str) -> None:
    assert kind_of(named, words) == kind


def test_a_title_is_the_first_sentence_without_personal_data() -> None:
    assert "13812345678" not in title_of("请回电13812345678。页面打不开")
    assert len(title_of("长" * 200)) == 60


def test_tickets_are_registered_once_with_their_own_days_and_the_list_is_erased(world: World) -> None:
    clerk = signed_in_as(world.accounts["clerk"])
    sent = {"sheet": SimpleUploadedFile("清单.xlsx", workbook()), "idempotency_key": "a"}
    answer = clerk.post(reverse("participation:tickets"), sent)
    assert answer.status_code == 302
    place = answer["Location"]
    page = clerk.get(place).content.decode()
    assert "与前面的一行编号相同" in page
    assert "13800000000" not in page
    for who, status in (("office_section", 404), ("liaison", 403)):
        assert signed_in_as(world.accounts[who]).get(place).status_code == status
    assert clerk.post(place, {"confirm": "1"}).status_code == 422
    unit = str(world.district.office.pk)
    assert clerk.post(place, {"confirm": "1", "unit": unit}).status_code == 302
    cases = {case.external_number: case for case in Case.objects.filter(procedure="site_error")}
    assert sorted(cases) == ["ZC001", "ZC002", "ZC003"]
    # 28 February 2026 is a Saturday on which people work.
    assert [cases[number].due_on for number in sorted(cases)] == [date(2026, 3, 5), date(2026, 3, 3), date(2026, 2, 28)]
    assert cases["ZC001"].handling_unit_id == world.district.education.pk
    kept = str(list(Act.objects.filter(case__in=cases.values()).values_list("data", flat=True)))
    kept += str([entry.payload for case in cases.values() for entry in list_entries("case", str(case.pk))])
    assert "13800000000" not in kept
    assert StoredFile.objects.get(name="").purpose == PURPOSE
    assert clerk.get(place).status_code == 404
    actor = world.actor("clerk")
    again = store_upload(io.BytesIO(workbook()), filename="再来.xlsx", actor=actor, purpose=PURPOSE)
    assert register_list(again, unit_id=world.district.office.pk, actor=actor, at=NOW).opened == 0
    assert SiteError.objects.count() == 3
    indexed = subject_of(cases["ZC001"])
    assert ("ZC001" in indexed.text, "https://x.example/a/1.html" in indexed.text) == (True, True)


def test_a_list_that_is_none_is_refused_and_not_kept(world: World) -> None:
    clerk = signed_in_as(world.accounts["clerk"])
    sheet = SimpleUploadedFile("x.csv", "甲,乙\n1,2\n".encode())
    answer = clerk.post(reverse("participation:tickets"), {"sheet": sheet, "idempotency_key": "b"})
    assert (answer.status_code, "留言编号" in answer.content.decode()) == (422, True)
    assert not StoredFile.objects.exclude(name="").exists()
    assert signed_in_as(world.accounts["liaison"]).get(reverse("participation:tickets")).status_code == 403
