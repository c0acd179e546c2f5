"""A small district in January: last year's applications are answered, the bureau and the office write their reports."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine as travel

from mingzheng.casework.public import perform
from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.domains.foi.annual.models import AnnualReport, AnnualText
from mingzheng.domains.foi.annual.services import report_cell, save_text, start_report, verify_cells
from mingzheng.proofing.disclosure.form import openness

YEAR = 2025
DAY = date(2026, 1, 12)
REPORTED = {("licensing", "decisions"): "12", ("penalty", "decisions"): "3", ("coercion", "decisions"): "0"}
WORDS = {
    "proactive": "围绕教育领域重点信息，依法公开招生、收费和督导结果。",
    "management": "修订信息公开审查制度，逐件登记公开属性。",
    "platform": "门户网站教育专栏按月维护，设查阅点一处。",
    "oversight": "由办公室专人负责，纳入年度工作考核。",
    "problems": "部分学校公开栏更新不及时，解读形式单一。",
    "improvements": "建立按月检查清单，增加图解和视频解读。",
    "work_points": "年度工作要点所列任务均按时限落实。",
    "fees": "没有收取信息处理费。",
}


@pytest.fixture
def january() -> Iterator[None]:
    """Let it be 12 January 2026."""
    with travel.travel(at(DAY), tick=True):
        yield


@pytest.fixture
def world(db: None, january: None) -> World:
    return make_world()


class Acts:
    """Acts on one report, a key each."""

    def __init__(self, world: World, report: AnnualReport) -> None:
        self.world, self.report = world, report

    def do(self, action: str, who: str, **data: object) -> str:
        count = self.report.case.acts.count()
        receipt = perform(
            self.report.pk,
            action,
            actor=self.world.actor(who, DAY),
            occurred_on=DAY,
            recorded_at=at(DAY),
            data=data,
            key=f"{action}:{self.report.pk}:{count}",
        )
        self.report.refresh_from_db()
        self.report.case.refresh_from_db()
        return receipt.state

    def write(self, code: str, text: str, who: str = "liaison") -> int:
        seen = AnnualText.objects.get(report=self.report, code=code).version
        actor = self.world.actor(who, DAY)
        return save_text(self.report, code, text, seen_version=seen, actor=actor, at=at(DAY))

    def fill(self, who: str = "liaison", checker: str = "section") -> None:
        """Write every block and report table 1."""
        for code, text in WORDS.items():
            self.write(code, text, who)
        if not self.report.is_consolidated:
            actor = self.world.actor(who, DAY)
            for (row, column), value in {**REPORTED, ("fees", "amount"): "1.5"}.items():
                report_cell(self.report, openness(row, column), value, actor=actor)
            verify_cells(self.report, actor=self.world.actor(checker, DAY))


@pytest.fixture
def begin(world: World) -> Callable[..., Acts]:
    """Return a function that begins a report of 2025."""

    def _begin(unit: str = "education", who: str = "clerk", *, consolidated: bool = False, year: int = YEAR) -> Acts:
        receipt = start_report(
            getattr(world.district, unit),
            year,
            actor=world.actor(who, DAY),
            occurred_on=DAY,
            recorded_at=at(DAY),
            key=f"begin:{unit}:{consolidated}:{year}",
            consolidated=consolidated,
        )
        return Acts(world, AnnualReport.objects.select_related("case", "unit").get(pk=receipt.case_id))

    return _begin
