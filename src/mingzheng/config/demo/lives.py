"""The lives of ledger rows: from receipt to 销号, with the detours a real year has. Each is a story told act by act.

Which life a row leads is drawn once from its number and unit, so that every load tells the same year. What the office does of
its own accord (rounds, circulars, groups) is `office`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from mingzheng.casework.public import Case, CaseParty, Receipt
from mingzheng.config.demo import wording
from mingzheng.config.demo.story import Happening, Stage, Story, dice

ORDINARY = (("prompt", 22), ("on_time", 38), ("late", 13), ("stuck", 9), ("extended", 10), ("doubted", 8))
FOR_EVERYBODY = (("prompt", 34), ("on_time", 40), ("late", 9), ("not_involved", 14), ("stuck", 3))

LONGEST_STUCK = 80
"""Days after which even the rows that needed a supervision letter are done at last."""


class RowLife:
    """One unit's row and the people who move it. `at` never goes back."""

    def __init__(self, stage: Stage, case: Case, *, at: datetime, fate: str = "") -> None:
        """Draw the row's fate unless one is given."""
        self.stage, self.case, self.at = stage, case, at
        detail = case.workplan_itemdetail
        self.unit_id: int = case.handling_unit_id or 0
        self.kind, self.number = detail.deadline_kind, detail.number
        self.rng = dice(f"{case.title}|{case.handling_unit.name if case.handling_unit else ''}")
        table = FOR_EVERYBODY if detail.requirement.all_units else ORDINARY
        self.fate = fate or self.rng.choices([name for name, _ in table], [weight for _, weight in table])[0]
        self.due: date | None = case.due_on
        self.percent = 0
        self.hurried = False

    # -- small steps ------------------------------------------------------------------------------------------

    def later(self, low: int, high: int) -> None:
        """Move on by some working days; in a hurry, by minutes."""
        days = 0 if self.hurried else self.rng.randint(low, high)
        following = self.stage.moment(self.stage.working_day(self.at.date(), days), self.rng)
        self.at = following if following > self.at else self.at + timedelta(minutes=self.rng.randrange(7, 50))

    def until_day(self, day: date) -> None:
        """Move on to a day, if it is still to come."""
        following = self.stage.moment(self.stage.working_day(day), self.rng)
        if following > self.at:
            self.at = following

    def step(self, action: str, who: str, *, late: bool = False, **data: Any) -> Happening:
        """Return an act of somebody at the row's present moment."""
        return self._happening(lambda: self._act(self.case.pk, action, who, late=late, **data))

    def _act(self, case_id: int, action: str, who: str, *, late: bool = False, **data: Any) -> Receipt:
        receipt = self.stage.perform(case_id, action, who, self.at, late=late, **data)
        if case_id == self.case.pk:
            self.due = receipt.due_on
        return receipt

    def _happening(self, do: Callable[..., Any]) -> Happening:
        return Happening(self.at, do)

    @property
    def liaison(self) -> str:
        """Return the key of the unit's liaison."""
        return self.stage.district.liaison(self.unit_id)

    def text(self, texts: tuple[str, ...], **facts: object) -> str:
        """Return one of the texts in this row's own figures."""
        return wording.write(self.rng, texts, **facts)

    # -- parts of a life ----------------------------------------------------------------------------------------

    def whole(self) -> Story:
        """Tell the row's life from receipt to its end, or to the present."""
        yield from self.receive()
        if self.fate == "not_involved":
            yield from self.claim_not_involved()
            return
        yield from self.plan()
        yield from self.work()

    def receive(self) -> Story:
        """The unit receives, most within three working days; the slow ones are urged."""
        slow = self.rng.random() < 0.06
        self.later(0, 2)
        if slow:
            self.later(3, 4)
            yield self.step("urge", "clerk", note="请尽快签收。", means="phone")
            self.later(0, 1)
        receipt = yield self.step("receive", self.liaison)
        CaseParty.objects.filter(case_id=receipt.case_id, unit_id=self.unit_id).update(first_viewed_at=self.at)

    def plan(self) -> Story:
        """The unit fills in measure, person and, where the scheme names no day, its own."""
        self.later(1, 7)
        people, keys = (
            self.stage.district.people,
            (f"{self.stage.district.code_of(self.unit_id)}.section", self.liaison),
        )
        key = next(key for key in keys if key in people)
        data: dict[str, Any] = {"measure": self.text(wording.MEASURES), "responsible_person": people[key].name}
        if self.due is None or not self.kind:
            data["planned_on"] = self.planned_day().isoformat()
        yield self.step("set_plan", self.liaison, **data)

    def planned_day(self) -> date:
        """Return the day a unit sets itself: around the present for rows the scheme gives no day."""
        offset = self.rng.choice((-38, -12, -3, 2, 3, 4, 5, 6, 9, 16, 24, 33))
        return max(self.stage.today + timedelta(days=offset), self.at.date() + timedelta(days=25))

    def work(self) -> Story:
        """The unit reports progress and, at its time, the end."""
        if self.kind == "recurring":
            yield from self.turns()
            return
        due = self.due or date(self.stage.year, 12, 31)
        span = (due - self.at.date()).days
        for part in (0.35, 0.7):
            if span > 45 and self.rng.random() < 0.85:
                self.until_day(self.at.date() + timedelta(days=int(span * part * 0.6)))
                yield self.progress(int(part * 100) - self.rng.randrange(0, 15))
        if self.fate == "extended":
            yield from self.extend(due)
            due = self.due or due
        before = {"prompt": (24, 60), "on_time": (2, 12), "doubted": (8, 20), "extended": (2, 8)}.get(self.fate)
        if before:
            self.until_day(due - timedelta(days=self.rng.randint(*before)))
        else:
            yield from self.miss(due)
            if self.fate == "never" or (self.fate == "stuck" and (self.stage.today - due).days <= LONGEST_STUCK):
                return
            if self.fate == "stuck":
                self.later(10, 25)
        yield from self.finish()

    def progress(self, percent: int, *, turn_done: bool = False) -> Happening:
        """Return a progress report; now and then typed in the day after, with a reason for delay or a point."""
        self.percent = max(self.percent, min(percent, 95))
        data: dict[str, Any] = {"progress": self.text(wording.PROGRESS), "percent": self.percent}
        if turn_done:
            data["turn_done"] = True
        if self.rng.random() < 0.15:
            data["delay_reason"] = self.rng.choice(wording.DELAYS)
            data["coordination"] = self.rng.choice(wording.COORDINATION)
        return self.step("report_progress", self.liaison, late=self.rng.random() < 0.04, **data)

    def turns(self) -> Story:
        """A recurring row: every turn reported about its last day; the year's last turn ends the row."""
        while self.due is not None:
            day, slip = self.due, 9 if self.fate in {"late", "stuck"} and self.rng.random() < 0.5 else 0
            self.until_day(day - timedelta(days=self.rng.randint(1, 9)) + timedelta(days=slip))
            yield self.progress(int(day.timetuple().tm_yday / 3.7), turn_done=True)
            if self.due == day:
                break
        self.later(2, 6)
        yield from self.finish()

    def extend(self, due: date) -> Story:
        """The unit asks for more time; the office grants it, or now and then does not."""
        self.until_day(due - timedelta(days=self.rng.randint(9, 16)))
        wanted = due + timedelta(days=self.rng.randint(20, 40))
        yield from self.signed(
            "request_extension", new_date=wanted.isoformat(), reason=self.text(wording.EXTENSION_REASONS)
        )
        self.later(1, 3)
        if self.rng.random() < 0.75:
            yield self.step(
                "grant_extension", "office_section", new_date=wanted.isoformat(), opinion="同意延期，不再二次延期。"
            )
        else:
            yield self.step("refuse_extension", "office_section", reason="该事项已列入重点督办，请调整力量按期完成。")

    def miss(self, due: date) -> Story:
        """The day passes: urging, then a reminder letter, then a supervision letter, as long as nothing comes."""
        self.until_day(due + timedelta(days=self.rng.randint(1, 3)))
        yield self.step(
            "urge", "clerk", note=self.rng.choice(wording.URGINGS), means=self.rng.choice(("system", "phone"))
        )
        if self.fate == "late" and self.rng.random() < 0.5:
            self.later(2, 7)
            return
        self.later(4, 7)
        # A letter says that a limit has passed; the row's own may have moved since it was told.
        self.until_day((self.due or due) + timedelta(days=1))
        reply = self.stage.working_day(self.at.date(), 5)
        facts = {
            "title": wording.short_title(self.case),
            "due": wording.day_in_text(due),
            "reply": wording.day_in_text(reply),
        }
        body = wording.LETTER.format(**facts)
        yield self.step("send_reminder", "office_section", body=body, reply_due_on=reply.isoformat())
        self.later(2, 5)
        later = wording.day_in_text(self.stage.working_day(self.at.date(), 12))
        if self.rng.random() < 0.7:
            answer = self.text(wording.REPLIES, why=self.rng.choice(wording.DELAYS), day=later)
            yield self.step("reply_letter", self.liaison, reply=answer)
        if self.fate == "late":
            self.later(3, 9)
            return
        self.later(8, 12)
        reply = self.stage.working_day(self.at.date(), 7)
        body = wording.SUPERVISION.format(**{**facts, "reply": wording.day_in_text(reply)})
        yield self.step("send_supervision", "director", body=body, reply_due_on=reply.isoformat())

    def signed(self, action: str, **data: Any) -> Story:
        """The unit's own sign-off: the liaison asks, every rung signs, the last one lets it go."""
        yield self.step(f"request_{action}", self.liaison, **data)
        yield from self.sign_rungs(self.case.pk)

    def sign_rungs(self, case_id: int) -> Story:
        """Every rung signs what waits, one after the other; whoever is away is covered for."""
        row = Case.objects.get(pk=case_id)
        for pending in row.sign_offs.filter(state="pending"):
            for level in pending.levels:
                self.later(0, 2)
                who = self.stage.district.signer(pending.unit_id, level, self.at.date())
                yield self._happening(lambda who=who: self._act(case_id, "sign", who, opinion="同意。"))

    def finish(self) -> Story:
        """Report done, verification by another section, 销号; the doubted ones are sent back once."""
        yield from self.signed("report_done", result=self.text(wording.RESULTS))
        if Case.objects.get(pk=self.case.pk).state != "reported":
            return
        verifier = self.rng.choice(("verifier", "verifier", "verifier_2"))
        self.later(1, 5)
        if self.fate == "doubted":
            yield self.step("send_back", verifier, reason=self.text(wording.SENT_BACK))
            self.later(3, 9)
            yield from self.signed("report_done", result=self.text(wording.RESULTS))
            self.later(1, 4)
        yield self.step("verify", verifier, opinion=self.text(wording.OPINIONS))
        self.later(1, 6)
        yield self.step("strike_off", "office_section", note="")
        yield from self.consolidate()

    def claim_not_involved(self) -> Story:
        """The unit says the requirement does not concern it; the office agrees, or asks it to do it after all."""
        self.later(1, 4)
        yield from self.signed("claim_not_involved", reason=self.text(wording.NOT_INVOLVED))
        self.later(1, 4)
        if self.rng.random() < 0.8:
            yield self.step("confirm_not_involved", "office_section", opinion="经核对职责，同意。")
            yield from self.consolidate()
            return
        yield self.step("refuse_not_involved", "office_section", reason="本项要求覆盖全部主送单位，请结合实际办理。")
        self.fate = "on_time"
        yield from self.plan()
        yield from self.work()

    def consolidate(self) -> Story:
        """When the last row of a requirement is closed, its lead unit consolidates and the office strikes it off."""
        parent = self.case.parent
        if parent is None:
            return
        parent.refresh_from_db()
        if parent.state != "tracking" or parent.children.filter(is_open=True).exists():
            return
        lead = parent.handling_unit_id or self.unit_id
        self.later(1, 5)
        asking = self.stage.district.liaison(lead)
        summary = self.text(wording.SUMMARIES)
        yield self._happening(lambda: self._act(parent.pk, "request_consolidate", asking, summary=summary))
        yield from self.sign_rungs(parent.pk)
        self.later(1, 5)
        opinion = self.text(wording.OPINIONS)
        yield self._happening(lambda: self._act(parent.pk, "verify", "verifier", opinion=opinion))
        self.later(1, 4)
        yield self._happening(lambda: self._act(parent.pk, "strike_off", "office_section"))
