"""Oversight: every unit's standing, what several people asked for is proposed once, the log names nobody, the books close loops."""

import io

import pytest
from django.test import Client

from mingzheng.casework.public import BadInput, NotPermitted, horizon
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import TODAY, World
from mingzheng.domains.foi.models import ProactiveProposal
from mingzheng.domains.foi.office.oversight import alike_for, group_alike, standings_for
from mingzheng.domains.foi.office.public_log import answered_log
from mingzheng.domains.foi.register import judge_proposal
from mingzheng.domains.foi.tests.applications import answer, received
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.ledger.public import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]


def test_words_alike_are_one_matter_whoever_asked() -> None:
    rows = [
        ("1", "云溪路改造工程竣工验收文件", "a"),
        ("2", "申请公开云溪路改造工程的竣工验收文件", "b"),
        ("3", "云溪路改造工程竣工验收文件。", "a"),
        ("4", "某学校招生片区划分", "c"),
    ]
    assert group_alike(rows) == [(("1", "2", "3"), 2), (("4",), 1)]


def test_what_two_people_asked_for_is_proposed_until_it_is_registered(foi: Caller, world: World) -> None:
    actor = world.actor("clerk")
    cases = [received(foi, identity=f"证件{n}") for n in (1, 2)]
    for case_id in cases:
        answer(foi, case_id, "A2")
    (group,) = alike_for(actor, TODAY)
    assert (group.people, len(group.numbers)) == (2, 2)
    ProactiveProposal.objects.create(
        title="某项目批复",
        unit=world.district.office,
        occurred_on=TODAY,
        visibility=-1,
        entered_name="陈思远",
        entered_at=now(),
        changed_name="陈思远",
        changed_act="enter",
        changed_at=now(),
        numbers=foi.case(cases[0]).number,
        outcome="proposed",
    )
    assert alike_for(actor, TODAY) == []


def test_units_stand_side_by_side_and_may_be_urged(foi: Caller, world: World) -> None:
    late, done = received(foi), received(foi)
    answer(foi, done, "A2", late_reason="略")
    (standing,) = standings_for(world.actor("clerk"), horizon(TODAY))
    assert (standing.is_open, standing.overdue, standing.answered, standing.late) == (1, 0, 1, 0)
    assert standings_for(world.actor("stranger"), horizon(TODAY)) == []
    foi.do(late, "urge", note="请抓紧答复")
    with pytest.raises(NotPermitted):
        foi.do(late, "urge", "director", note="请抓紧")
    browser = signed_in_as(world.accounts["clerk"])
    page = browser.get("/desk/foi/oversight").content.decode()
    assert "云山区党政办公室" in page
    for book in ("foi_question", "foi_proactive"):
        assert browser.get(f"/desk/registers/{book}/").status_code == 200
    assert signed_in_as(world.accounts["stranger"]).get("/desk/foi/oversight").status_code == 403


def test_the_public_log_names_nobody_and_takes_only_what_was_looked_at(foi: Caller, world: World) -> None:
    case_id = received(foi, title="补贴批复", applicant="张晓丽")
    answer(foi, case_id, "C5")
    actor = world.actor("office_section")
    named, clean = (
        store_upload(io.BytesIO(text.encode()), filename=name, actor=actor, purpose="case")
        for name, text in (
            ("名单.txt", "补贴发放名单：王晓梅，电话 13800001111，住示例区示例路9号。" * 2),
            ("批复.txt", "关于补贴发放标准的批复，现予公开，自印发之日起执行，有效期三年。" * 2),
        )
    )
    assert answered_log(2026) == ([], False)
    foi.do(case_id, "list_people", people="马 立春、司马示例")
    third = store_upload(
        io.BytesIO(("马 立春等三户已经签订补偿协议，其余各户正在协商，预计年底前全部完成。" * 2).encode()),
        filename="协议.txt",
        actor=actor,
        purpose="case",
    )
    for title, papers in (("司马示例户补偿批复", []), ("补偿批复", [third.pk])):
        with pytest.raises(BadInput, match="等人的姓名"):
            foi.do(case_id, "list_publicly", "office_section", public_title=title, papers=papers)
    for title, papers in (("王晓梅 13800001111 的补贴批复", []), ("补贴批复", [named.pk])):
        with pytest.raises(BadInput, match="个人信息"):
            foi.do(case_id, "list_publicly", "office_section", public_title=title, papers=papers)
    foi.do(case_id, "list_publicly", "office_section", public_title="补贴批复", papers=[clean.pk])
    ((line,), _) = answered_log(2026)
    assert (line.decision, line.organ, line.files) == ("不予公开", "云山区党政办公室", ((clean.pk, "批复.txt"),))
    browser = Client()
    assert "补贴批复" in browser.get("/apply/log").content.decode()
    assert browser.get(f"/apply/log/files/{clean.pk}").status_code == 200
    assert browser.get(f"/apply/log/files/{named.pk}").status_code == 404
    foi.do(case_id, "unlist", "office_section", reason="重新审查")
    assert answered_log(2026) == ([], False)
    assert browser.get(f"/apply/log/files/{clean.pk}").status_code == 404


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"outcome": "proposed"}, []),
        ({"outcome": "published"}, ["no_address"]),
        ({"outcome": "published", "address": "https://example.gov.cn/1", "published_on": "2026-03-02"}, []),
        ({"outcome": "declined"}, ["no_reason"]),
    ],
)
def test_a_proposal_is_closed_with_its_proof(values: dict[str, str], code: list[str]) -> None:
    assert [one.code for one in judge_proposal(values)] == code
