"""A small district with people, accounts and grants, for tests of the engine and of rooms above it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.public import Actor, actor_for
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.files.models import Blob, StoredFile
from mingzheng.platform.org.models import Absence, Person, Post, Unit
from mingzheng.platform.org.tests.builders import District, make_district
from mingzheng.worktime.public import SHANGHAI

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)


def at(day: date, hour: int = 10) -> datetime:
    """Return a moment of a Shanghai day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@dataclass
class World:
    """The district and its people by short names."""

    district: District
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def add(self, key: str, name: str, unit: Unit, level: str, role: str = "", *, over: Unit | None = None) -> Person:
        """Add a person with a post, an account and a grant."""
        person = Person.objects.create(name=name)
        Post.objects.create(person=person, unit=unit, level=level, is_primary=True, valid_from=date(2020, 1, 1))
        account = Account.objects.create(
            username=key,
            person=person,
            created_at=NOW,
            must_change_password=False,
            password="!",
            password_changed_at=NOW,
        )
        self.people[key], self.accounts[key] = person, account
        if role:
            self.grant(key, role, over or unit)
        return person

    def grant(self, key: str, role: str, unit: Unit | None, **more: object) -> Grant:
        """Give an account a role over a unit and those below it."""
        return Grant.objects.create(
            account=self.accounts[key],
            role=role,
            unit=unit,
            valid_from=date(2020, 1, 1),
            granted_at=NOW,
            reason="测试授权",
            **more,
        )

    def actor(self, key: str, on: date = TODAY) -> Actor:
        """Return the actor behind an account."""
        return actor_for(self.accounts[key], on=on)

    def file(self, key: str, name: str = "佐证.pdf") -> int:
        """Return the id of a file this person has uploaded and not yet handed in."""
        stored = StoredFile.objects.create(
            blob=Blob.objects.get_or_create(sha256=f"{len(name):064d}", defaults={"size": 3})[0],
            name=name,
            size=3,
            media_type="application/pdf",
            text_checked=True,
            virus_checked=True,
            purpose="case",
            stored_by=self.accounts[key],
            stored_at=NOW,
        )
        return stored.pk

    def absent(self, key: str, deputy: str, start: date, end: date) -> Absence:
        """Let somebody be away, covered by another."""
        return Absence.objects.create(person=self.people[key], deputy=self.people[deputy], starts_on=start, ends_on=end)


def make_world() -> World:
    """Build the district with an office clerk, two office heads, and a bureau with all four rungs."""
    world = World(make_district())
    office, bureau, tax = world.district.office, world.district.education, world.district.tax
    district = world.district.district
    world.add("clerk", "陈思远", office, "clerk", "office_clerk", over=district)
    world.add("office_section", "何静宜", office, "section", "office_section_head", over=district)
    world.add("director", "梁伯文", office, "head", "office_director", over=district)
    world.add("verifier", "罗雨桐", world.district.information, "clerk", "verifier", over=district)
    world.add("liaison", "赵小满", bureau, "liaison", "unit_liaison")
    world.add("section", "钱立冬", bureau, "section", "unit_section_head")
    world.add("deputy", "孙谷雨", bureau, "deputy", "unit_deputy")
    world.add("head", "李清明", bureau, "head", "unit_head")
    world.add("tax_liaison", "周白露", tax, "liaison", "unit_liaison")
    world.add("stranger", "吴霜降", world.district.secretariat, "clerk")
    return world
