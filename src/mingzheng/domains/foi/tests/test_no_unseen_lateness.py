"""No sequence of lawful acts leads to an answer later than the law allows without the case showing it.

Hypothesis chooses the acts and the days between them. What the law allows is counted here a second time, working day by
working day, knowing nothing of the engine's clocks. Legal basis: 政府信息公开条例第三十条、第三十二条至第三十五条、第四十二条.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mingzheng.casework.public import DoorError
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import at
from mingzheng.casework.timetable import expire_cases
from mingzheng.domains.foi.drafting import reply_due_on
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.rules import is_overdue
from mingzheng.domains.foi.tests.applications import SUPPORT, received, settle_locally
from mingzheng.platform.org.public import current_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIRST = date(2026, 1, 20)  # spring festival, made-up working days and Qingming lie ahead
ASKED_FOR = 15


def working_day(day: date, number: int) -> date:
    """Return so many working days after a day."""
    while number:
        day += timedelta(days=1)
        number -= current_calendar().is_working_day(day)
    return day


class Law:
    """What the law allows: so many working days from a start, or a day set under article 35, pauses left out."""

    def __init__(self, start: date) -> None:
        self.start, self.allowed, self.pauses = start, 20, list[tuple[date, date | None]]()
        self.put_off: date | None = None

    def stands_still(self, day: date) -> bool:
        """Say whether a day is not counted: after the question, up to the answer or the end of the fifteen days."""
        return any(begin < day <= (end or working_day(begin, ASKED_FOR)) for begin, end in self.pauses)

    def last(self) -> date:
        """Return the last lawful day of the answer."""
        day, left = self.start, self.allowed
        if self.put_off:
            day = self.put_off
            span = (self.start + timedelta(days=n) for n in range(1, 800))
            left = sum(1 for d in span if current_calendar().is_working_day(d) and self.stands_still(d))
        while left:
            day += timedelta(days=1)
            left -= current_calendar().is_working_day(day) and (bool(self.put_off) or not self.stands_still(day))
        return day


class ApplicationsLife(RuleBasedStateMachine):
    """One application and everybody who acts on it."""

    foi: Caller

    @initialize()
    def hand_in(self) -> None:
        self.day, self.law, self.extended = FIRST, Law(FIRST), False
        self.waits_for = ""
        self.case_id = received(self.foi, self.day)

    def do(self, action: str, who: str = "clerk", **data: object) -> bool:
        """Do an act; say whether the law and the state let it happen."""
        try:
            self.foi.do(self.case_id, action, who, on=self.day, **data)
        except DoorError:
            return False
        return True

    @property
    def state(self) -> str:
        return self.foi.case(self.case_id).state

    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        expire_cases(self.day, recorded_at=at(self.day))

    @precondition(lambda self: self.law.put_off is None)
    @rule(amount=st.integers(1, 20))
    def the_head_extends(self, amount: int) -> None:
        if self.do("extend", "office_section", amount=amount, reason="检索量大", notice="邮寄"):
            assert not self.extended
            assert self.day <= self.law.last()
            self.law.allowed += amount
            self.extended = True

    @rule(whom=st.sampled_from(["third_party", "co_producer"]))
    def somebody_is_asked(self, whom: str) -> None:
        if self.do(f"consult_{whom}", asked="某"):
            self.law.pauses.append((self.day, None))

    @rule(whom=st.sampled_from(["third_party", "co_producer"]), agrees=st.booleans())
    def somebody_answers(self, whom: str, agrees: bool) -> None:
        asked = [a.occurred_on for a in self.foi.case(self.case_id).acts.filter(action=f"consult_{whom}")]
        if self.do(f"{whom}_{'agrees' if agrees else 'objects'}", opinion="意见"):
            place = max(i for i, (begin, end) in enumerate(self.law.pauses) if begin == asked[-1] and end is None)
            self.law.pauses[place] = (asked[-1], self.day)

    @rule(after=st.integers(0, 10))
    def the_applicant_supplements(self, after: int) -> None:
        if self.do("ask_supplement", missing="文号"):
            self.day += timedelta(days=after)
            if self.do("supplement", supplement="内容"):
                self.law, self.extended = Law(self.day), False

    @rule(after=st.integers(0, 25))
    def the_applicant_pays(self, after: int) -> None:
        if self.do("ask_fee", "office_section", measure="pages", count=100, amount=700):
            self.day += timedelta(days=after)
            if self.do("pay_fee", receipt_number="票据"):
                self.law, self.extended = Law(self.day), False

    @precondition(lambda self: not self.extended)
    @rule(ahead=st.integers(1, 60))
    def the_answer_is_put_off(self, ahead: int) -> None:
        if not self.do("explain_excess", "office_section", reason="数量大"):
            return
        self.do("give_reasons", reasons="研究需要")
        until = self.day + timedelta(days=ahead)
        if self.do("accept_reasons", "office_section", reply_by=until.isoformat(), reason="理由合理"):
            start = self.day
            self.law = Law(start)
            self.law.put_off = until

    @invariant()
    def what_is_late_shows(self) -> None:
        case = self.foi.case(self.case_id)
        if case.state != "handling" or case.is_suspended:
            return
        assert reply_due_on(case) == self.law.last()
        assert case.due_on is not None
        assert case.due_on <= self.law.last()

    def teardown(self) -> None:
        if not hasattr(self, "case_id") or self.state != "handling":
            return
        self.day = max(self.day, self.day if not self.foi.case(self.case_id).is_suspended else self.after_all())
        expire_cases(self.day, recorded_at=at(self.day))
        is_late = self.day > self.law.last()
        asked = {"ground": "A2", "reply": "略", **SUPPORT["A2"]}
        if self.foi.case(self.case_id).acts.filter(action="consult_third_party").exists():
            asked["weighing"] = "公共利益"
        assert self.do("draft_answer", **asked) is not is_late
        if is_late:
            assert self.do("draft_answer", **asked, late_reason="检索量大")
        assert self.do("review_answer", "office_section", opinion="合法")
        assert self.do("approve_answer", "director")
        assert self.do("deliver", delivery="mail", tracking="挂号")
        row = Application.objects.select_related("case").get(pk=self.case_id)
        assert is_overdue(reply_due_on(row.case), self.day) is is_late
        assert ("逾期" in row.letter) is is_late

    def after_all(self) -> date:
        """Return the day after the last open question has ended by itself."""
        ends = [working_day(begin, ASKED_FOR) for begin, end in self.law.pauses if end is None]
        return max(ends, default=self.day) + timedelta(days=1)


def test_no_lawful_way_leads_to_a_late_answer_that_does_not_show(foi: Caller) -> None:
    settle_locally()

    class Machine(ApplicationsLife):
        pass

    Machine.foi = foi
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=7,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
