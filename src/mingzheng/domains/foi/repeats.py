"""What else the same applicant asked: this month's count, which decides about fees, and earlier applications like this one.

Only ever a hint to the clerk. Legal basis: 政府信息公开条例第三十五条、第三十六条第六项、第四十二条.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from mingzheng.casework.public import Case, cases_for
from mingzheng.domains.foi.fees import ITEM_STEPS, item_price
from mingzheng.domains.foi.models import Application
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedQuery

FREE_ITEMS = ITEM_STEPS[1].first - 1
SHOWN = 5
MOST_JOINT = 20


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many the applicant filed in the calendar month, the place of this one, and earlier ones the reader may see.

    `fee_place` is the place fees are counted from: there an application split for fees counts as several.
    """

    in_month: int
    place: int
    earlier: tuple[Application, ...]
    fee_place: int = 1

    @property
    def is_frequent(self) -> bool:
        """Say whether more were filed than are free of charge."""
        return self.in_month > FREE_ITEMS or self.fee_place > FREE_ITEMS

    @property
    def price(self) -> int:
        """Return what this one would cost by items, in yuan."""
        return item_price(self.fee_place)


def find_application(case: Case) -> Application | None:
    """Return what is kept of an application beside its case, which the caller has read access-checked."""
    return Application.objects.select_related("case").filter(pk=case.pk).first()


def repeats_of(application: Application, actor: Actor) -> Repeats | None:
    """Return the count of the month and the earlier applications of the same organ; None before it is received."""
    on = application.received_on
    if on is None or not application.applicant_key:
        return None
    same = Application.objects.filter(
        applicant_key=application.applicant_key,
        received_on__isnull=False,
        case__origin_unit=application.case.origin_unit_id,
    )
    month = list(
        same.filter(received_on__year=on.year, received_on__month=on.month)
        .order_by("received_on", "pk")
        .values_list("pk", "fee_units")
    )
    place = [pk for pk, _ in month].index(application.pk)
    units = [number for _, number in month]
    earlier = same.exclude(pk=application.pk).filter(received_on__lte=on).select_related("case")
    seen = earlier.filter(case__in=cases_for(actor, procedure="foi_application").values("pk"))
    earliest = tuple(seen.order_by("-received_on", "-pk")[:SHOWN])
    return Repeats(len(month), place + 1, earliest, sum(units[:place]) + 1)


def open_of_same_applicant(application: Application) -> list[Application]:
    """Return the other applications of the same applicant to the same organ that wait to be answered, oldest first."""
    if not application.applicant_key:
        return []
    rows = _same_applicant(application).filter(case__state="handling").exclude(pk=application.pk)
    return list(rows.select_related("case").order_by("received_on", "pk")[:MOST_JOINT])


def numbers_of_same_applicant(application: Application) -> tuple[str, ...]:
    """Return the numbers of the same applicant's open applications to the same organ, this one's too."""
    if not application.applicant_key:
        return ()
    rows = _OPEN_NUMBERS.rows(key=application.applicant_key, unit=application.case.origin_unit_id)
    return tuple(number for (number,) in rows)


_OPEN_NUMBERS = PreparedQuery(
    lambda: (
        Application.objects.filter(
            applicant_key=Parameter("key"), case__origin_unit=Parameter("unit"), case__is_open=True
        )
        .order_by("pk")
        .values_list("case__number")
    )
)


def _same_applicant(application: Application) -> QuerySet[Application]:
    return Application.objects.filter(
        applicant_key=application.applicant_key, case__origin_unit=application.case.origin_unit_id
    )
