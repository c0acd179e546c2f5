"""Who may report, verify and close readings, and what cannot be one. Pure decisions on values; no ORM, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingzheng.figures.declaration import Figure, Kind
from mingzheng.figures.periods import Period, PeriodKind
from mingzheng.figures.wordings import Wording, format_number
from mingzheng.platform.access.public import Actor

OFFICE = ("office_clerk", "office_section_head", "office_director")
OWN_UNIT = ("unit_liaison", "unit_section_head", "unit_deputy", "unit_head")
VERIFIERS = ("verifier", "office_section_head", "office_director", "unit_section_head", "unit_deputy", "unit_head")
# A value taken from a report that was published stands where the records of its year are not in the system.
PUBLISHED = "published"
CLOSERS = ("office_section_head", "office_director")


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is asked of the reading's unit: its name and whether it exists on the last day of the period."""

    name: str
    exists: bool


WHOLE_UNITS = frozenset("件个人次项条份家户起宗篇场期名所处部")
"""Units that are counted one by one: there is no half of one."""


def may_record(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor may report for a unit: its own people, and the office for every unit in its charge."""
    return actor.is_system or actor.has_any_role((*OFFICE, *OWN_UNIT), unit_id)


def may_verify(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor may verify readings of a unit at all (those of others: see `is_same_hand`)."""
    return actor.has_any_role(VERIFIERS, unit_id)


def may_close(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor may lock or reopen a unit's period."""
    return actor.is_system or actor.has_any_role(CLOSERS, unit_id)


def may_read(actor: Actor, unit_id: int) -> bool:
    """Say whether an actor may read a unit's readings: his own units and those his grants reach."""
    readable = actor.readable_unit_ids()
    return readable is None or unit_id in readable or unit_id in actor.unit_ids


def is_same_hand(actor: Actor, *, account_id: int | None, person_id: int | None) -> bool:
    """Say whether the one who would verify is the one who recorded.

    Legal basis: 统计法 第二十条 (统计资料的审核、签署)
    """
    if account_id is not None and actor.account_id == account_id:
        return True
    return person_id is not None and actor.person_id == person_id


def find_faults(
    figure: Figure, wording: Wording, period: Period, unit: UnitFacts, *, locked: bool, today: date, means: str = ""
) -> dict[str, list[str]]:
    """Return what speaks against a reading, by field; every fault, not the first."""
    faults: dict[str, list[str]] = {}
    if figure.is_counted and means != PUBLISHED:
        faults["figure"] = [f"“{figure.title}”由系统按记录统计，不能填报；如有出入，请更正其来源记录"]
    if not unit.exists:
        faults["unit"] = [f"{unit.name}在{period.label()}末已撤销，请选择承接其职能的单位"]
    if locked:
        faults["period"] = [f"{unit.name}的{period.label()}数据已锁定，如需更正请先由党政办解锁"]
    elif (
        period.kind != PeriodKind.STANDING
        and period.last > today
        and figure.kind == Kind.MEASURED
        and _is_over(period, today)
    ):
        faults["period"] = [f"{period.label()}尚未到来，不能填报"]
    faults |= _value_faults(figure, wording)
    return faults


def _is_over(period: Period, today: date) -> bool:
    """Say whether the period lies wholly ahead; a running year may be reported so far."""
    return (period.starts_on or period.last) > today


def _value_faults(figure: Figure, wording: Wording) -> dict[str, list[str]]:
    if wording.value is None:
        return {}
    low, high = figure.bounds
    texts = []
    if low is not None and wording.value < low:
        texts.append(f"不得小于{format_number(Decimal(low))}{figure.unit}")
    if high is not None and wording.value > high:
        texts.append(f"不得大于{format_number(Decimal(high))}{figure.unit}")
    if figure.decimals == 0 and figure.unit in WHOLE_UNITS and wording.value % 1:
        texts.append(f"按{figure.unit}计数，应为整数")
    return {"value": [f"{figure.title}{text}，填写的是{wording.text}" for text in texts]} if texts else {}
