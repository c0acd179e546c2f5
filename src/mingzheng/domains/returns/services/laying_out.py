"""Lay a form out: its figures and relations as drawn up, and the lines of each unit's return."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mingzheng.casework.public import BadInput, EffectContext
from mingzheng.domains.returns.models import FormDetail, FormFigure, FormRelation, ReturnDetail, ReturnLine
from mingzheng.domains.returns.rules import BadRelation, period_of, read_relation
from mingzheng.figures.public import Figure, find_figure, parse_wording

MOST_FIGURES = 300
EMPTY: Mapping[str, Callable[[], Any]] = {"note": str, "unit_ids": list, "verify_unit_ids": list}
YES = frozenset({"是", "true", "1", "on"})


def lay_out_form(context: EffectContext) -> None:
    """Write the figures and relations a form was drawn up with. Raises BadInput.

    With its figures a form is given whole: what may be left empty and is not given is emptied. Else it stays.
    """
    form = FormDetail.objects.get(pk=context.case.pk)
    if "kind" in context.given:
        _note_period(form, context.given)
    if "figures" in context.given:
        _empty_what_is_not_given(form, context.given)
        rows = _read_figures(context.given["figures"])
        form.figures.all().delete()
        FormFigure.objects.bulk_create(FormFigure(form=form, **row) for row in rows)
    if "figures" in context.given or "relations" in context.given:
        _write_relations(form, str(context.given.get("relations", "")))


def _empty_what_is_not_given(form: FormDetail, given: Mapping[str, Any]) -> None:
    """Empty the optional columns an act says nothing of: the engine stores only what is given."""
    left = [name for name in EMPTY if name not in given and getattr(form, name)]
    for name in left:
        setattr(form, name, EMPTY[name]())
    if left:
        form.save(update_fields=left)


def _note_period(form: FormDetail, given: Mapping[str, Any]) -> None:
    days = (date.fromisoformat(given[name]) if given.get(name) else None for name in ("since", "until"))
    try:
        form.period_key = period_of(given["kind"], *days).key
    except ValueError as error:
        raise BadInput({"until": [str(error)]}) from None
    form.save(update_fields=["period_key"])


def _read_figures(rows: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    errors: list[str] = []
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=1):
        figure = find_figure(row.get("code", ""))
        if figure is None:
            errors.append(f"第 {number} 行：指标目录中没有“{row.get('title') or row.get('code', '')}”")
            continue
        if figure.code in found:
            errors.append(f"第 {number} 行：“{figure.title}”重复")
            continue
        try:
            found[figure.code] = _read_figure(figure, row, len(found) + 1)
        except ValueError as error:
            errors.append(f"第 {number} 行“{figure.title}”：{error}")
    if len(found) > MOST_FIGURES:
        errors.append(f"一份表最多 {MOST_FIGURES} 项指标")
    if errors:
        raise BadInput({"figures": errors})
    return list(found.values())


def _read_figure(figure: Figure, row: Mapping[str, str], order: int) -> dict[str, Any]:
    low, high = (_read_bound(row.get(name, ""), figure) for name in ("minimum", "maximum"))
    if low is not None and high is not None and low > high:
        raise ValueError("下限大于上限")
    refuse = row.get("beyond", "") in {"refuse", "不予接收"}
    return {
        "order": order,
        "figure": figure.code,
        "hint": row.get("hint", "")[:300],
        "minimum": low,
        "maximum": high,
        "beyond": FormFigure.Beyond.REFUSE if refuse else FormFigure.Beyond.EXPLAIN,
        "is_required": row.get("required", "是") in YES,
        "needs_evidence": row.get("evidence", "") in YES,
    }


def _read_bound(text: str, figure: Figure) -> Decimal | None:
    return parse_wording(text, unit=figure.unit).value if text.strip() else None


def _write_relations(form: FormDetail, text: str) -> None:
    codes = list(form.figures.values_list("figure", flat=True))
    errors: list[str] = []
    rows: list[FormRelation] = []
    for line in filter(None, (part.strip() for part in text.replace("；", "\n").replace(";", "\n").splitlines())):
        try:
            relation = read_relation(line, codes)
        except BadRelation as error:
            errors.append(str(error))
            continue
        rows.append(
            FormRelation(
                form=form, order=len(rows) + 1, kind=relation.kind, whole=relation.whole, parts=list(relation.parts)
            )
        )
    if errors:
        raise BadInput({"relations": errors})
    form.relations.all().delete()
    FormRelation.objects.bulk_create(rows)


def lay_out_return(context: EffectContext) -> None:
    """Give a unit's return one empty line for each figure of its form."""
    item = ReturnDetail.objects.select_related("form").get(pk=context.case.pk)
    asked = item.form.figures.values_list("figure", "order")
    ReturnLine.objects.bulk_create(
        (ReturnLine(item=item, figure=figure, order=order) for figure, order in asked), ignore_conflicts=True
    )
