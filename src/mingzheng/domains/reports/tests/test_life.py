"""A report from its beginning to publication through the door, with the wrong people and the missing conditions refused."""

from datetime import date, timedelta

import pytest

from mingzheng.casework.public import Case, CaseNotFound, NotInThisState, NotPermitted, Refused, perform
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.reports.composition.content import sections_from_json
from mingzheng.domains.reports.models import Block, Report, Section, Version
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.contributions import ask_contribution
from mingzheng.domains.reports.services.snapshots import find_drift
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.domains.reports.tests.conftest import DAY, YEAR
from mingzheng.figures.public import Reading, correct_reading, verify_reading

pytestmark = pytest.mark.django_db


class Acts:
    """Acts on one report, a key each."""

    def __init__(self, world: World, report: Report) -> None:
        self.world, self.report, self.day = world, report, DAY

    def do(self, action: str, who: str, **data: object) -> str:
        count = self.report.case.acts.count()
        receipt = perform(
            self.report.pk,
            action,
            actor=self.world.actor(who, self.day),
            occurred_on=self.day,
            recorded_at=at(self.day),
            data=data,
            key=f"{action}:{count}",
        )
        self.report.refresh_from_db()
        self.report.case.refresh_from_db()
        return receipt.state

    def discuss(self, outcome: str = "agreed") -> str:
        held = {"meeting": "party", "meeting_name": "局党组会", "held_on": DAY.isoformat(), "outcome": outcome}
        return self.do("record_discussion", "liaison", **held)

    def up_to_signing(self) -> None:
        self.do("submit", "liaison")
        self.do("pass_check", "section")
        self.discuss()


@pytest.fixture
def acts(world: World, begun: Report) -> Acts:
    return Acts(world, begun)


def test_a_report_begins_with_its_profiles_sections_and_the_figures_that_have_a_value(begun: Report) -> None:
    assert begun.title == f"云山区教育局{YEAR}年法治政府建设年度报告"
    text = composed_report(begun).text
    assert "办结督办事项167项" in text
    assert "发布政府信息4415条" in text
    assert "编发督查月报" not in text
    assert (begun.send_due_on, begun.publish_due_on) == (date(2026, 3, 1), date(2026, 4, 1))
    assert begun.case.due_on == date(2026, 3, 1)
    assert Version.objects.filter(report=begun).count() == 1


def test_a_report_goes_from_drafting_to_publication(world: World, acts: Acts) -> None:
    assert acts.do("submit", "liaison") == "checking"
    assert acts.do("pass_check", "section") == "discussing"
    assert acts.discuss() == "signing"
    assert acts.do("sign", "head", opinion="同意") == "signed"
    assert (acts.report.signer, acts.report.signed_on) == ("李清明", DAY)
    assert acts.do("number", "liaison", series="云教报") == "numbered"
    assert acts.report.doc_number == "云教报〔2026〕1号"
    assert acts.do("send", "liaison", addressees="区委、区政府") == "sent"
    assert acts.report.case.due_on == date(2026, 4, 1), "the limit for sending is kept, that for publication runs"
    assert acts.do("accept", "office_section") == "accepted"
    assert acts.do("publish", "liaison", address="https://www.example.gov.cn/1") == "published"
    assert acts.report.published_on == DAY


def test_whoever_asked_for_the_check_does_not_pass_it(acts: Acts) -> None:
    acts.do("submit", "section")
    with pytest.raises(Refused) as refused:
        acts.do("pass_check", "section")
    assert refused.value.reasons[0].code == "separation_of_duties"


def test_strangers_and_the_wrong_office_are_refused(acts: Acts) -> None:
    for who in ("tax_liaison", "stranger", "clerk"):
        with pytest.raises((NotPermitted, CaseNotFound)):
            acts.do("submit", who)
    acts.up_to_signing()
    for who in ("section", "liaison", "director"):
        with pytest.raises(NotPermitted):
            acts.do("sign", who)


def test_a_discussion_that_wants_changes_leads_back_to_drafting(acts: Acts) -> None:
    acts.do("submit", "liaison")
    acts.do("pass_check", "section")
    assert acts.discuss("changes") == "drafting"


def test_an_unverified_reading_keeps_the_report_from_being_signed(world: World, acts: Acts, say: object) -> None:
    reading: Reading = say("tests.monthly", "近200", verified=False)  # type: ignore[operator]
    block = Block.objects.filter(section__report=acts.report).first()
    assert block is not None
    actor, moment = world.actor("liaison", DAY), at(DAY)
    save_block(block.pk, text="编发{{tests.monthly}}。", seen_version=block.version, actor=actor, at=moment)
    assert [shown.title for shown in composed_report(acts.report).unverified] == ["编发督查月报"]
    acts.up_to_signing()
    with pytest.raises(Refused) as refused:
        acts.do("sign", "head")
    assert refused.value.reasons[0].code == "unverified"
    assert "编发督查月报近200期" in refused.value.reasons[0].message
    verify_reading(reading.pk, actor=world.actor("section", DAY))
    assert acts.do("sign", "head") == "signed"


def test_a_gap_and_a_typed_number_each_stop_the_report_where_they_must(world: World, acts: Acts) -> None:
    block = Block.objects.filter(section__report=acts.report).first()
    assert block is not None
    actor = world.actor("liaison", DAY)
    save_block(block.pk, text="办结88件，访问{{tests.visits}}。", seen_version=1, actor=actor, at=at(DAY))
    acts.do("submit", "liaison")
    with pytest.raises(Refused) as refused:
        acts.do("pass_check", "section")
    assert [reason.code for reason in refused.value.reasons] == ["typed_numbers"]
    acts.do("take_back", "section", reason="改数")
    save_block(block.pk, text="访问{{tests.visits}}。", seen_version=2, actor=actor, at=at(DAY))
    acts.up_to_signing()
    with pytest.raises(Refused) as refused:
        acts.do("sign", "head")
    assert [reason.code for reason in refused.value.reasons] == ["gaps"]


def test_signing_freezes_the_numbers_and_later_changes_show_as_drift(world: World, acts: Acts) -> None:
    acts.up_to_signing()
    acts.do("sign", "head")
    reading = Reading.objects.get(figure="tests.supervised", is_current=True)
    correct_reading(reading.pk, value="168", reason="漏计一件", actor=world.actor("liaison", DAY))
    assert "办结督办事项167项" in composed_report(acts.report).text
    drift = find_drift(acts.report)
    assert [one.words for one in drift.values()] == ["签发时为167项，现为168项"]
    assert "办结督办事项168项" in composed_report(acts.report, live=True).text


def test_a_signed_report_cannot_be_written_until_it_is_taken_back(world: World, acts: Acts) -> None:
    acts.up_to_signing()
    acts.do("sign", "head")
    block = Block.objects.filter(section__report=acts.report).first()
    assert block is not None
    with pytest.raises(NotPermitted):
        save_block(block.pk, text="改", seen_version=1, actor=world.actor("liaison", DAY), at=at(DAY))
    assert acts.do("take_back", "head", reason="再改") == "drafting"
    assert acts.report.frozen == {}
    save_block(block.pk, text="改", seen_version=1, actor=world.actor("liaison", DAY), at=at(DAY))


def test_a_returned_report_keeps_its_number_and_has_days_to_come_back(acts: Acts) -> None:
    acts.up_to_signing()
    acts.do("sign", "head")
    acts.do("number", "liaison", series="云教报")
    acts.do("send", "liaison", addressees="区委、区政府")
    assert acts.do("return_report", "clerk", reason="缺少审计整改情况") == "returned"
    assert acts.report.case.due_on == date(2026, 1, 19)
    assert acts.do("revise", "liaison") == "drafting"
    acts.up_to_signing()
    acts.do("sign", "head")
    acts.do("number", "liaison", series="云教报")
    assert acts.report.doc_number == "云教报〔2026〕1号"


def test_a_report_is_begun_once_for_a_unit_and_year(world: World, begun: Report) -> None:
    actor = world.actor("clerk", DAY)
    with pytest.raises(Exception, match="不能重复"):
        start_report(
            world.district.education, YEAR, "default", actor=actor, occurred_on=DAY, recorded_at=at(DAY), key="again"
        )


def test_a_section_asked_of_a_department_is_written_there_and_taken_over(world: World, acts: Acts) -> None:
    report, district = acts.report, world.district
    section = Section.objects.filter(report=report, kind="law_study").get()
    world.add("tax_clerk", "冯小雪", district.tax, "clerk", "unit_liaison")
    receipt = ask_contribution(
        report,
        section,
        district.tax,
        due_on=DAY + timedelta(days=5),
        note="写学法情况",
        actor=world.actor("liaison", DAY),
        occurred_on=DAY,
        recorded_at=at(DAY),
        key="ask",
    )
    case = Case.objects.get(pk=receipt.case_id)
    with pytest.raises(Refused) as refused:
        acts.do("submit", "liaison")
    assert refused.value.reasons[0].code == "contributions_open"
    writer = world.actor("tax_clerk", DAY)
    block = section.blocks.first()
    assert block is not None
    save_block(block.pk, text="税务部门组织学法。", seen_version=block.version, actor=writer, at=at(DAY))
    other = Block.objects.filter(section__report=report).exclude(section=section).first()
    assert other is not None
    with pytest.raises(NotPermitted):
        save_block(other.pk, text="越界", seen_version=other.version, actor=writer, at=at(DAY))
    times = {"occurred_on": DAY, "recorded_at": at(DAY)}
    perform(case.pk, "hand_in", actor=writer, data={}, key="h", **times)
    with pytest.raises(NotPermitted):
        save_block(block.pk, text="再改", seen_version=block.version + 1, actor=writer, at=at(DAY))
    perform(case.pk, "take", actor=world.actor("liaison", DAY), data={}, key="t", **times)
    assert acts.do("submit", "liaison") == "checking"


def test_a_report_that_is_not_for_the_public_is_filed(acts: Acts) -> None:
    Report.objects.filter(pk=acts.report.pk).update(openness="依申请公开")
    acts.up_to_signing()
    acts.do("sign", "head")
    acts.do("number", "liaison", series="云教报")
    acts.do("send", "liaison", addressees="区委")
    acts.do("accept", "office_section")
    with pytest.raises(Refused):
        acts.do("publish", "liaison", address="https://www.example.gov.cn/1")
    assert acts.do("file_away", "liaison", reason="内部事项", basis="条例第十四条") == "filed"


def test_sending_without_a_number_is_refused_where_the_profile_bears_one(acts: Acts) -> None:
    acts.up_to_signing()
    acts.do("sign", "head")
    with pytest.raises(Refused) as refused:
        acts.do("send", "liaison", addressees="区委")
    assert refused.value.reasons[0].code == "number_missing"


def test_a_step_out_of_turn_is_refused(acts: Acts) -> None:
    with pytest.raises(NotInThisState):
        acts.do("publish", "liaison", address="x")


def test_the_first_version_holds_the_whole_text(begun: Report) -> None:
    version = Version.objects.get(report=begun)
    sections = sections_from_json(version.content["sections"])
    assert [section.heading for section in sections] == [row.heading for row in begun.sections.all()]
