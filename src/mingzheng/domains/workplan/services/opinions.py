"""Opinions and claims on a draft 征求意见/认领: a unit's answers row by row, and the office's word on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import BadInput, Receipt, perform
from mingzheng.domains.workplan.models import Requirement, SchemeDetail, SchemeOpinion
from mingzheng.domains.workplan.permissions import own_units
from mingzheng.domains.workplan.scheme_selectors import latest_opinions
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import refuse_marked_text

Position = SchemeOpinion.Position
WITH_WORDS = frozenset({Position.CHANGE, Position.OBJECT})


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's answer on a row, or (None) on the scheme as a whole."""

    row: Requirement | None
    position: str
    text: str = ""


def name_rows(rows: Sequence[Requirement], every: Sequence[Requirement]) -> str:
    """Return rows by their numbers as people write them, by their place where a number is missing or stands twice."""
    numbers = [row.number for row in every]
    return "、".join(row.number if row.number and numbers.count(row.number) == 1 else f"行{row.order}" for row in rows)


def find_named_rows(scheme_id: int, names: str) -> list[Requirement | None]:
    """Return the rows named by `name_rows` or typed by hand: 3、5，行12."""
    words = {word.strip() for word in names.replace("，", "、").replace(",", "、").split("、")} - {""}
    orders = {int(word[1:]) for word in words if word.startswith("行") and word[1:].isdecimal()}
    every = Requirement.objects.filter(scheme_id=scheme_id)
    return [row for row in every if row.number in words or row.order in orders]


def give_answers(
    scheme: SchemeDetail,
    answers: Sequence[Answer],
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
) -> list[Receipt]:
    """Put a unit's answers on record, equal answers as one act, all or none. Raises BadInput and the door's errors.

    What the unit said before in the same words is not said again: the office's reply to it stands.
    """
    errors = {}
    for answer in answers:
        if answer.position not in Position.values:
            errors[str(answer.row)] = ["请选择意见种类"]
        elif answer.position in WITH_WORDS and not answer.text.strip():
            where = answer.row.label if answer.row else "总体意见"
            errors[f"text-{answer.row.pk if answer.row else ''}"] = [f"{where}：请写明修改建议或不认领的理由"]
    if not answers:
        errors["answers"] = ["没有填写任何意见；没有意见的，总体意见选“无意见”"]
    if errors:
        raise BadInput(errors)
    refuse_marked_text("\n".join(answer.text for answer in answers), actor, purpose="scheme_opinion")
    answers, every = _without_repeated(scheme, answers, actor), list(scheme.requirements.all())
    groups: dict[tuple[bool, str, str], list[Requirement]] = {}
    for answer in answers:
        group = groups.setdefault((answer.row is None, answer.position, answer.text.strip()), [])
        if answer.row is not None:
            group.append(answer.row)
    receipts = []
    with transaction.atomic():
        for index, ((_, position, text), rows) in enumerate(groups.items()):
            data = {"position": position, "opinion": text, "rows": name_rows(rows, every)}
            receipts.append(
                perform(
                    scheme.pk,
                    "give_opinion",
                    actor=actor,
                    occurred_on=occurred_on,
                    recorded_at=recorded_at,
                    data={name: value for name, value in data.items() if value},
                    key=f"{key}:{index}",
                )
            )
    return receipts


def _without_repeated(scheme: SchemeDetail, answers: Sequence[Answer], actor: Actor) -> list[Answer]:
    units = own_units(actor)
    said = {
        (row, item.position, item.text)
        for row, items in latest_opinions(scheme).items()
        for item in items
        if item.unit_id in units
    }
    return [one for one in answers if (one.row.pk if one.row else None, one.position, one.text.strip()) not in said]


def answer_opinion(
    opinion: SchemeOpinion,
    *,
    adopted: bool,
    how: str,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
) -> None:
    """Say whether an opinion is adopted, and how or why not. A refusal needs its reason."""
    if not adopted and not how.strip():
        raise BadInput({"how": ["未采纳的，请说明理由"]})
    refuse_marked_text(how, actor, purpose="scheme_opinion")
    data: dict[str, Any] = {
        "unit": opinion.unit.name,
        "row": opinion.requirement.label if opinion.requirement else "整个方案",
        "adopted": "yes" if adopted else "no",
        "how": how.strip()[:500],
    }
    with transaction.atomic():
        receipt = perform(
            opinion.scheme_id,
            "answer_opinion",
            actor=actor,
            occurred_on=occurred_on,
            recorded_at=recorded_at,
            data={name: value for name, value in data.items() if value},
            key=key,
        )
        if not receipt.repeated:
            SchemeOpinion.objects.filter(pk=opinion.pk).update(is_adopted=adopted, handled_how=how.strip()[:500])
