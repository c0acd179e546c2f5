"""Background work of the figures: fold the tail of tallies; at night recount, and look at the rows of frozen values."""

from datetime import time, timedelta

from mingzheng.figures.reconciling import count_first_time, reconcile
from mingzheng.figures.registry import get_figure
from mingzheng.figures.snapshots.drifting import check_many_rows
from mingzheng.figures.sources.events import fold
from mingzheng.platform.access.public import persons_with_role
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import list_units

ROUNDS = 200
HEADS = ("office_section_head", "office_director")


@timetable(name="figures_fold", every=timedelta(minutes=10))
@job()
def fold_tallies() -> None:
    """Fold what acts added since the last time, in bounded steps; figures that are new are counted first."""
    count_first_time()
    for _ in range(ROUNDS):
        if not fold():
            return


@timetable(name="figures_reconcile", daily_at=time(2, 40))
@job(attempts=2)
def reconcile_figures() -> None:
    """Recount every figure that is counted act by act; a difference is told to the heads of the office."""
    found = reconcile()
    if not found:
        return
    titles = "、".join(get_figure(code).title for code in sorted(found))
    day = today()
    heads: set[int] = set()
    for district in list_units(at=day, kinds=["district"]):
        for role in HEADS:
            heads.update(persons_with_role(role, unit_id=district.pk, procedure=None, on=day))
    notify(
        sorted(heads),
        kind="figures_differ",
        subject_ref=f"figures:{day.isoformat()}",
        count_text=f"{len(found)}项指标与复核结果不一致：{titles}"[:200],
        url="/desk/figures/?only=alarm",
        urgent=True,
    )


@timetable(name="figures_snapshots", daily_at=time(3, 20))
@job(attempts=2)
def check_snapshots() -> None:
    """Look whether the rows behind frozen values with very many rows are still the same."""
    check_many_rows()
