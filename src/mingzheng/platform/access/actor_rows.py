"""The four reads behind an actor, in plain SQL: every request asks them, and building them costs more than running them.

What the rows mean is `selectors.actor_for`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connections

from mingzheng.platform.database.public import fetch_rows

_COVERED = """
    SELECT person_id FROM org_absence
    WHERE deputy_id = %s AND starts_on <= %s AND ends_on >= %s AND (cancelled_on IS NULL OR cancelled_on > %s)
"""
_POSTS = """
    SELECT person.id, person.name, post.unit_id, post.level, post.title FROM org_person person
    LEFT JOIN org_post post ON post.person_id = person.id
        AND post.valid_from <= %s AND (post.valid_to IS NULL OR post.valid_to > %s)
    WHERE person.id IN ({persons})
    ORDER BY post.is_primary DESC, post.id
"""
_GRANTS = """
    SELECT held.role, held.unit_id, held.include_subtree, held.procedure, held.visibility, held.account_id,
        account.person_id
    FROM access_grant held JOIN accounts_account account ON account.id = held.account_id
    WHERE held.valid_from <= %s AND (held.valid_to IS NULL OR held.valid_to > %s) AND held.revoked_at IS NULL
        AND held.account_id IN ({accounts})
    ORDER BY held.id
"""
_COVERED_ACCOUNTS = "SELECT id FROM accounts_account WHERE person_id IN ({persons}) AND is_active AND kind = 'staff'"
_CLOSURE = """
    SELECT reach.ancestor_id, reach.descendant_id, above.kind, below.kind, reach.kind FROM org_unitclosure reach
    JOIN org_unit above ON above.id = reach.ancestor_id
    JOIN org_unit below ON below.id = reach.descendant_id
    WHERE reach.valid_from <= %s AND (reach.valid_to IS NULL OR reach.valid_to > %s OR reach.valid_to = below.valid_to) AND (
        reach.ancestor_id IN ({roots})
        OR reach.descendant_id IN ({own}) AND below.kind = 'section' AND reach.kind = 'subordinate'
            AND above.kind <> 'section')
    ORDER BY reach.depth
"""


def _read(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    link = connections["default"]
    adapt = link.ops.adapt_datefield_value
    return list(fetch_rows(link, sql, [adapt(value) if isinstance(value, date) else value for value in values]))


def _places(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def covered_rows(person_id: int, on: date) -> list[tuple[Any, ...]]:
    """Return (person id) of the absent whom a person covers on a day."""
    return _read(_COVERED, [person_id, on, on, on])


def post_rows(persons: Collection[int], on: date) -> list[tuple[Any, ...]]:
    """Return (person id, name, unit id or None, level, title): posts held on a day, main posts first."""
    return _read(_POSTS.format(persons=_places(persons)), [on, on, *persons])


def grant_rows(account_id: int, covered: Collection[int], on: date) -> list[tuple[Any, ...]]:
    """Return (role, unit id, with subtree, procedure, visibility, account id, person id) of grants in force."""
    accounts = f"%s UNION {_COVERED_ACCOUNTS.format(persons=_places(covered))}" if covered else "%s"
    accounts = f"SELECT {accounts}" if covered else accounts
    return _read(_GRANTS.format(accounts=accounts), [on, on, account_id, *covered])


def closure_rows(roots: Collection[int], own: Collection[int], on: date) -> list[tuple[Any, ...]]:
    """Return (ancestor, descendant, kind of each, kind of relation) below the roots and above own sections.

    A unit that was closed stays below whom it stood under to the end: what it left behind is still read and settled.
    """
    return _read(_CLOSURE.format(roots=_places(roots), own=_places(own)), [on, on, *roots, *own])
