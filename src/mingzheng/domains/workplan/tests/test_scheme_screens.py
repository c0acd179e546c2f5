"""The screens of a scheme: who may open them, correcting in place, soliciting opinions, and what a page costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.models import Act
from mingzheng.casework.public import perform
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.workplan.models import RequirementUnit, SchemeDetail, SchemeOpinion
from mingzheng.domains.workplan.services.booking import book_all
from mingzheng.domains.workplan.services.directory import read_directory
from mingzheng.domains.workplan.tests.made_scheme import ROWS, bring_in, page, perform_book, settle_all
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.org.public import NotPermitted, ask_alias, decide_alias, list_alias_requests
from mingzheng.platform.org.public import Refused as OrgRefused
from mingzheng.platform.parameters.public import set_value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]


@pytest.fixture
def scheme(world: World) -> SchemeDetail:
    return SchemeDetail.objects.get(pk=bring_in(world).case_id)


def browser(world: World, who: str) -> Client:
    return signed_in_as(world.accounts[who])


def act(world: World, scheme: SchemeDetail, action: str, who: str, **data: object) -> None:
    perform(
        scheme.pk,
        action,
        actor=world.actor(who),
        occurred_on=TODAY,
        recorded_at=at(TODAY),
        data=data,
        key=f"{action}{who}",
    )


def address(scheme: SchemeDetail, rest: str = "check") -> str:
    return f"/desk/plan/schemes/{scheme.case.number}/{rest}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("office_section", 200), ("director", 200), ("liaison", 403), ("stranger", 403)],
)
def test_only_the_office_opens_the_import(world: World, who: str, status: int) -> None:
    assert browser(world, who).get("/desk/plan/import").status_code == status


@pytest.mark.parametrize(
    ("who", "sees", "edits"),
    [
        ("clerk", 200, 200),
        ("office_section", 200, 200),
        ("verifier", 200, 403),
        ("liaison", 404, 404),
        ("tax_liaison", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_the_office_checks_others_of_it_look_and_units_see_nothing(world, scheme, who, sees, edits) -> None:
    client, row = browser(world, who), scheme.requirements.first()
    assert client.get(address(scheme)).status_code == sees
    assert client.get(address(scheme, f"rows/{row.pk}")).status_code == edits
    assert client.post(address(scheme, f"rows/{row.pk}"), {"do": "all_units"}).status_code in {edits, 302}
    assert client.post(address(scheme, "recipients")).status_code in ({302} if edits == 200 else {edits})


@pytest.mark.parametrize("rest", ["check", "opinions", "rows/1", "booking", "recipients", "rows/new", "findings/1"])
def test_strangers_are_sent_to_sign_in(scheme: SchemeDetail, rest: str) -> None:
    assert Client().get(address(scheme, rest)).status_code == 302


def test_the_check_shows_tree_source_and_what_must_be_answered(world: World, scheme: SchemeDetail) -> None:
    text = browser(world, "clerk").get(address(scheme)).content.decode()
    for words in (
        "一、夯实基础",
        "单位未对应",
        "云山区文体局",
        "区工作机构",
        "没有牵头单位",
        "下载文件" if scheme.source_file else "原文",
    ):
        assert words in text
    assert text.count('data-rows="') >= len(ROWS)


def test_a_row_is_corrected_where_it_stands_and_the_summary_with_it(world: World, scheme: SchemeDetail) -> None:
    client, row = browser(world, "clerk"), scheme.requirements.get(number="6")
    url, scripted = address(scheme, f"rows/{row.pk}"), {"HX-Request": "true"}
    assert "改文字" in client.get(url, headers=scripted).content.decode()
    given = {"do": "add_unit", "unit": world.district.tax.pk, "role": "lead", "idempotency_key": "a"}
    answer = client.post(url, given, headers=scripted).content.decode()
    assert f'id="row-{row.pk}"' in answer
    assert 'id="check-summary"' in answer
    assert row.findings.get(code="no_lead_unit").settled_at is not None


def test_without_scripts_the_form_leads_back_to_the_row(world: World, scheme: SchemeDetail) -> None:
    client, row = browser(world, "clerk"), scheme.requirements.get(number="1")
    given = {"do": "deadline", "deadline_kind": "fixed", "due_on": "2026-09-30", "idempotency_key": "a"}
    answer = client.post(address(scheme, f"rows/{row.pk}"), given)
    assert answer.url.endswith(f"#row-{row.pk}")
    assert scheme.requirements.get(number="1").due_on.isoformat() == "2026-09-30"


def test_a_name_matched_by_hand_may_be_kept_as_an_alias_when_the_administrator_agrees(world, scheme) -> None:
    client, row, unit = browser(world, "clerk"), scheme.requirements.get(number="5"), world.district.education
    url, asked = address(scheme, f"rows/{row.pk}"), row.units.get()
    early = client.post(url, {"do": "alias", "printed": asked.pk, "idempotency_key": "a"})
    assert "请先选定" in early.content.decode()
    client.post(url, {"do": "choose", "printed": asked.pk, "unit": unit.pk, "idempotency_key": "b"})
    assert "记为别名" in client.get(url).content.decode()
    client.post(url, {"do": "alias", "printed": asked.pk, "idempotency_key": "c"})
    (request,) = list_alias_requests(waiting=True)
    assert (request.alias, request.unit, request.found_in.split()[0]) == (asked.printed, unit, scheme.case.number)
    assert read_directory(TODAY).match(asked.printed).unit_id is None
    with pytest.raises(NotPermitted):
        decide_alias(request, keep=True, editor=world.actor("clerk"), by_name="x")
    decide_alias(request, keep=True, editor=SYSTEM, by_name="系统管理员")
    assert read_directory(TODAY).match(asked.printed).unit_id == unit.pk
    assert Act.objects.filter(case=scheme.pk, action="edit_row").count() == 2
    with pytest.raises(OrgRefused, match="已指"):
        ask_alias(unit=world.district.tax, alias=asked.printed, by="account:1", by_name="x")


def test_where_the_parameter_says_so_the_alias_holds_at_once(world, scheme) -> None:
    set_value("workplan.alias_at_once", True, actor="system", reason="试行")
    client, row, unit = browser(world, "clerk"), scheme.requirements.get(number="5"), world.district.education
    url, asked = address(scheme, f"rows/{row.pk}"), row.units.get()
    client.post(url, {"do": "choose", "printed": asked.pk, "unit": unit.pk, "idempotency_key": "b"})
    client.post(url, {"do": "alias", "printed": asked.pk, "idempotency_key": "c"})
    assert read_directory(TODAY).match(asked.printed).unit_id == unit.pk


def test_a_refusal_names_what_is_missing(world: World, scheme: SchemeDetail) -> None:
    client, row = browser(world, "clerk"), scheme.requirements.get(number="1")
    answer = client.post(address(scheme, f"rows/{row.pk}"), {"do": "deadline", "deadline_kind": "fixed"})
    assert answer.status_code == 422
    assert "请填写完成日期" in answer.content.decode()


def test_one_answer_serves_every_row_that_prints_the_name(world: World, scheme: SchemeDetail) -> None:
    row, other = scheme.requirements.get(number="5"), scheme.requirements.get(number="2")
    RequirementUnit.objects.create(requirement=other, role="co", printed="云山区文体局")
    asked = row.units.get()
    given = {"do": "choose", "printed": asked.pk, "unit": world.district.education.pk, "idempotency_key": "a"}
    url = address(scheme, f"rows/{row.pk}")
    answer = browser(world, "clerk").post(url, given, headers={"HX-Request": "true"}).content.decode()
    assert f'id="row-{row.pk}"' in answer
    assert f'id="row-{other.pk}"' in answer


def test_recipients_are_picked_from_the_tree(world: World, scheme: SchemeDetail) -> None:
    units = [world.district.education.pk, world.district.tax.pk]
    answer = browser(world, "clerk").post(address(scheme, "recipients"), {"units": units, "idempotency_key": "a"})
    assert answer.status_code == 302
    assert scheme.recipient_units.count() == 2
    assert not scheme.findings.filter(code="unknown_recipient", settled_at__isnull=True).exists()


def test_a_row_of_another_scheme_is_not_found(world: World, scheme: SchemeDetail) -> None:
    other = SchemeDetail.objects.get(pk=bring_in(world, page(year=2025), key="other").case_id)
    assert browser(world, "clerk").get(address(scheme, f"rows/{other.requirements.first().pk}")).status_code == 404


def test_the_case_page_leads_to_the_check_and_then_to_the_ledger(world: World, scheme: SchemeDetail) -> None:
    client, url = browser(world, "clerk"), f"/desk/cases/{scheme.case.number}/"
    assert "对照原文核对" in client.get(url).content.decode()
    assert client.get(f"{url}act/edit_row").url == address(scheme)
    settle_all(world, scheme)
    perform_book(world, scheme, {"occurred_on": TODAY, "recorded_at": at(TODAY)})
    assert "正在建账" in client.get(url).content.decode()
    assert client.get(address(scheme, "booking")).status_code == 200
    book_all(scheme.pk, actor=world.actor("office_section"), occurred_on=TODAY, recorded_at=at(TODAY))
    assert "打开台账" in client.get(url).content.decode()


@pytest.fixture
def going_round(world: World) -> SchemeDetail:
    scheme = SchemeDetail.objects.get(pk=bring_in(world, kind="draft").case_id)
    units = [world.district.education.pk]
    act(world, scheme, "solicit", "clerk", co_units=units, until="2026-03-20")
    return scheme


def test_a_unit_answers_row_by_row_in_one_form(world: World, going_round: SchemeDetail) -> None:
    client, rows = browser(world, "liaison"), list(going_round.requirements.all())
    assert "逐项认领" in client.get(address(going_round, "opinions")).content.decode()
    given = {
        f"position-{rows[0].pk}": "claim",
        f"position-{rows[1].pk}": "change",
        f"text-{rows[1].pk}": "建议改为每半年",
        f"position-{rows[2].pk}": "claim",
        "idempotency_key": "a",
    }
    assert client.post(address(going_round, "opinions"), given).status_code == 302
    assert client.post(address(going_round, "opinions"), given).status_code == 302
    assert SchemeOpinion.objects.count() == 3
    assert Act.objects.filter(action="give_opinion").count() == 2


def test_a_wish_for_change_without_words_is_refused(world: World, going_round: SchemeDetail) -> None:
    given = {f"position-{going_round.requirements.first().pk}": "object", "idempotency_key": "a"}
    answer = browser(world, "liaison").post(address(going_round, "opinions"), given)
    assert answer.status_code == 422
    assert not SchemeOpinion.objects.exists()


def test_the_office_answers_each_opinion_and_a_unit_not_asked_sees_nothing(world, going_round) -> None:
    row = going_round.requirements.first()
    given = {f"position-{row.pk}": "change", f"text-{row.pk}": "改一改", "idempotency_key": "a"}
    browser(world, "liaison").post(address(going_round, "opinions"), given)
    opinion = SchemeOpinion.objects.get()
    url = address(going_round, f"opinions/{opinion.pk}")
    assert browser(world, "liaison").post(url, {"adopted": "yes"}).status_code == 403
    assert browser(world, "tax_liaison").get(address(going_round, "opinions")).status_code == 404
    office = browser(world, "clerk")
    assert "改一改" in office.get(address(going_round, "opinions")).content.decode()
    office.post(url, {"adopted": "yes", "how": "已改", "idempotency_key": "b"})
    opinion.refresh_from_db()
    assert (opinion.is_adopted, opinion.handled_how) == (True, "已改")
    assert "采纳" in browser(world, "liaison").get(address(going_round, "opinions")).content.decode()
    more = {**given, "position-whole": "agree", "idempotency_key": "c"}
    browser(world, "liaison").post(address(going_round, "opinions"), more)
    assert SchemeOpinion.objects.filter(requirement=row).count() == 1
    act(world, going_round, "close_solicitation", "clerk")
    assert "改一改" in office.get(address(going_round, f"rows/{row.pk}")).content.decode()


def test_the_check_costs_the_same_queries_for_five_rows_and_for_fifty(world: World) -> None:
    client = browser(world, "clerk")
    counts = []
    for key, times in (("few", 1), ("many", 10)):
        rows = tuple((str(n * 10 + i), text, units) for n in range(times) for i, (_, text, units) in enumerate(ROWS))
        scheme = SchemeDetail.objects.get(pk=bring_in(world, page(rows), key=key).case_id)
        client.get(address(scheme))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(scheme)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
