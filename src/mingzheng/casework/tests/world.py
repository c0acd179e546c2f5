"""A small district with people, accounts and grants, for tests of the engine and of rooms above it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.public import Actor, actor_for
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.files.models import Blob, StoredFile
from mingzheng.platform.org.models import Absence, Person, Post, Unit
from mingzheng.platform.org.tests.builders import District, write_district
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
        _post(person, unit, level).save()
        account = _account(key, person)
        account.save()
        self.people[key], self.accounts[key] = person, account
        if role:
            self.grant(key, role, over or unit)
        return person

    def grant(self, key: str, role: str, unit: Unit | None, **more: object) -> Grant:
        """Give an account a role over a unit and those below it."""
        grant = _grant(self.accounts[key], role, unit, **more)
        grant.save()
        return grant

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


# Who there is: short name, name, unit, level of post, role, and over which unit if not his own.
PEOPLE: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("clerk", "陈思远", "office", "clerk", "office_clerk", "district"),
    ("office_section", "何静宜", "office", "section", "office_section_head", "district"),
    ("director", "梁伯文", "office", "head", "office_director", "district"),
    ("verifier", "罗雨桐", "information", "clerk", "verifier", "district"),
    ("liaison", "赵小满", "education", "liaison", "unit_liaison", ""),
    ("section", "钱立冬", "education", "section", "unit_section_head", ""),
    ("deputy", "孙谷雨", "education", "deputy", "unit_deputy", ""),
    ("head", "李清明", "education", "head", "unit_head", ""),
    ("tax_liaison", "周白露", "tax", "liaison", "unit_liaison", ""),
    ("stranger", "吴霜降", "secretariat", "clerk", "", ""),
)


def make_world() -> World:
    """Build the district with an office clerk, two office heads, and a bureau with all four rungs.

    All rows of a kind are written at once: most tests begin here.
    """
    district = write_district()
    people = Person.objects.bulk_create(Person(name=name) for _, name, *_ in PEOPLE)
    world = World(district, dict(zip((key for key, *_ in PEOPLE), people, strict=True)))
    accounts = Account.objects.bulk_create(_account(key, person) for key, person in world.people.items())
    world.accounts = {account.username: account for account in accounts}
    posts, grants = [], []
    for key, _, unit, level, role, over in PEOPLE:
        posts.append(_post(world.people[key], getattr(district, unit), level))
        if role:
            grants.append(_grant(world.accounts[key], role, getattr(district, over or unit)))
    Post.objects.bulk_create(posts)
    Grant.objects.bulk_create(grants)
    return world


def _post(person: Person, unit: Unit, level: str) -> Post:
    return Post(person=person, unit=unit, level=level, is_primary=True, valid_from=date(2020, 1, 1))


def _account(username: str, person: Person) -> Account:
    given = {"created_at": NOW, "must_change_password": False, "password": "!", "password_changed_at": NOW}
    return Account(username=username, person=person, **given)


def _grant(account: Account, role: str, unit: Unit | None, **more: object) -> Grant:
    given = {"valid_from": date(2020, 1, 1), "granted_at": NOW, "reason": "测试授权"}
    return Grant(account=account, role=role, unit=unit, **given, **more)
