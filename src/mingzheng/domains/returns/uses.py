"""What the page of a figure learns of this room: which forms ask for it, and that a number may be taken down at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.http import urlencode

from mingzheng.casework.public import cases_for
from mingzheng.domains.returns.models import FormDetail, FormFigure
from mingzheng.figures.public import Figure, Period, Use, may_record
from mingzheng.platform.access.public import Actor

DRAWN_UP = "draft"


def find_uses(codes: Collection[str], actor: Actor) -> Mapping[str, Sequence[Use]]:
    """Return the published forms that ask for these figures, newest first, by figure. Two queries, whatever the number."""
    by_form: dict[int, list[str]] = defaultdict(list)
    for figure, form_id in FormFigure.objects.filter(figure__in=codes).order_by().values_list("figure", "form_id"):
        by_form[form_id].append(figure)
    found: dict[str, list[Use]] = defaultdict(list)
    if not by_form:
        return found
    seen = cases_for(actor, procedure="figure_form").filter(pk__in=list(by_form)).values("pk")
    rows = FormDetail.objects.filter(pk__in=seen).exclude(case__state=DRAWN_UP).order_by("-due_on", "-pk")
    for pk, title, number in rows.values_list("pk", "case__title", "case__number"):
        for code in by_form[pk]:
            found[code].append(Use(title, reverse("returns:board", args=[number])))
    return found


def offer_quick(figure: Figure, unit_id: int | None, period: Period, actor: Actor) -> Sequence[Use]:
    """Offer to take a number down for the figure, unit and period of a page; nobody reports what the system counts."""
    units = [unit_id] if unit_id is not None else list(actor.unit_ids)
    if figure.is_counted or not any(may_record(actor, pk) for pk in units):
        return []
    unit = [("unit", str(unit_id))] if unit_id is not None else []
    asked = [("figure", figure.code), *unit, ("period", period.key)]
    return [Use("记一个数", f"{reverse('returns:quick')}?{urlencode(asked)}")]
