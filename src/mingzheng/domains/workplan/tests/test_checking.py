"""Checking a scheme: every correction is an act with before and after, and answers what was asked."""

import pytest

from mingzheng.casework.errors import BadInput, NotPermitted, Refused
from mingzheng.casework.models import Act
from mingzheng.casework.tests.world import TODAY, World, at
from mingzheng.domains.workplan.models import RequirementUnit, SchemeDetail
from mingzheng.domains.workplan.services import checking
from mingzheng.domains.workplan.tests.made_scheme import bring_in, correcting, perform_book, settle_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(world: World) -> SchemeDetail:
    return SchemeDetail.objects.get(pk=bring_in(world).case_id)


def test_a_corrected_text_is_on_record_with_what_stood_before(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="6")
    words = {"number": "6", "title": "", "text": "发布解读材料，并对外说明。"}
    checking.change_words(correcting(world, scheme, "a"), row, **words)
    act = Act.objects.filter(case=scheme.case, action="edit_row").get()
    assert (act.data["row"], act.data["what"]) == ("第6项", "文字")
    assert "并对" in act.data["before"]
    assert "对外说明" in act.data["after"]
    assert scheme.findings.get(code="broken_sentence").settled_at is not None


def test_a_repeated_sending_corrects_once(world: World, scheme: SchemeDetail) -> None:
    asked = RequirementUnit.objects.get(printed="云山区文体局")
    for _ in range(2):
        checking.dismiss_unit(correcting(world, scheme, "same"), asked)
    assert Act.objects.filter(action="edit_row").count() == 1


def test_the_second_of_two_correctors_learns_that_somebody_was_first(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="1")
    seen = checking.fingerprint(row)
    checking.change_words(correcting(world, scheme, "a"), row, number="1", title="", text="新的要求。")
    with pytest.raises(Refused):
        checking.refuse_overtaken(scheme.requirements.get(number="1"), seen)


def test_an_answered_name_is_answered_everywhere_it_stands(world: World, scheme: SchemeDetail) -> None:
    other = scheme.requirements.get(number="2")
    RequirementUnit.objects.create(requirement=other, role="co", printed="云山区文体局")
    asked = RequirementUnit.objects.filter(printed="云山区文体局").first()
    assert checking.choose_unit(correcting(world, scheme, "a"), asked, world.district.education) == 2
    assert not RequirementUnit.objects.filter(requirement__scheme=scheme, unit__isnull=True).exists()
    assert scheme.findings.get(code="unknown_unit").settled_how == "对应为云山区教育局"


def test_a_word_for_several_units_stands_for_each_of_them_once(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="2")
    asked = RequirementUnit.objects.create(requirement=row, role="co", printed="各镇街")
    known = row.units.get(unit__isnull=False).unit
    others = [world.district.education, world.district.secretariat]
    checking.choose_unit(correcting(world, scheme, "a"), asked, known, *others)
    assert sorted(row.units.filter(role="co").values_list("unit", flat=True)) == sorted(unit.pk for unit in others)
    assert set(row.units.filter(role="co").values_list("printed", flat=True)) == {"各镇街"}


def test_an_unanswered_unit_is_not_talked_away(world: World, scheme: SchemeDetail) -> None:
    with pytest.raises(BadInput):
        checking.settle_finding(correcting(world, scheme, "a"), scheme.findings.get(code="unknown_unit"), "算了")


def test_a_lead_unit_or_all_units_answers_that_there_was_none(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="6")
    checking.set_all_units(correcting(world, scheme, "a"), row, owed_by_all=True)
    assert row.findings.get(code="no_lead_unit").settled_how == "由各单位落实"


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("fixed", {"due_on": TODAY}, "2026年3月2日"),
        ("recurring", {"interval": "quarter"}, "每季度"),
        ("recurring", {"interval": "year", "times": 2}, "每年2次"),
        ("continuous", {}, "持续推进"),
        ("", {}, "未写明"),
    ],
)
def test_a_deadline_is_a_day_an_interval_or_none(world: World, scheme: SchemeDetail, kind, more, words) -> None:
    row = scheme.requirements.get(number="1")
    given = {"due_on": None, "interval": "", "times": None, **more}
    checking.change_deadline(correcting(world, scheme, "a"), row, kind=kind, **given)
    assert checking.describe_deadline(scheme.requirements.get(number="1")) == words


def test_a_day_is_wanted_for_a_fixed_deadline(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="1")
    with pytest.raises(BadInput):
        checking.change_deadline(
            correcting(world, scheme, "a"), row, kind="fixed", due_on=None, interval="", times=None
        )


def test_a_missed_requirement_is_added_in_its_place_and_the_source_keeps_its_anchors(world, scheme) -> None:
    before = {line["rows"][0]: line for line in scheme.source_blocks if line["rows"]}
    place = scheme.requirements.get(number="3")
    checking.add_row(correcting(world, scheme, "a"), after=place, number="4", text="补上的要求。")
    assert [row.number for row in scheme.requirements.all()] == ["1", "2", "3", "4", "5", "6"]
    scheme.refresh_from_db()
    after = {line["rows"][0]: line for line in scheme.source_blocks if line["rows"]}
    assert after[5]["cells"] == before[4]["cells"]


def test_a_row_taken_out_stays_in_the_record(world: World, scheme: SchemeDetail) -> None:
    checking.drop_row(correcting(world, scheme, "a"), scheme.requirements.get(number="6"), reason="与第5项重复")
    assert not scheme.requirements.filter(number="6").exists()
    assert "发布解读材料" in Act.objects.get(action="edit_row").data["before"]


def test_a_row_is_not_taken_out_without_a_reason(world: World, scheme: SchemeDetail) -> None:
    with pytest.raises(BadInput):
        checking.drop_row(correcting(world, scheme, "a"), scheme.requirements.get(number="6"), reason=" ")


def test_only_the_office_corrects(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="1")
    with pytest.raises(NotPermitted):
        checking.change_words(correcting(world, scheme, "a", "verifier"), row, number="1", title="", text="改。")
    assert scheme.requirements.get(number="1").text != "改。"


def test_a_scheme_is_booked_only_when_everything_asked_is_answered(world: World, scheme: SchemeDetail) -> None:
    act = {"occurred_on": TODAY, "recorded_at": at(TODAY)}
    with pytest.raises(Refused) as refused:
        perform_book(world, scheme, act)
    assert {reason.code for reason in refused.value.reasons} == {"not_checked"}
    settle_all(world, scheme)
    perform_book(world, scheme, act)
    scheme.case.refresh_from_db()
    assert scheme.case.state == "booking"


def test_marked_text_is_refused_and_changes_nothing(world: World, scheme: SchemeDetail) -> None:
    row = scheme.requirements.get(number="1")
    with pytest.raises(Exception, match="secrecy_mark"):
        checking.change_words(correcting(world, scheme, "a"), row, number="1", title="", text="秘密★3年 内容")
    assert "秘密" not in scheme.requirements.get(number="1").text
