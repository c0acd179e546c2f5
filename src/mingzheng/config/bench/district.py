"""The measured district: an office and 33 units, a liaison in each, entered through the ordinary services."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from mingzheng.platform.access.public import SYSTEM, Actor, actor_for, grant_role
from mingzheng.platform.accounts.public import Account, issue_token, open_account
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit, add_person, add_unit, appoint, rebuild_closure

UNITS = 33
OFFICE_PEOPLE = {"clerk": ("clerk", "office_clerk"), "verifier": ("section", "office_section_head")}


@dataclass(slots=True)
class District:
    """Units by number and accounts by name ("clerk", "verifier", "liaison-7")."""

    office: Unit
    units: list[Unit] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return the actor behind an account, read anew as every request does."""
        return actor_for(self.accounts[name], on=today())


def build_district() -> District:
    """Enter the district, or find it when it was entered before."""
    known = {unit.code: unit for unit in Unit.objects.filter(code__startswith="bench")}
    if known:
        district = District(known["bench-office"], [known[f"bench-{n}"] for n in range(UNITS)])
        district.accounts = {row.username.removeprefix("bench-"): row for row in _accounts()}
        return district
    since = today() - timedelta(days=800)
    root = _unit("bench-root", "测量区", "district", None, since)
    district = District(_unit("bench-office", "党政办", "organ", root, since))
    district.units = [_unit(f"bench-{n}", f"第{n + 1}局", "organ", root, since) for n in range(UNITS)]
    rebuild_closure()
    for name, (level, role) in OFFICE_PEOPLE.items():
        _person(district, name, district.office, level, role, root, since)
    for number, unit in enumerate(district.units):
        _person(district, f"liaison-{number}", unit, "liaison", "unit_liaison", unit, since)
    return district


def _accounts() -> list[Account]:
    return list(Account.objects.filter(username__startswith="bench-").select_related("person"))


def _unit(code: str, name: str, kind: str, parent: Unit | None, since: date) -> Unit:
    return add_unit(code=code, name=name, kind=kind, parent=parent, valid_from=since, editor=SYSTEM, rebuild=False)


def _person(district: District, name: str, unit: Unit, level: str, role: str, over: Unit, since: date) -> None:
    person = add_person(name=name, employee_no=f"bench-{name}", editor=SYSTEM, on=since)
    appoint(person=person, unit=unit, level=level, title=name, on=since, editor=SYSTEM)
    account = open_account(username=f"bench-{name}", person=person, actor=SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    account.refresh_from_db()
    grant_role(account=account, role=role, unit=over, valid_from=since, reason="性能测量", actor=SYSTEM)
    district.accounts[name] = account


def token_for(district: District, name: str) -> str:
    """Return a fresh API token of an account."""
    _, raw = issue_token(
        account=district.accounts[name],
        title="性能测量",
        scopes=frozenset({"read", "write"}),
        days=30,
        actor=district.actor(name),
    )
    return raw
