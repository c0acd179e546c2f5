"""The navigation shows each reader what is his, once, with the current place marked."""

import pytest

from mingzheng.platform.desk import navigation
from mingzheng.platform.desk.navigation import Count, NavItem, list_navigation, register_counts, register_nav
from mingzheng.platform.desk.tests.stand_in import READER


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_providers", [])
    monkeypatch.setattr(navigation, "_find_url", lambda item: None if item.url_name == "x" else item.url_name)


def titles(path="/"):
    return [entry.title for group in list_navigation(READER, path) for entry in group.items]


def test_items_stand_by_group_and_order():
    register_nav(NavItem("c", "参数", "/p", group="administration"))
    register_nav(NavItem("b", "已办", "/b", order=20))
    register_nav(NavItem("a", "待办", "/a", order=10))
    assert titles() == ["待办", "已办", "参数"]


def test_what_a_reader_may_not_see_is_not_there():
    register_nav(NavItem("a", "待办", "/a", visible=lambda actor: actor is None))
    assert titles() == []


def test_an_item_whose_page_is_not_built_is_left_out():
    register_nav(NavItem("a", "待办", "x"))
    assert titles() == []


def test_the_longest_address_is_the_current_one():
    register_nav(NavItem("home", "首页", "/desk/", group=""))
    register_nav(NavItem("todo", "待办", "/desk/todo"))
    current = [e.title for g in list_navigation(READER, "/desk/todo/12") for e in g.items if e.is_current]
    assert current == ["待办"]


def test_counts_come_from_providers():
    register_nav(NavItem("todo", "待办", "/t"))
    register_counts(lambda actor: {"todo": Count(3, "overdue"), "other": Count(1)})
    (entry,) = list_navigation(READER, "/")[0].items
    assert (entry.count, entry.lamp) == (3, "overdue")


def test_a_key_is_taken_once_and_a_group_must_exist():
    register_nav(NavItem("a", "待办", "/a"))
    register_nav(NavItem("a", "待办", "/a"))
    with pytest.raises(ValueError, match="twice"):
        register_nav(NavItem("a", "另一个", "/b"))
    with pytest.raises(ValueError, match="unknown"):
        register_nav(NavItem("z", "待办", "/a", group="nowhere"))


def test_groups_are_folded_but_for_the_work_the_current_page_and_what_the_reader_opened():
    for key, group in (("todo", "work"), ("ledger", "plan"), ("value", "figures"), ("settings", "administration")):
        register_nav(NavItem(key, key, f"/{key}", group=group))
    drawn = list_navigation(READER, "/value/1", unfolded="administration.<script>")
    assert {group.key: group.is_open for group in drawn} == {
        "work": True,
        "plan": False,
        "figures": True,
        "administration": True,
    }


def test_a_folded_group_says_what_waits_in_it():
    register_nav(NavItem("ledger", "台账", "/l", group="plan"))
    register_nav(NavItem("rounds", "轮次", "/r", group="plan"))
    register_counts(lambda actor: {"ledger": Count(3, "overdue"), "rounds": Count(2)})
    (group,) = list_navigation(READER, "/")
    assert (group.count, group.is_late, group.is_open) == (5, True, False)
