"""Where reports use figures: told to the page of a figure, for the reports its reader may read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q
from django.urls import reverse

from mingzheng.casework.public import cases_for
from mingzheng.domains.reports.models import FigureUse, Report
from mingzheng.domains.reports.selectors import ANNUAL, CONTRIBUTION
from mingzheng.figures.public import Use
from mingzheng.platform.access.public import Actor


def find_uses(codes: Collection[str], actor: Actor) -> Mapping[str, Sequence[Use]]:
    """Return the reports whose text shows these figures, newest first, by figure. Two queries, whatever the number."""
    using = FigureUse.objects.filter(figure__in=codes, report__is_dropped=False).values_list("figure", "report_id")
    by_report: dict[int, list[str]] = defaultdict(list)
    for figure, report_id in using:
        by_report[report_id].append(figure)
    found: dict[str, list[Use]] = defaultdict(list)
    if not by_report:
        return found
    ids = list(by_report)
    seen = cases_for(actor, procedure=ANNUAL).filter(pk__in=ids).values("pk")
    asked = cases_for(actor, procedure=CONTRIBUTION).filter(parent_id__in=ids).values("parent_id")
    rows = Report.objects.filter(Q(pk__in=seen) | Q(pk__in=asked)).order_by("-year", "unit__order", "pk")
    for pk, title, number in rows.values_list("pk", "title", "case__number"):
        for code in by_report[pk]:
            found[code].append(Use(title, reverse("reports:read", args=[number])))
    return found
