"""The closure is a pure function of dated relations: table cases and laws that hold for all inputs."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.org.closure import ClosureRow, CycleError, Edge, Span, compute_closure, merge_spans

DAY = date(2020, 1, 1)


def d(n: int) -> date:
    return DAY + timedelta(days=n)


def span(a: int, b: int | None = None) -> Span:
    return Span(d(a), None if b is None else d(b))


def rows(lives, edges):
    return {(r.ancestor, r.descendant, r.depth, r.kind, r.span) for r in compute_closure(lives, edges)}


ALWAYS = {1: span(0), 2: span(0), 3: span(0)}


def test_a_unit_is_its_own_ancestor_for_as_long_as_it_lives():
    assert rows({1: span(0, 9)}, []) == {(1, 1, 0, "subordinate", span(0, 9))}


def test_a_grandparent_counts_two_steps_for_the_days_both_steps_hold():
    edges = [Edge(1, 2, "subordinate", span(0, 8)), Edge(2, 3, "subordinate", span(3))]
    found = rows(ALWAYS, edges)
    assert (1, 3, 2, "subordinate", span(3, 8)) in found
    assert (2, 3, 1, "subordinate", span(3)) in found
    assert (1, 2, 1, "subordinate", span(0, 8)) in found
    assert len(found) == 6


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("subordinate", "subordinate", "subordinate"),
        ("subordinate", "dispatched", "dispatched"),
        ("dispatched", "subordinate", "dispatched"),
        ("dispatched", "dispatched", "dispatched"),
    ],
)
def test_one_dispatched_step_makes_the_whole_way_dispatched(upper, lower, expected):
    edges = [Edge(1, 2, upper, span(0)), Edge(2, 3, lower, span(0))]
    assert [r.kind for r in compute_closure(ALWAYS, edges) if r.depth == 2] == [expected]


def test_a_move_leaves_the_old_line_until_the_day_and_starts_the_new_one_on_it():
    edges = [Edge(1, 3, "subordinate", span(0, 5)), Edge(2, 3, "subordinate", span(5))]
    found = rows(ALWAYS, edges)
    assert (1, 3, 1, "subordinate", span(0, 5)) in found
    assert (2, 3, 1, "subordinate", span(5)) in found


def test_a_relation_does_not_outlive_the_units_it_joins():
    lives = {1: span(0, 6), 2: span(2)}
    found = rows(lives, [Edge(1, 2, "subordinate", span(0))])
    assert (1, 2, 1, "subordinate", span(2, 6)) in found


def test_adjacent_intervals_of_the_same_line_become_one():
    edges = [Edge(1, 2, "subordinate", span(0, 5)), Edge(1, 2, "subordinate", span(5))]
    assert (1, 2, 1, "subordinate", span(0)) in rows(ALWAYS, edges)


def test_a_ring_is_found_and_named():
    edges = [Edge(1, 2, "subordinate", span(0)), Edge(2, 3, "dispatched", span(0)), Edge(3, 1, "subordinate", span(0))]
    with pytest.raises(CycleError) as caught:
        compute_closure(ALWAYS, edges)
    assert set(caught.value.units) == {1, 2, 3}


def test_merge_spans_joins_overlap_and_touch_but_not_a_gap():
    assert merge_spans([span(4, 6), span(0, 2), span(2, 3), span(5)]) == [span(0, 3), span(4)]
    assert merge_spans([span(0, 9), span(2, 3)]) == [span(0, 9)]
    assert merge_spans([span(0), span(2, 3), span(5)]) == [span(0)]
    assert merge_spans([span(0, 2), span(3, 4)]) == [span(0, 2), span(3, 4)]


@st.composite
def forests(draw):
    count = draw(st.integers(1, 7))
    lives = {n: span(draw(st.integers(0, 5)), draw(st.one_of(st.none(), st.integers(6, 20)))) for n in range(count)}
    edges = []
    for child in range(1, count):
        for _ in range(draw(st.integers(0, 2))):
            start = draw(st.integers(0, 15))
            end = draw(st.one_of(st.none(), st.integers(start + 1, 25)))
            kind = draw(st.sampled_from(["subordinate", "dispatched"]))
            edges.append(Edge(draw(st.integers(0, child - 1)), child, kind, span(start, end)))
    return lives, edges


def _holds(s: Span, day: date) -> bool:
    return s.since <= day and (s.until is None or day < s.until)


def _reachable(lives, edges, day):
    """The closure of one day, counted the plain way."""
    found = {(n, n, 0, "subordinate") for n, life in lives.items() if _holds(life, day)}
    frontier = set(found)
    while frontier:
        step = set()
        for top, bottom, depth, kind in frontier:
            for e in edges:
                below_alive = _holds(lives[e.child], day)
                if e.parent == bottom and _holds(e.span, day) and below_alive:
                    worst = "dispatched" if "dispatched" in (kind, e.kind) else "subordinate"
                    step.add((top, e.child, depth + 1, worst))
        frontier = step - found
        found |= step
    return found


@given(forests(), st.integers(0, 30))
def test_on_every_day_the_closure_is_what_walking_the_tree_of_that_day_finds(forest, offset):
    lives, edges = forest
    day = d(offset)
    found = {(r.ancestor, r.descendant, r.depth, r.kind) for r in compute_closure(lives, edges) if _holds(r.span, day)}
    assert found == _reachable(lives, edges, day)


@given(forests())
def test_rows_of_one_line_never_overlap_or_touch(forest):
    by_line: dict[tuple, list[Span]] = {}
    for row in compute_closure(*forest):
        by_line.setdefault((row.ancestor, row.descendant, row.depth, row.kind), []).append(row.span)
    for spans in by_line.values():
        ordered = sorted(spans, key=lambda s: s.since)
        for earlier, later in pairwise(ordered):
            assert earlier.until is not None
            assert earlier.until < later.since


def test_a_deep_line_needs_no_deep_stack():
    lives = {n: span(0) for n in range(1500)}
    edges = [Edge(n, n + 1, "subordinate", span(0)) for n in range(0, 1499, 50)]
    assert ClosureRow(0, 1, 1, "subordinate", span(0)) in compute_closure(lives, edges)
