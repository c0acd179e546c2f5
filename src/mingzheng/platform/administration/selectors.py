"""Reads for the administrators' screens that join several rooms. Each takes the actor and answers within the duty."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from mingzheng.platform.access.public import Actor, may_read_ledger, may_read_organisation
from mingzheng.platform.ledger.public import Entry
from mingzheng.platform.org.public import Person, Post, TreeNode, Unit, UnitName, UnitRelation, colleagues_of, unit_tree

CASE_STREAMS = frozenset({"case", "file"})


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One unit of the tree as a line: how deep it stands and how many hold posts in it."""

    unit: Unit
    depth: int
    relation: str
    posts: int

    @property
    def indent(self) -> str:
        """Return the spaces that show the depth."""
        return "　" * self.depth


def tree_lines_for(actor: Actor, *, at: date) -> list[TreeLine]:
    """Return the tree of a day, top down, in three queries."""
    if not may_read_organisation(actor):
        return []
    held = Counter(Post.objects.on(at).values_list("unit_id", flat=True))
    lines: list[TreeLine] = []
    stack = [(node, 0) for node in reversed(unit_tree(at))]
    while stack:
        node, depth = stack.pop()
        lines.append(TreeLine(node.unit, depth, node.relation, held[node.unit.pk]))
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return lines


def unit_choices(at: date) -> list[tuple[int, str]]:
    """Return the units of a day as choices, indented as the tree is."""
    choices: list[tuple[int, str]] = []

    def walk(nodes: list[TreeNode], depth: int) -> None:
        for node in nodes:
            choices.append((node.unit.pk, f"{'　' * depth}{node.unit.name}"))
            walk(node.children, depth + 1)

    walk(unit_tree(at), 0)
    return choices


def person_choices() -> list[tuple[int, str]]:
    """Return the persons in office as choices, by name, told apart by their number."""
    rows = Person.objects.filter(is_active=True).values_list("pk", "name", "employee_no")
    return [(pk, f"{name}（{number}）" if number else name) for pk, name, number in rows]


def successor_choices(leaving: int, at: date) -> list[tuple[int, str]]:
    """Return who may take over the work of somebody who leaves: the colleagues of the same organ."""
    near = {person.pk for person in colleagues_of(leaving, at)}
    return [(pk, words) for pk, words in person_choices() if pk in near]


def list_people_for(actor: Actor, *, at: date) -> QuerySet[Person]:
    """Return all persons with their posts of a day."""
    people = Person.objects.all() if may_read_organisation(actor) else Person.objects.none()
    current = Prefetch("posts", queryset=Post.objects.on(at).select_related("unit"), to_attr="current_posts")
    return people.prefetch_related(current).annotate(
        open_accounts=Count("accounts", filter=Q(accounts__is_active=True))
    )


def history_of(unit: Unit) -> tuple[list[UnitName], list[UnitRelation]]:
    """Return the names and the places a unit ever had."""
    names = list(UnitName.objects.filter(unit=unit))
    return names, list(UnitRelation.objects.filter(child=unit).select_related("parent"))


def list_entries_for(actor: Actor) -> QuerySet[Entry]:
    """Return the whole ledger, newest first, for those who may read it."""
    return Entry.objects.order_by("-id") if may_read_ledger(actor) else Entry.objects.none()


def may_read_payload(actor: Actor, entry: Entry) -> bool:
    """Say whether the actor may see what an entry holds: the audit administrator not of cases and files."""
    return may_read_ledger(actor) and not (actor.admin_duty and entry.stream in CASE_STREAMS)
