"""The demo district's units, people, accounts and grants, entered through the services an administrator would use.

Who exists is data (`data/district.toml`). Only the demo roles get a password; everybody else has an account without a
usable one, so that the past year has its actors and nobody can sign in as them until an administrator resets it.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mingzheng.platform.access.public import ROLES, SYSTEM, Actor, actor_for, grant_role
from mingzheng.platform.accounts.public import Account, AccountKind, create_first_administrators, open_account
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org.public import (
    Absence,
    Person,
    Unit,
    add_person,
    add_unit,
    appoint,
    rebuild_closure,
    record_absence,
)

DATA = Path(__file__).parent / "data" / "district.toml"
ADMINISTRATORS = {"system": "xitong", "security": "anquan", "audit": "shenji"}
DISTRICT = "云山区"


@dataclass(frozen=True, slots=True)
class Credential:
    """An account as the installation's terminal shows it, once."""

    name: str
    username: str
    role: str
    password: str


@dataclass(slots=True)
class District:
    """The units by code and the people by key, with the actor each is on a day."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    owing: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    _actors: dict[tuple[str, frozenset[int]], Actor] = field(default_factory=dict)

    def actor(self, key: str, on: date) -> Actor:
        """Return the actor a person is on a day; in the demo's years that differs only by whom he covers for."""
        person_id = self.people[key].pk
        covered = frozenset(row.pk for row in self._away(on) if row.deputy_id == person_id)
        if (key, covered) not in self._actors:
            self._actors[key, covered] = actor_for(self.accounts[key], on=on)
        return self._actors[key, covered]

    def forget_actors(self) -> None:
        """Gather actors anew: grants were added."""
        self._actors.clear()

    def _away(self, on: date) -> list[Absence]:
        return [row for row in self.absences if row.starts_on <= on <= row.ends_on]

    def code_of(self, unit_id: int) -> str:
        """Return the code of a unit."""
        return next(code for code, unit in self.units.items() if unit.pk == unit_id)

    def liaison(self, unit_id: int) -> str:
        """Return the key of a unit's liaison."""
        return f"{self.code_of(unit_id)}.liaison"

    def signer(self, unit_id: int, level: str, on: date) -> str:
        """Return who signs a level of a unit on a day: its holder, or who covers for the absent (A/B 角)."""
        code = self.code_of(unit_id)
        key = "director" if (code, level) == ("dzb", "head") else f"{code}.{level}"
        covers = [row.deputy_id for row in self._away(on) if row.person_id == self.people[key].pk]
        return self.keys[covers[0]] if covers else key


def build_district(*, since: date) -> tuple[District, list[Credential]]:
    """Enter the whole district as it has stood since a day; return it with the passwords to show."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    district = District()
    _add_units(district, data, since)
    credentials = [
        Credential(str(one.account), one.account.username, str(one.account), one.password)
        for one in create_first_administrators(usernames=ADMINISTRATORS)
    ]
    for number, row in enumerate(data["person"], start=1):
        credentials += _add_person(district, row, number, since)
    return district, credentials


def _add_units(district: District, data: dict[str, Any], since: date) -> None:
    root = add_unit(
        code="ys", name=DISTRICT, kind="district", valid_from=since, editor=SYSTEM, short_name=DISTRICT, rebuild=False
    )
    district.units["ys"] = root
    for order, row in enumerate(data["unit"], start=1):
        code = row["code"]
        district.units[code] = unit = add_unit(
            code=code,
            name=row["name"],
            short_name=row["short"],
            aliases=row.get("aliases", ()),
            kind=row.get("kind", "organ"),
            relation=row.get("relation", "subordinate"),
            parent=root,
            order=order * 10,
            contact_phone=f"0755-5550{1000 + order * 37}",
            valid_from=since,
            editor=SYSTEM,
            rebuild=False,
        )
        for place, name in enumerate(row.get("sections", ()), start=1):
            district.units[f"{code}/{name}"] = add_unit(
                code=f"{code}-{place}",
                name=name,
                kind="section",
                parent=unit,
                order=place,
                contact_phone=f"0755-5551{1000 + order * 37 + place}",
                valid_from=since,
                editor=SYSTEM,
                rebuild=False,
            )
    district.owing = tuple(row["code"] for row in data["unit"])
    rebuild_closure()


def _add_person(district: District, row: dict[str, str], number: int, since: date) -> list[Credential]:
    key, unit = row["key"], district.units[row["unit"]]
    person = add_person(
        name=row["name"],
        employee_no=f"YS{number:04d}",
        phone=f"1990000{number:04d}",
        email=f"ys{number:04d}@yunshan.example",
        editor=SYSTEM,
        on=since,
    )
    appoint(person=person, unit=unit, level=row["level"], title=row["title"], on=since, editor=SYSTEM)
    account, password = _open_account(row, person)
    district.people[key], district.accounts[key], district.keys[person.pk] = person, account, key
    scope = row.get("scope", "district")
    grant_role(
        account=account,
        role=row["role"],
        unit=None if scope == "all" else district.units["ys" if scope == "district" else scope],
        valid_from=since,
        reason="示范数据：按岗位授权",
        actor=SYSTEM,
    )
    if not password:
        return []
    where = district.units[row["unit"].split("/")[0]].short_name
    words = f"{ROLES[row['role']].title}（{where} {row['title']} {row['name']}）"
    return [Credential(row["name"], account.username, words, password)]


def _open_account(row: dict[str, str], person: Person) -> tuple[Account, str]:
    """Open a demo role with a generated password, which need not be changed; anybody else without a password."""
    if "login" in row:
        opened = open_account(username=row["login"], person=person, actor=SYSTEM)
        Account.objects.filter(pk=opened.account.pk).update(must_change_password=False)
        opened.account.must_change_password = False
        return opened.account, opened.password
    account = Account(
        username=f"ys.{row['key'].replace('_', '-')}",
        person=person,
        kind=AccountKind.STAFF,
        label=row["name"],
        created_at=now(),
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    append(
        stream="account",
        stream_id=str(account.pk),
        kind="account_opened",
        payload={"kind": AccountKind.STAFF.value, "duty": "", "person": person.pk},
        actor=SYSTEM.ref,
        occurred_on=None,
        recorded_at=now(),
    )
    return account, ""


def arrange_absences(district: District, spans: list[tuple[str, str, date, date, str]]) -> None:
    """Record who covered for whom: (absent, cover, first day, last day, reason)."""
    district.absences = tuple(
        record_absence(
            person=district.people[absent],
            deputy=district.people[cover],
            starts_on=first,
            ends_on=last,
            editor=SYSTEM,
            reason=reason,
        )
        for absent, cover, first, last, reason in spans
    )
