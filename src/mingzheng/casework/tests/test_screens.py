"""The generic screens: everybody sees what is his, and a form does what its button says."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.announcing import announce_act
from mingzheng.casework.desk.action_fields import ActionForm
from mingzheng.casework.digest import count_for_digest
from mingzheng.casework.models import Case, Draft
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.standard.assignment import assign_handler
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.platform.access.models import Grant
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.accounts.tests.builders import make_administrator
from mingzheng.platform.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy", "today_is_fixed")]


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def browser(world: World, who: str) -> Client:
    return signed_in_as(world.accounts[who])


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/work/todo/",
        "/desk/work/done/",
        "/desk/work/unit/",
        "/desk/work/watched/",
        "/desk/work/soon/",
        "/desk/work/overdue/",
        "/desk/cases/",
        "/desk/board/",
        "/desk/procedures/toy/",
        "/desk/procedures/toy/board",
        "/desk/procedures/toy/board?by=state",
        "/desk/procedures/toy/?format=xlsx",
        "/desk/procedures/toy/?view=print",
    ],
)
def test_every_page_opens_for_office_and_unit(desk: Desk, world: World, path: str) -> None:
    desk.working()
    for who in ("clerk", "liaison", "stranger"):
        assert browser(world, who).get(path).status_code == 200


def test_strangers_are_sent_to_sign_in(desk: Desk) -> None:
    assert Client().get("/desk/").status_code == 302


def test_the_case_page_shows_what_may_be_done_and_hides_the_case_from_others(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    page = browser(world, "liaison").get(f"/desk/cases/{case.number}/")
    assert "送审：报送办结" in page.content.decode()
    assert browser(world, "stranger").get(f"/desk/cases/{case.number}/").status_code == 404
    assert browser(world, "tax_liaison").get(f"/desk/cases/{case.number}/").status_code == 404


def test_a_form_acts_through_the_door_and_a_second_sending_changes_nothing(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.open().case_id)
    client, url = browser(world, "clerk"), f"/desk/cases/{case.number}/act/dispatch"
    assert "现在不能办" not in client.get(url).content.decode()
    data = {"lead_units": [world.district.education.pk], "idempotency_key": "one", "seen_version": "1"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code in {302, 409}
    case.refresh_from_db()
    assert (case.state, case.version) == ("sent", 2)
    assert "不能交办" in client.get(url).content.decode()


def test_a_refusal_says_every_reason_and_keeps_what_was_typed(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    url = f"/desk/cases/{case.number}/act/resume"
    page = browser(world, "office_section").post(url, {"note": "写了很久的说明", "idempotency_key": "x"})
    assert page.status_code == 422
    assert "期限没有暂停" in page.content.decode()
    assert "写了很久的说明" in page.content.decode()


def test_who_may_not_act_gets_no_form(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    assert browser(world, "liaison").get(f"/desk/cases/{case.number}/act/verify").status_code == 403


def test_todo_is_what_waits_for_me(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.open().case_id)
    assert case.number in browser(world, "clerk").get("/desk/work/todo/").content.decode()
    assert case.number not in browser(world, "liaison").get("/desk/work/todo/").content.decode()
    desk.do(case.pk, "dispatch", "clerk", lead_units=[world.district.education.pk])
    assert case.number not in browser(world, "clerk").get("/desk/work/todo/").content.decode()
    assert case.number in browser(world, "liaison").get("/desk/work/todo/").content.decode()
    desk.do(case.pk, "receive", "liaison")
    desk.do(case.pk, "request_report", "liaison", result="好了")
    assert case.number in browser(world, "section").get("/desk/work/todo/").content.decode()
    assert case.number not in browser(world, "head").get("/desk/work/todo/").content.decode()


def test_a_deputy_acts_at_his_browser_knows_for_whom_and_is_told_of_what_comes(desk: Desk, world: World) -> None:
    world.absent("liaison", "stranger", TODAY, TODAY)
    case = Case.objects.get(pk=desk.open().case_id)
    receipt = desk.do(case.pk, "dispatch", "clerk", lead_units=[world.district.education.pk])
    announce_act.func(act_id=receipt.act_id)
    covering = world.people["stranger"].pk
    assert Notice.objects.get(person=covering).text == "新交办"
    client, url = browser(world, "stranger"), f"/desk/cases/{case.number}/act/receive"
    assert "赵小满，至2026年3月2日" in client.get("/desk/").content.decode()
    assert "您代赵小满办理（A/B 角）" in client.get(url).content.decode()
    assert client.post(url, {"idempotency_key": "d"}).status_code == 302
    act = case.acts.get(action="receive")
    assert (act.actor_name, act.on_behalf_name) == ("吴霜降", "赵小满")


def test_the_digest_counts_what_waits_as_home_does(desk: Desk, world: World) -> None:
    desk.working()
    person = world.people["liaison"].pk
    (waiting, late) = count_for_digest([person], TODAY)[person]
    assert (waiting.label, waiting.count, waiting.url) == ("等您办理", 1, "/desk/work/todo/")
    assert (late.label, late.count) == ("已逾期", 0)


def test_home_says_what_to_do_to_who_holds_nothing_and_leads_administrators_to_their_work(world: World) -> None:
    Grant.objects.filter(account=world.accounts["stranger"]).delete()
    assert "您的账号还没有授权" in browser(world, "stranger").get("/desk/").content.decode()
    client = signed_in_as(make_administrator("system"))
    assert client.get("/desk/")["Location"] == "/desk/admin/"


def test_a_draft_comes_back(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    client = browser(world, "liaison")
    place = f"act:{case.pk}:request_report"
    assert client.post(f"/desk/drafts/{place}", {"result": "写到一半"}).status_code == 204
    refused = client.post(f"/desk/drafts/{place}", {"result": "<b>机密</b>★1年"})
    assert refused.status_code == 422
    assert "未保存" in refused.json()["message"]
    assert Draft.objects.get().content == {"result": "写到一半"}
    assert "写到一半" in client.get(f"/desk/cases/{case.number}/act/request_report").content.decode()


def test_batch_urging_counts_each_case(desk: Desk, world: World) -> None:
    ids = [desk.working(), desk.working()]
    client, url = browser(world, "clerk"), "/desk/procedures/toy/bulk/urge"
    assert client.post(url, {"ids": [*ids, "9" * 30, "x"]}).status_code == 200
    received = browser(world, "liaison").post("/desk/procedures/toy/bulk/receive", {"ids": ids}).content.decode()
    assert received.count("不能签收") == len(ids), "before the button, of each that was received already"
    done = client.post(url, {"ids": ids, "confirmed": "1", "idempotency_key": "b", "means": "phone"})
    assert done.status_code == 302
    assert all(case.acts.filter(action="urge").count() == 1 for case in Case.objects.all())


def test_how_an_urging_was_made_is_asked_apart_from_how_it_was_recorded(desk: Desk, world: World) -> None:
    case, client = Case.objects.get(pk=desk.working()), browser(world, "clerk")
    url = f"/desk/cases/{case.number}/act/urge"
    assert "上门" in client.get(url).content.decode()
    assert client.post(url, {"means": "visit", "idempotency_key": "c"}).status_code == 302
    urging = case.acts.get(action="urge")
    assert (urging.data["means"], urging.on_behalf_name) == ("visit", "")


def test_the_printed_form_is_a_pdf(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    answer = browser(world, "clerk").get(f"/desk/cases/{case.number}/print")
    assert answer.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "path", ["/desk/procedures/toy/", "/desk/work/unit/", "/desk/", "/desk/board/", "/desk/procedures/toy/board"]
)
def test_a_page_costs_the_same_queries_for_one_case_and_for_ten(desk: Desk, world: World, path: str) -> None:
    client = browser(world, "liaison")
    counts = []
    for _ in range(2):
        desk.working()
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
        for _ in range(9):
            desk.working()
    assert counts[0] == counts[1]


def test_the_board_of_all_procedures_counts_what_its_reader_may_see(desk: Desk, world: World) -> None:
    desk.working()
    page = browser(world, "clerk").get("/desk/board/").content.decode()
    assert "/desk/procedures/toy/?lamp=normal" in page
    assert "/desk/procedures/toy/board" in page
    assert "现在没有在办的事项" in browser(world, "stranger").get("/desk/board/").content.decode()


def test_a_decision_of_a_leader_of_the_district_can_be_typed_in_for_him(desk: Desk, world: World) -> None:
    """代录: the leaders sit in no unit of the case; as handler inside the unit nobody names them."""
    leader = world.add("leader", "程远山", world.district.district, "head")
    case = Case.objects.get(pk=desk.working())
    assign = assign_handler(within=("working",))
    forms = [
        ActionForm(action=action, actor=world.actor("clerk"), case=case, on=TODAY)
        for action in (get_procedure("toy").action("transfer"), assign)
    ]
    assert leader.pk in dict(forms[0].fields["on_behalf_of"].widget.choices)
    assert str(leader.pk) not in {str(pk) for pk, _ in forms[1].fields["handler"].choices}
