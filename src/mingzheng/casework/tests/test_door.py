"""The door: what it lets through, what it refuses and how, and what is on record afterwards."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime

from mingzheng.casework.door import open_case, perform
from mingzheng.casework.errors import BadInput, CaseNotFound, KeyReused, NotInThisState, NotPermitted, Refused, Stale
from mingzheng.casework.models import Act, Case, CaseParty, SignOffRequest
from mingzheng.casework.selectors import facts_of, list_recordable_for
from mingzheng.casework.standard.opinions import opinions_of
from mingzheng.casework.tests.world import NOW, TODAY, World, at
from mingzheng.casework.worklists import todo_for
from mingzheng.platform.ledger.public import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy")]


class Desk:
    """Shorthand for calls at the door in tests."""

    def __init__(self, world: World) -> None:
        self.world, self.count = world, 0

    def open(self, who: str = "clerk", *, on: date = TODAY, key: str = "", **data: object):
        self.count += 1
        return open_case(
            "toy",
            actor=self.world.actor(who, on),
            occurred_on=on,
            recorded_at=at(on),
            data={"title": "修一条路", **data},
            key=key or f"k{self.count}",
        )

    def do(
        self, case_id: int, action: str, who: str, *, on: date = TODAY, key: str = "", seen=None, typed=None, **rest
    ):
        self.count += 1
        evidence, record_for = rest.pop("evidence", ()), rest.pop("record_for", None)
        return perform(
            case_id,
            action,
            actor=self.world.actor(who, on),
            occurred_on=on,
            recorded_at=typed or at(on),
            data=rest,
            key=key or f"k{self.count}",
            seen_version=seen,
            evidence=evidence,
            record_for=record_for,
        )

    def working(self) -> int:
        bureau = self.world.district.education
        case_id = self.open().case_id
        self.do(case_id, "dispatch", "clerk", lead_units=[bureau.pk])
        self.do(case_id, "receive", "liaison")
        return case_id


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_a_whole_life_is_recorded_act_by_act(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    for who in ("section", "deputy"):
        desk.do(case_id, "sign", who)
    last = desk.do(case_id, "sign", "head")
    assert last.action == "report"
    desk.do(case_id, "verify", "office_section")
    case = Case.objects.get(pk=case_id)
    assert (case.state, case.is_open, case.closed_on) == ("done", False, TODAY)
    acts = [act.action for act in Act.objects.filter(case=case).order_by("sequence")]
    assert acts == ["register", "dispatch", "receive", "request_report", "sign", "sign", "sign", "report", "verify"]
    assert [entry.kind for entry in list_entries("case", str(case_id))] == acts
    assert not CaseParty.objects.filter(case=case, is_open=True).exists()
    assert not case.clocks.filter(state__in=["running", "suspended"]).exists()


def test_dispatch_starts_the_clocks_and_the_due_date_is_the_main_one(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    receipt = desk.do(case_id, "dispatch", "clerk", lead_units=[world.district.education.pk])
    assert receipt.due_on == date(2026, 3, 30)
    case = Case.objects.get(pk=case_id)
    assert {clock.limit: clock.due_on for clock in case.clocks.all()} == {
        "receipt": date(2026, 3, 4),
        "reply": date(2026, 3, 30),
    }
    assert set(case.parties.values_list("due_on", flat=True)) == {date(2026, 3, 30)}


def test_a_suspension_moves_the_due_date_by_the_days_it_lasted(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "suspend", "office_section", on=date(2026, 3, 9), reason="等批复", basis="示例")
    assert Case.objects.get(pk=case_id).is_suspended
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "resume", "office_section", on=date(2026, 3, 6), typed=at(date(2026, 3, 9)))
    assert [reason.code for reason in refused.value.reasons] == ["clock_days"]
    desk.do(case_id, "resume", "office_section", on=date(2026, 3, 20))
    case = Case.objects.get(pk=case_id)
    assert (case.is_suspended, case.due_on) == (False, date(2026, 4, 13))


def test_an_extension_is_asked_granted_once_and_bounded(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_extension", "liaison", amount=10, reason="量大")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "request_extension", "liaison", amount=10, reason="量大")
    assert [reason.code for reason in refused.value.reasons] == ["extension_pending"]
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "grant_extension", "office_section", amount=21)
    assert refused.value.reasons[0].code == "extension_length"
    desk.do(case_id, "grant_extension", "office_section", amount=10)
    assert Case.objects.get(pk=case_id).due_on == date(2026, 4, 14)
    desk.do(case_id, "request_extension", "liaison", amount=5, reason="还不够")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "grant_extension", "office_section", amount=5)
    assert refused.value.reasons[0].code == "extension_used"


def test_a_second_return_goes_to_arbitration_and_the_ruling_is_final(desk: Desk, world: World) -> None:
    bureau, tax = world.district.education.pk, world.district.tax.pk
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[bureau])
    desk.do(case_id, "return_case", "liaison", reason="不是我们的", basis="三定")
    desk.do(case_id, "dispatch", "clerk", lead_units=[bureau])
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "return_case", "liaison", reason="还不是", basis="三定")
    assert refused.value.reasons[0].code == "returned_before"
    desk.do(case_id, "ask_arbitration", "liaison", reason="争议", basis="三定")
    desk.do(case_id, "arbitrate", "director", lead_units=[tax], reason="属税务", basis="三定")
    case = Case.objects.get(pk=case_id)
    assert (case.state, case.handling_unit_id) == ("sent", tax)
    with pytest.raises(CaseNotFound):
        desk.do(case_id, "receive", "liaison")


def test_an_act_that_leads_on_does_not_lie_before_the_one_that_led_here(desk: Desk, world: World) -> None:
    case_id = desk.open(on=TODAY - timedelta(days=3)).case_id
    desk.do(case_id, "dispatch", "clerk", on=TODAY - timedelta(days=1), lead_units=[world.district.education.pk])
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "receive", "liaison", on=TODAY - timedelta(days=2))
    assert [reason.code for reason in refused.value.reasons] == ["before_last_step"]
    desk.do(case_id, "urge", "clerk", on=TODAY - timedelta(days=2))
    desk.do(case_id, "receive", "liaison", on=TODAY - timedelta(days=1))


def test_what_was_ruled_is_not_disputed_again_and_a_unit_has_one_role(desk: Desk, world: World) -> None:
    bureau = world.district.education.pk
    case_id = desk.open().case_id
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "dispatch", "clerk", lead_units=[bureau], co_units=[bureau])
    assert [reason.code for reason in refused.value.reasons] == ["two_roles"]
    desk.do(case_id, "dispatch", "clerk", lead_units=[bureau])
    desk.do(case_id, "return_case", "liaison", reason="不是我们的", basis="三定")
    desk.do(case_id, "dispatch", "clerk", lead_units=[bureau])
    desk.do(case_id, "ask_arbitration", "liaison", reason="争议", basis="三定")
    desk.do(case_id, "arbitrate", "director", lead_units=[bureau], reason="属教育", basis="三定")
    for again in ("return_case", "ask_arbitration"):
        with pytest.raises(Refused) as refused:
            desk.do(case_id, again, "liaison", reason="还不是", basis="三定")
        assert [reason.code for reason in refused.value.reasons] == ["ruled"]


def test_the_same_key_gives_the_first_result_and_one_case(desk: Desk) -> None:
    first = desk.open(key="same")
    again = desk.open(key="same")
    assert again.case_id == first.case_id
    assert again.repeated
    assert Case.objects.count() == 1
    with pytest.raises(KeyReused):
        desk.open(key="same", title="另一条路")


def test_keys_of_different_people_never_meet(desk: Desk) -> None:
    assert desk.open("clerk", key="same").case_id != desk.open("office_section", key="same").case_id


def test_the_loser_of_a_race_reads_who_did_what(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", seen=1, lead_units=[world.district.education.pk])
    with pytest.raises(Stale) as stale:
        desk.do(case_id, "dispatch", "office_section", seen=1, lead_units=[world.district.tax.pk])
    assert (stale.value.by, stale.value.action) == ("陈思远", "交办")
    assert f"{localtime(stale.value.at):%H:%M}办理" in stale.value.message  # the clock on the reader's wall


@pytest.mark.parametrize(
    ("who", "error"),
    [("liaison", CaseNotFound), ("stranger", CaseNotFound), ("verifier", NotPermitted)],
)
def test_who_may_not_dispatch(desk: Desk, world: World, who: str, error: type[Exception]) -> None:
    case_id = desk.open().case_id
    with pytest.raises(error):
        desk.do(case_id, "dispatch", who, lead_units=[world.district.education.pk])
    assert Act.objects.count() == 1


def test_an_action_outside_its_state_is_not_a_matter_of_permission(desk: Desk) -> None:
    case_id = desk.open().case_id
    with pytest.raises(NotInThisState):
        desk.do(case_id, "verify", "office_section")


def test_whoever_registered_may_not_verify(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    for who in ("section", "deputy", "head"):
        desk.do(case_id, "sign", who)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "verify", "clerk")
    assert refused.value.reasons[0].code == "separation_of_duties"


def test_all_reasons_are_said_at_once(desk: Desk) -> None:
    case_id = desk.working()
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "resume", "office_section", on=date(2026, 2, 27), typed=at(TODAY + timedelta(days=9)))
    assert {reason.code for reason in refused.value.reasons} == {
        "clock_state",
        "late_entry_evidence",
        "before_opening",
    }


def test_all_bad_fields_are_said_at_once(desk: Desk) -> None:
    case_id = desk.open().case_id
    with pytest.raises(BadInput) as bad:
        desk.do(case_id, "dispatch", "clerk", co_units=["x"], nonsense="1")
    assert set(bad.value.errors) == {"lead_units", "co_units", "nonsense"}


def test_nothing_goes_up_without_sign_off(desk: Desk) -> None:
    case_id = desk.working()
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "report", "liaison", result="已修好")
    assert refused.value.reasons[0].code == "sign_off_missing"


def test_sign_off_goes_rung_by_rung_and_nobody_signs_out_of_turn(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "sign", "head")
    assert refused.value.reasons[0].code == "not_this_level"
    desk.do(case_id, "sign", "section")
    desk.do(case_id, "refuse_to_sign", "deputy", reason="数字不清")
    assert Case.objects.get(pk=case_id).state == "working"
    desk.do(case_id, "request_report", "liaison", result="已修好，长 3 公里")


def test_a_stamped_paper_replaces_the_signatures(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    desk.do(case_id, "attach_signed_paper", "liaison", paper=[world.file("liaison")])
    assert Case.objects.get(pk=case_id).state == "reported"


def test_the_b_role_signs_for_the_absent_and_the_record_says_so(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    world.absent("section", "deputy", TODAY, TODAY)
    desk.do(case_id, "sign", "deputy")
    act = Act.objects.get(case_id=case_id, action="sign")
    assert (act.actor_name, act.on_behalf_name, act.means) == ("孙谷雨", "钱立冬", "cover")


def test_recording_for_a_leader_needs_the_paper_and_names_both(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[world.district.education.pk])
    director = (world.people["director"].pk, "phone")
    with pytest.raises(Refused) as refused:
        desk.do(
            case_id, "transfer", "clerk", record_for=director, lead_units=[world.district.tax.pk], reason="电话指示"
        )
    assert refused.value.reasons[0].code == "evidence_missing"
    photo = world.file("clerk")
    desk.do(
        case_id,
        "transfer",
        "clerk",
        record_for=director,
        evidence=(photo,),
        lead_units=[world.district.tax.pk],
        reason="电话指示",
    )
    act = Act.objects.get(case_id=case_id, action="transfer")
    assert (act.actor_name, act.on_behalf_name, act.means, act.evidence) == ("陈思远", "梁伯文", "phone", [photo])


def test_late_entry_keeps_both_days_and_asks_for_evidence(desk: Desk, world: World) -> None:
    case_id = desk.working()
    typed = at(TODAY + timedelta(days=10))
    with pytest.raises(Refused):
        desk.do(case_id, "urge", "clerk", typed=typed)
    desk.do(case_id, "urge", "clerk", typed=typed, evidence=(world.file("clerk"),))
    act = Act.objects.get(case_id=case_id, action="urge")
    assert (act.occurred_on, act.recorded_at, act.is_late_entry) == (TODAY, typed, True)


def test_a_slip_is_recalled_only_before_the_unit_opened_it(desk: Desk, world: World) -> None:
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[world.district.education.pk])
    CaseParty.objects.filter(case_id=case_id, role="lead").update(first_viewed_at=NOW)
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "recall", "clerk", reason="发错了")
    assert refused.value.reasons[0].code == "already_opened"
    desk.do(case_id, "return_case", "liaison", reason="不属本局职责", basis="三定规定")
    desk.do(case_id, "dispatch", "clerk", lead_units=[world.district.education.pk])
    assert desk.do(case_id, "recall", "clerk", reason="发错了").state == "draft"


def test_a_unit_that_leads_from_now_on_no_longer_co_handles(desk: Desk, world: World) -> None:
    education, tax = world.district.education.pk, world.district.tax.pk
    case_id = desk.open().case_id
    desk.do(case_id, "dispatch", "clerk", lead_units=[education], co_units=[tax])
    desk.do(case_id, "transfer", "director", lead_units=[tax], reason="由税务局主办")
    assert list(CaseParty.objects.filter(case_id=case_id, unit_id=tax).values_list("role", flat=True)) == ["lead"]


def test_an_opinion_counts_for_the_organ_asked_until_withdrawn_or_waived(desk: Desk, world: World) -> None:
    office, tax = world.district.office, world.district.tax
    world.add("one", "冯晚晴", world.district.information, "liaison", "unit_liaison", over=office)
    world.add("other", "褚星河", world.district.secretariat, "liaison", "unit_liaison", over=office)
    case_id = desk.working()
    desk.do(case_id, "ask_opinions", "liaison", co_units=[office.pk, tax.pk], note="口径", until="2026-03-04")
    desk.do(case_id, "give_opinion", "one", position="agree")
    desk.do(case_id, "give_opinion", "other", position="disagree")
    waits_for = [who for who in ("one", "tax_liaison", "director") if todo_for(world.actor(who)).exists()]
    assert waits_for == ["tax_liaison"]

    def standings(on: date = TODAY) -> dict[int, tuple[str, bool]]:
        _, facts = facts_of(Case.objects.get(pk=case_id), on)
        return {one.unit_id: (one.state, one.late) for one in opinions_of(facts)}

    assert standings(date(2026, 3, 5)) == {office.pk: ("given", False), tax.pk: ("awaited", True)}
    desk.do(case_id, "withdraw_opinion", "one", reason="口径有变")
    assert standings() == {office.pk: ("withdrawn", False), tax.pk: ("awaited", False)}
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "request_report", "liaison", result="已修好")
    assert "还有 2 个会办单位" in refused.value.reasons[0].message
    told = (world.people["tax_liaison"].pk, "phone")
    desk.do(case_id, "give_opinion", "clerk", record_for=told, evidence=(world.file("clerk"),), position="agree")
    assert Case.objects.get(pk=case_id).waiting_for == f"op:{office.pk}."
    desk.do(case_id, "waive_opinions", "liaison", reason="期限已到")
    assert Case.objects.get(pk=case_id).waiting_for == ""
    assert standings() == {office.pk: ("waived", False), tax.pk: ("given", False)}
    desk.do(case_id, "request_report", "liaison", result="已修好")


def test_a_signature_given_by_telephone_is_recorded_in_the_signers_name(desk: Desk, world: World) -> None:
    case_id = desk.working()
    desk.do(case_id, "request_report", "liaison", result="已修好")
    told = {"record_for": (world.people["section"].pk, "phone"), "evidence": (world.file("liaison"),)}
    desk.do(case_id, "sign", "liaison", **told)
    request = SignOffRequest.objects.get(case_id=case_id)
    signed = request.signatures[0]
    assert (signed["name"], signed["recorded_by"], request.waiting_level) == ("钱立冬", "赵小满", "deputy")
    with pytest.raises(Refused) as refused:
        desk.do(case_id, "sign", "liaison", **told)
    assert refused.value.reasons[0].code == "not_this_level"
    for who, offered in (("liaison", {"sign", "refuse_to_sign"}), ("deputy", set())):
        shown = list_recordable_for(world.actor(who), Case.objects.get(pk=case_id), TODAY)
        assert {action.code for action in shown} == offered


def test_what_time_has_done_is_performed_with_its_legal_date(desk: Desk) -> None:
    case_id = desk.working()
    desk.do(case_id, "wait", "liaison")
    case = Case.objects.get(pk=case_id)
    assert (case.lapse_on, case.lapse_state) == (date(2026, 3, 10), "expired")
    with pytest.raises(NotInThisState):
        desk.do(case_id, "urge", "clerk", on=date(2026, 3, 20))


def test_private_values_stay_out_of_acts(desk: Desk) -> None:
    case_id = desk.open(secret_name="甲某").case_id
    act = Act.objects.get(case_id=case_id)
    assert "甲某" not in str(act.data) + str(act.changes)
    entry = list_entries("case", str(case_id))[0]
    assert "甲某" not in entry.payload_text


def test_an_act_in_the_future_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        open_case(
            "toy",
            actor=desk.world.actor("clerk"),
            occurred_on=TODAY + timedelta(days=1),
            recorded_at=NOW,
            data={"title": "明天"},
            key="f",
        )
    assert refused.value.reasons[0].code == "in_the_future"
