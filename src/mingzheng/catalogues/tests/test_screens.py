"""The screens and endpoints of a catalogue: list as of a day, entry, comparison, forms, workbook out and in, who sees."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.public import Case
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.catalogues.models import Entry
from mingzheng.catalogues.selectors import in_force
from mingzheng.catalogues.sheets import read_catalogue, write_catalogue
from mingzheng.catalogues.tests.proposals import Proposals
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
BASE = "/desk/catalogues/disclosure/"


@pytest.fixture
def clerk(world: World) -> Client:
    return signed_in_as(world.accounts["clerk"])


def test_the_list_is_read_as_of_a_day(proposals: Proposals, clerk: Client) -> None:
    proposals.publish(proposals.add(), on=TODAY - timedelta(days=30))
    proposals.publish(proposals.alter(title="部门预算和决算"))
    assert "部门预算和决算" in clerk.get(BASE).content.decode()
    earlier = clerk.get(f"{BASE}?on={TODAY - timedelta(days=1)}").content.decode()
    assert "部门预算和决算" not in earlier
    assert "历史时点" in earlier
    assert clerk.get(f"{BASE}?on=nonsense&class_code=x&unit=abc").status_code == 200


def test_the_list_costs_the_same_for_one_entry_and_for_ten(proposals: Proposals, clerk: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            clerk.get(BASE)
        return len(queries)

    proposals.publish(proposals.add("GK-001"))
    cost()
    one = cost()
    proposals.publish(*(proposals.add(f"GK-{n:03d}") for n in range(2, 11)))
    assert cost() == one


def test_an_entry_shows_its_versions_and_two_of_them_side_by_side(proposals: Proposals, clerk: Client) -> None:
    proposals.publish(proposals.add())
    proposals.publish(proposals.alter(content="年度预算、决算及说明"))
    pk = Entry.objects.get().pk
    page = clerk.get(f"{BASE}{pk}/").content.decode()
    assert "第 2 版" in page
    assert "第 1 版" in page
    side = clerk.get(f"{BASE}{pk}/compare").content.decode()
    assert "有 <strong>1</strong> 栏不同" in side
    assert clerk.get(f"{BASE}999999/").status_code == 404
    assert clerk.get("/desk/catalogues/none/").status_code == 404


def test_a_unit_proposes_by_form_and_the_case_shows_the_lines(proposals: Proposals, world: World) -> None:
    liaison = signed_in_as(world.accounts["liaison"])
    sent = {
        **proposals.values(),
        "number": "GK-009",
        "effective_on": TODAY.isoformat(),
        "reason": "新增职责",
        "idempotency_key": "k1",
    }
    first, second = (liaison.post(f"{BASE}add", sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    case = Case.objects.get(procedure="catalogue_change")
    page = liaison.get(f"/desk/cases/{case.number}/").content.decode()
    assert "预算法第十四条" in page
    assert liaison.post(f"{BASE}add", {**sent, "title": "", "idempotency_key": "k2"}).status_code == 422
    refused = liaison.post(f"{BASE}add", {**sent, "idempotency_key": "k3"})
    assert refused.status_code in {409, 422}
    assert "未办结" in refused.content.decode()


def test_a_returned_proposal_comes_back_in_its_form(proposals: Proposals, world: World) -> None:
    receipt = proposals.propose(proposals.add())
    proposals.act(receipt.case_id, "send_back", "clerk", reason="依据不全")
    liaison = signed_in_as(world.accounts["liaison"])
    url = f"/desk/catalogues/changes/{receipt.number}/resubmit"
    assert "预算法第十四条" in liaison.get(url).content.decode()
    sent = {**proposals.values(legal_basis="预算法第十四条、第十五条"), "effective_on": TODAY, "reason": "补依据"}
    assert liaison.post(url, sent).status_code == 302
    assert proposals.case(receipt.case_id).state == "reviewing"
    assert signed_in_as(world.accounts["tax_liaison"]).get(url).status_code == 404


def test_a_workbook_goes_out_changed_comes_in_and_is_one_proposal(proposals: Proposals, clerk: Client) -> None:
    proposals.publish(proposals.add("GK-001"), proposals.add("GK-002", title="部门决算"))
    rows = in_force(proposals.catalogue, TODAY).order_by("entry__number")
    data = write_catalogue(proposals.catalogue, rows, TODAY)
    assert not read_catalogue(proposals.catalogue, data, filename="a.xlsx", on=TODAY).proposed
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.active
    assert sheet is not None
    head = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    place = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    sheet.cell(first, place["公开内容"]).value = "年度预算、绩效目标及说明"
    for name, value in zip(
        place,
        ["GK-003", "规划和相关政策", "专项规划", "规划文本", "城乡规划法", "政府网站", "每年", "", "教育局"],
        strict=False,
    ):
        sheet.cell(first + 2, place[name]).value = value
    target = BytesIO()
    book.save(target)
    read = read_catalogue(proposals.catalogue, target.getvalue(), filename="a.xlsx", on=TODAY)
    assert [row.problems for row in read.rows] == [(), (), ()]
    assert (read.count("add"), read.count("alter")) == (1, 1)
    upload = SimpleUploadedFile("目录.xlsx", target.getvalue())
    answer = clerk.post(f"{BASE}import/", {"sheet": upload})
    assert answer.status_code == 302
    preview = f"{BASE}import/{answer['Location']}"
    assert "新增 <strong>1</strong>" in clerk.get(preview).content.decode()
    assert clerk.post(preview, {"effective_on": TODAY, "reason": "年度调整"}).status_code == 302
    assert (
        Case.objects.filter(procedure="catalogue_change").latest("pk").title
        == "主动公开目录调整（新增 1 条、修改 1 条）"
    )


def test_a_workbook_that_is_none_of_ours_is_refused_with_advice(world: World, clerk: Client) -> None:
    answer = clerk.post(f"{BASE}import/", {"sheet": SimpleUploadedFile("x.xlsx", b"PK nothing")})
    assert answer.status_code in {409, 422}
    assert clerk.get(f"{BASE}import/123456/").status_code == 404


def test_strangers_and_administrators_see_no_catalogue(proposals: Proposals, world: World) -> None:
    proposals.publish(proposals.add())
    pk = Entry.objects.get().pk
    assert Client().get(BASE).status_code == 302
    tax = signed_in_as(world.accounts["tax_liaison"])
    assert tax.get(f"{BASE}{pk}/").status_code == 200
    assert "申报修改" not in tax.get(f"{BASE}{pk}/").content.decode()
    assert signed_in_as(world.accounts["stranger"]).get(f"{BASE}add").status_code == 403
