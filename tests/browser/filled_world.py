"""A district in which every page has something to show: a scheme being checked, a ledger under way, late rows, letters."""

from datetime import date
from typing import Any

from mingzheng.casework.tests.world import World, at
from mingzheng.domains.workplan.models import Letter
from mingzheng.domains.workplan.services import groups, look_backs
from mingzheng.domains.workplan.services.rounds import open_round
from mingzheng.domains.workplan.tests.made_scheme import bring_in
from mingzheng.domains.workplan.tests.test_balances import DONE, UNDER_WAY, batch_of
from mingzheng.domains.workplan.tests.test_ledger_life import DAY, Ledger
from mingzheng.domains.workplan.tests.test_rounds_and_papers import circular
from mingzheng.domains.workplan.tests.test_yearly_work import a_group, hear, meet
from mingzheng.platform.access.models import Grant
from mingzheng.platform.accounts.models import Account

LATE = date(2026, 7, 2)


class FilledWorld:
    """The district on 2 July, and the addresses its pages stand at."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.world: World = self.ledger.world
        self.places: dict[str, Any] = {}
        self._work()
        self._yearly_work()
        self.administrators = {duty: self._administrator(duty) for duty in ("system", "security", "audit")}

    def _work(self) -> None:
        ledger, district = self.ledger, self.world.district
        ledger.book()
        ledger.scheme.case.refresh_from_db()
        late = ledger.item("1", district.education)
        ledger.do(late, "receive", "liaison")
        ledger.do(late, "set_plan", "liaison", measure="建规范性文件库并公开", responsible_person="赵小满")
        ledger.do(late, "report_progress", "liaison", progress="已建栏目，正在补录历年文件", percent=60)
        ledger.do(late, "urge", "clerk", on=LATE)
        ledger.do(late, "send_reminder", "office_section", on=LATE, body="请抓紧落实。", reply_due_on="2026-07-08")
        waiting = ledger.item("2", district.education)
        ledger.do(waiting, "receive", "liaison")
        ledger.do(waiting, "set_plan", "liaison", measure="每月更新目录", responsible_person="赵小满")
        ledger.do(waiting, "request_report_done", "liaison", result="目录已更新")
        given = {"title": "第一季度", "opens_on": DAY, "closes_on": date(2026, 7, 20), "note": ""}
        opened = open_round(ledger.scheme, actor=self.world.actor("clerk"), recorded_at=at(DAY), **given)
        checked = bring_in(self.world)
        self.places |= {
            "scheme": ledger.scheme.case.number,
            "checked": checked.number,
            "late": late.number,
            "waiting": waiting.number,
            "requirement": late.parent.number,
            "round": opened.pk,
            "letter": Letter.objects.get().pk,
            "circular": circular(ledger).number,
            "batch": batch_of(self.world, [DONE, UNDER_WAY, {**DONE, "number": "3", "title": ""}]).pk,
        }

    def _yearly_work(self) -> None:
        ledger, district = self.ledger, self.world.district
        clerk = {"actor": self.world.actor("clerk", LATE), "recorded_at": at(LATE)}
        started = look_backs.start_look_back(ledger.scheme, title="年中回头看", started_on=LATE, **clerk)
        group = a_group(ledger)
        groups.add_member(group, name="周立夏", title="副区长", role="组长", valid_from=DAY, **clerk)
        meet(ledger, group)
        issue = groups.raise_issue(
            group,
            unit_id=district.education.pk,
            text="历年文件缺电子版，需档案馆协助",
            actor=self.world.actor("liaison"),
            raised_on=DAY,
            recorded_at=at(DAY),
        )
        self.places |= {
            "look_back": started.pk,
            "check": started.checks.filter(item__case__handling_unit=district.education).first().pk,
            "group": group.pk,
            "issue": issue.pk,
            "hearing": hear(ledger, "liaison", district.education).pk,
        }

    def _administrator(self, duty: str) -> Account:
        return Account.objects.create(
            username=f"admin_{duty}",
            label={"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}[duty],
            kind="administrator",
            admin_duty=duty,
            created_at=at(DAY),
            must_change_password=False,
            password="!",
            password_changed_at=at(LATE),
            totp_confirmed_at=at(DAY),
        )

    def address(self, path: str) -> str:
        """Return an address with its places filled in."""
        people = self.world
        more = {
            "unit": people.district.education.pk,
            "person": people.people["liaison"].pk,
            "account": people.accounts["liaison"].pk,
            "grant": Grant.objects.order_by("pk").first().pk,
        }
        return path.format(**self.places, **more)
