"""Fixtures of the returns room's tests: the small district, a few definitions, a form, and calls by short names."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from mingzheng.casework.models import Case
from mingzheng.casework.public import open_case, perform
from mingzheng.casework.tests.world import NOW, World, at, make_world
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.services.asking import ask_all
from mingzheng.figures import registry
from mingzheng.figures.declaration import Figure, Rows, RowWords
from mingzheng.figures.public import Period

DAY = date(2026, 3, 2)
YEAR = Period.year(2025)
LETTERS, ANSWERED, OPEN_LETTERS, RATE = "paper.letters", "paper.answered", "paper.open", "paper.rate"
UNITS = "paper.units"
FIGURES = (
    Figure(LETTERS, "来信", "收到的来信", bounds=(0, 1_000_000)),
    Figure(ANSWERED, "已答复", "已答复的来信"),
    Figure(OPEN_LETTERS, "未答复", "尚未答复的来信"),
    Figure(RATE, "答复率", "已答复占来信的比例", unit="%", decimals=2, bounds=(0, 100)),
    Figure(
        UNITS,
        "下达件",
        "由本单位下达的事项",
        source=Rows(
            query=lambda scope: Case.objects.all(),
            unit="origin_unit_id",
            on="opened_on",
            describe=lambda row: RowWords(row.title),
        ),
    ),
)
ROWS = [
    {"code": LETTERS, "title": "来信", "maximum": "5000", "beyond": "explain", "required": "是"},
    {"code": ANSWERED, "title": "已答复", "required": "是"},
    {"code": OPEN_LETTERS, "title": "未答复", "required": "是"},
    {"code": RATE, "title": "答复率", "required": "否"},
]
RELATIONS = "1=2+3\n2≤1\n4=2÷1×100%"


class Desk:
    """A district with a form, and everybody's acts by short names."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.count = 0

    @property
    def bureau(self) -> int:
        return self.world.district.education.pk

    def draw_up(self, **more: object) -> FormDetail:
        data = {
            "title": "2025年来信办理情况",
            "kind": "year",
            "until": "2025-12-31",
            "due_on": "2026-03-20",
            "basis": "关于报送2025年数据的通知",
            "unit_ids": [self.bureau, self.world.district.tax.pk],
            "figures": ROWS,
            "relations": RELATIONS,
            **more,
        }
        self.count += 1
        receipt = open_case(
            "figure_form",
            actor=self.world.actor("clerk"),
            occurred_on=DAY,
            recorded_at=at(DAY),
            data=data,
            key=f"k{self.count}",
            origin_unit_id=self.world.district.office.pk,
        )
        return FormDetail.objects.select_related("case").get(pk=receipt.case_id)

    def publish(self, **more: object) -> FormDetail:
        form = self.draw_up(**more)
        self.do(form.pk, "publish", "office_section")
        ask_all(form.pk, actor=self.world.actor("office_section"), occurred_on=DAY, recorded_at=at(DAY))
        form.refresh_from_db()
        return form

    def item(self, form: FormDetail, unit: int | None = None) -> ReturnDetail:
        return ReturnDetail.objects.select_related("case", "form__case", "unit").get(
            form=form, unit_id=unit or self.bureau
        )

    def do(self, case_id: int, action: str, who: str, *, on: date = DAY, **data: object):
        self.count += 1
        return perform(
            case_id,
            action,
            actor=self.world.actor(who, on),
            occurred_on=on,
            recorded_at=at(on),
            data=data,
            key=f"k{self.count}",
        )

    def fill(self, item: ReturnDetail, who: str = "liaison", **values: str):
        """Fill in values by the last word of a figure's code: letters="57"."""
        rows = [{"code": f"paper.{name}", "value": value} for name, value in values.items()]
        return self.do(item.pk, "fill_in", who, values=rows)

    def good(self, item: ReturnDetail) -> None:
        self.fill(item, letters="200", answered="150", open="50", rate="75")

    def submit(self, item: ReturnDetail, **data: object) -> Case:
        self.do(item.pk, "request_submit", "liaison", **data)
        for who in ("section", "head"):
            self.do(item.pk, "sign", who)
        return self.case(item)

    def case(self, item: ReturnDetail) -> Case:
        return Case.objects.get(pk=item.pk)


@pytest.fixture
def desk(db: None) -> Desk:
    """Return the desk."""
    return Desk()


@pytest.fixture(autouse=True)
def definitions() -> Iterator[None]:
    """Declare a few definitions for one test."""
    registry.declare(*FIGURES)
    yield
    for figure in FIGURES:
        registry.withdraw_declaration(figure.code)


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
