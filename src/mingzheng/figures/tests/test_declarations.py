"""Definitions are sound: every fault of a wrong one is told, none dangles, all systems that report figures have theirs."""

import re

import pytest

from mingzheng.figures import registry
from mingzheng.figures.declaration import Dimension, Figure, Ratio, Rows, Total
from mingzheng.figures.desk.naming import ROOMS
from mingzheng.figures.errors import BadDeclaration
from mingzheng.figures.periods import PeriodKind
from mingzheng.figures.registry import declare, find_dangling, find_figure, is_stand_in, list_figures, users_of


@pytest.fixture(autouse=True)
def apart(monkeypatch):
    monkeypatch.setattr(registry, "_declared", dict(registry._declared))
    monkeypatch.setattr(registry, "_stand_ins", dict(registry._stand_ins))


def test_no_definition_dangles():
    assert find_dangling() == []
    declare(Figure("t.rate", "率", "比例", "%", source=Ratio("t.nothing", "t.rate")))
    assert find_dangling() == ["t.rate: 引用了未定义的 t.nothing", "t.rate: 引用自身"]


def test_a_wrong_definition_is_refused_with_every_fault():
    wrong = Figure(
        "Bad",
        "",
        "",
        scale="千",
        dimensions=(Dimension("a", "甲"), Dimension("a", "乙")),
        source=Rows(lambda scope: None, on=None),
    )
    with pytest.raises(BadDeclaration) as told:
        declare(wrong)
    for word in ("编码", "名称", "数量级", "分组重复", "没有来源", "日期"):
        assert word in str(told.value)


def test_another_meaning_needs_another_version():
    declare(Figure("t.a", "甲", "一种"))
    declare(Figure("t.a", "甲", "一种"))
    with pytest.raises(BadDeclaration, match="更高版本号"):
        declare(Figure("t.a", "甲", "另一种"))
    declare(Figure("t.a", "甲", "另一种", version=2))
    assert find_figure("t.a").version == 2


def test_a_room_takes_over_what_stood_in_for_it():
    held = find_figure("hotline.orders")
    assert is_stand_in(held)
    declare(Figure("hotline.orders", "工单", "系统登记的工单"))
    assert not is_stand_in(find_figure("hotline.orders"))
    declare(Figure("hotline.received", "受理", "受理的工单", replaces="hotline.accepted"))
    assert find_figure("hotline.accepted").code == "hotline.received"
    assert "hotline.accepted" not in {figure.code for figure in list_figures()}


def test_a_derived_figure_is_listed_as_use_of_its_parts():
    declare(Figure("t.a", "甲", "一种"), Figure("t.sum", "和", "合计", source=Total(("t.a",))))
    assert [figure.code for figure in users_of("t.a")] == ["t.sum"]


def test_titles_do_not_repeat_within_a_business_area():
    titles = [(figure.room, figure.title) for figure in list_figures()]
    assert sorted({item for item in titles if titles.count(item) > 1}) == []


def test_every_percentage_is_told_in_per_cent_and_bounded():
    assert [figure.code for figure in list_figures() if figure.title.endswith("率") and figure.unit != "%"] == []


def test_every_system_that_reports_numbers_has_figures(shared_dir):
    rows = re.findall(r"^\| (S\d+) \|.*$", (shared_dir / "features" / "systems.md").read_text("utf-8"), re.MULTILINE)
    lines = (shared_dir / "features" / "systems.md").read_text("utf-8").splitlines()
    known = {system for figure in list_figures() for system in figure.systems}
    # The reports of S128 are made of all the others; their findings are S130's.
    excepted = {"S128"}
    reporting = set()
    for line in lines:
        if re.match(r"\| S\d+ \|", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if re.search(r"\bF[0-3]-\d\d", cells[6]):
                reporting.add(cells[0])
    assert len(rows) == 132
    assert reporting - known - excepted == set()


def test_a_standing_figure_needs_no_day():
    declare(Figure("t.now", "现有", "现有的", period=PeriodKind.STANDING, source=Rows(lambda scope: None)))


def test_every_room_that_reports_numbers_has_a_name_on_the_catalogue():
    assert {figure.room for figure in list_figures()} <= set(ROOMS)
