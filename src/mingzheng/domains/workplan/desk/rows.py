"""Correcting a scheme row by row, in place: forms of one row, its units, deadline and findings, and the recipients.

With scripts a row is exchanged where it stands; without them the form has a page of its own. What a correction does is
`services.checking`'s.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.domains.workplan.desk.scheme_pages import SchemeView, explain, summary
from mingzheng.domains.workplan.models import Requirement, RequirementUnit
from mingzheng.domains.workplan.scheme_selectors import (
    count_open_names,
    find_action,
    find_finding,
    find_row,
    find_unit,
    latest_opinions,
    list_rows,
    list_units_by_id,
)
from mingzheng.domains.workplan.services import checking
from mingzheng.domains.workplan.services.aliasing import keep_as_alias
from mingzheng.domains.workplan.services.checking import Correction
from mingzheng.domains.workplan.services.directory import list_collections, list_groups, read_directory
from mingzheng.platform.desk.public import go_to
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import Unit

Given = Mapping[str, Any]
OF_SET = "all:"


def get_unit(given: Given) -> Unit:
    """Return the chosen unit. Raises BadInput."""
    pk = given.get("candidate") or given.get("unit", "")
    unit = find_unit(int(pk), at=today()) if str(pk).isdecimal() else None
    if unit is None:
        raise BadInput({"unit": ["请选择单位"]})
    return unit


def get_units(given: Given) -> Sequence[Unit]:
    """Return the chosen unit, or all units of the chosen set. Raises BadInput."""
    chosen = str(given.get("unit", ""))
    if given.get("candidate") or not chosen.startswith(OF_SET):
        return [get_unit(given)]
    sets = list_collections(read_directory(today()))
    units = next((each.units for each in sets if chosen == OF_SET + each.key), None)
    if units is None:
        raise BadInput({"unit": ["请选择单位"]})
    return units


def get_printed(row: Requirement, given: Given) -> RequirementUnit:
    """Return the printed unit of the row a form is about. Raises Http404."""
    pk = given.get("printed", "")
    found = row.units.filter(pk=int(pk)).select_related("unit").first() if str(pk).isdecimal() else None
    if found is None:
        raise Http404
    found.requirement = row
    return found


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput({"due_on": ["完成日期应为日期，如 2026-06-30"]}) from None


def do_words(correction: Correction, row: Requirement, given: Given) -> None:
    """Correct number, point, text and deadline as one form sends them."""
    checking.refuse_overtaken(row, given.get("seen", ""))
    checking.change_words(
        correction,
        row,
        number=given.get("number_printed", ""),
        title=given.get("title", ""),
        text=given.get("text", ""),
    )


def do_deadline(correction: Correction, row: Requirement, given: Given) -> None:
    """Correct the deadline."""
    checking.refuse_overtaken(row, given.get("seen", ""))
    checking.change_deadline(
        correction,
        row,
        kind=given.get("deadline_kind", ""),
        due_on=_day(given.get("due_on", "")),
        interval=given.get("interval", ""),
        times=_whole(given.get("times", "")),
    )


def do_choose(correction: Correction, row: Requirement, given: Given) -> None:
    """Say which unit a printed name means, or that it is left out."""
    if given.get("leave_out"):
        checking.dismiss_unit(correction, get_printed(row, given))
    else:
        checking.choose_unit(correction, get_printed(row, given), *get_units(given))


def do_dismiss(correction: Correction, row: Requirement, given: Given) -> None:
    """Leave a unit out."""
    checking.dismiss_unit(correction, get_printed(row, given))


def do_add_unit(correction: Correction, row: Requirement, given: Given) -> None:
    """Add a unit."""
    checking.add_unit(correction, row, get_unit(given), given.get("role", ""))


def do_all_units(correction: Correction, row: Requirement, given: Given) -> None:
    """Say whether every recipient owes the row."""
    checking.set_all_units(correction, row, owed_by_all=given.get("owed_by_all") == "1")


def do_settle(correction: Correction, row: Requirement, given: Given) -> None:
    """Settle a finding of the row."""
    pk = given.get("finding", "")
    finding = row.findings.filter(pk=int(pk)).first() if str(pk).isdecimal() else None
    if finding is None:
        raise Http404
    checking.settle_finding(correction, finding, given.get("how", ""))


def do_drop(correction: Correction, row: Requirement, given: Given) -> None:
    """Take the row out."""
    checking.drop_row(correction, row, reason=given.get("reason", ""))


def do_alias(correction: Correction, row: Requirement, given: Given) -> None:
    """Ask that a printed name be kept as an alias."""
    keep_as_alias(correction, get_printed(row, given))


ACTS: Mapping[str, Callable[[Correction, Requirement, Given], None]] = {
    "words": do_words,
    "deadline": do_deadline,
    "choose": do_choose,
    "alias": do_alias,
    "dismiss": do_dismiss,
    "add_unit": do_add_unit,
    "all_units": do_all_units,
    "settle": do_settle,
    "drop": do_drop,
}


class CorrectingView(SchemeView):
    """A screen that corrects; only for those who may check the scheme in its state."""

    page_title = "修改条目"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse who may not check this scheme."""
        if request.user.is_authenticated and find_action(self.actor, self.scheme, "edit_row") is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def correction(self) -> Correction:
        """Return who corrects, now, under the form's key."""
        key = self.request.POST.get("idempotency_key", "")[:64]
        return Correction(self.scheme, self.actor, today(), now(), key)

    def back(self, text: str = "", anchor: str = "") -> HttpResponse:
        """Return to the check: by an address of its own for a plain form, by a fresh page for a scripted one."""
        url = reverse("workplan:check", args=[self.scheme.case.number]) + anchor
        if "HX-Request" in self.request.headers:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return go_to(self.request, url, text) if text else redirect(url)


class RowView(CorrectingView):
    """One row with its forms."""

    template_name = "workplan/row_page.html"

    @property
    def row(self) -> Requirement:
        """Return the row named in the address, or 404."""
        found = find_row(self.scheme, self.kwargs["row"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the row and the choices of its forms."""
        kwargs.setdefault("item", self._checked())
        return super().get_context_data(**{**self._forms(), **kwargs})

    def _checked(self) -> Any:
        found = list_rows(self.scheme, ids=[self.kwargs["row"]])
        if not found:
            raise Http404
        return found[0]

    def _forms(self) -> dict[str, Any]:
        directory = read_directory(today())
        return {
            "scheme": self.scheme,
            "case": self.scheme.case,
            "can_check": True,
            "unit_groups": list_groups(directory),
            "unit_sets": list_collections(directory),
            "deadline_kinds": list(checking.KINDS.items()),
            "intervals": list(checking.INTERVALS.items()),
            "roles": RequirementUnit.Role.choices,
            "said": latest_opinions(self.scheme).get(self.kwargs["row"], []),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the forms: in the row's place, or on a page of their own."""
        if "HX-Request" not in request.headers:
            return super().get(request, *args, **kwargs)
        is_open = "close" not in request.GET
        return HttpResponse(self._render([self._checked()], editing=self.kwargs["row"] if is_open else None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Correct the row and show what is now true, or every reason why not."""
        act, row = request.POST.get("do", ""), self.row
        if act not in ACTS:
            raise Http404
        before = self._open_names() if act == "choose" else {}
        try:
            ACTS[act](self.correction(), row, request.POST)
        except (DoorError, Rejected) as error:
            return self._refused(explain(error))
        if act == "drop":
            return self.back("已不列入台账，理由记入办理过程。")
        if "HX-Request" not in request.headers:
            return self.back(f"{row.label}已修改。", f"#row-{row.pk}")
        changed = {row.pk} | {pk for pk, names in before.items() if names != self._open_names().get(pk, 0)}
        quick = act in {"choose", "dismiss", "settle"} and "stay" not in request.POST
        return HttpResponse(self._render(list_rows(self.scheme, ids=changed), editing=None if quick else row.pk))

    def _open_names(self) -> dict[int, int]:
        return count_open_names(self.scheme)

    def _refused(self, reasons: list[str]) -> HttpResponse:
        context = self._forms() | {"reasons": reasons}
        if "HX-Request" not in self.request.headers:
            return self.render_to_response(self.get_context_data(reasons=reasons), status=422)
        return HttpResponse(self._render([self._checked()], editing=self.kwargs["row"], **context))

    def _render(self, items: list[Any], *, editing: int | None, **more: Any) -> str:
        """Return the row asked for, then further rows and the summary, each exchanged in its own place."""
        context = {**self._forms(), **more}
        pieces = []
        for item in sorted(items, key=lambda each: each.row.pk != self.kwargs["row"]):
            own = item.row.pk == self.kwargs["row"]
            values = {**context, "item": item, "editing": own and editing is not None, "is_other": not own}
            pieces.append(render_to_string("workplan/row.html", values, request=self.request))
        bar = {**summary(self.actor, self.scheme), "case": self.scheme.case, "is_other": True, "can_check": True}
        pieces.append(render_to_string("workplan/check_summary.html", bar, request=self.request))
        return "".join(pieces)


class AddRowView(CorrectingView):
    """Adding a requirement the reading missed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Add it behind the row chosen."""
        after = request.POST.get("after", "")
        place = find_row(self.scheme, int(after)) if after.isdecimal() else None
        try:
            checking.add_row(
                self.correction(),
                after=place,
                number=request.POST.get("number_printed", ""),
                text=request.POST.get("text", ""),
            )
        except (DoorError, Rejected) as error:
            return go_to(request, reverse("workplan:check", args=[number]), "；".join(explain(error)))
        return self.back("已补录，请补上责任单位和时限。")


class SettleView(CorrectingView):
    """Settling a finding about the scheme as a whole."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, finding: int) -> HttpResponse:
        """Settle it with a word how."""
        found = find_finding(self.scheme, finding)
        if found is None:
            raise Http404
        try:
            checking.settle_finding(self.correction(), found, request.POST.get("how", ""))
        except (DoorError, Rejected) as error:
            return go_to(request, reverse("workplan:check", args=[number]), "；".join(explain(error)))
        return self.back("该问题已处理。")


class RecipientsView(CorrectingView):
    """Choosing the recipients; 「各单位」 means these."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Keep the choice and return to the check."""
        ids = [int(pk) for pk in request.POST.getlist("units") if re.fullmatch(r"\d{1,18}", pk)]
        units = list_units_by_id(ids, at=today())
        try:
            checking.set_recipients(self.correction(), units)
        except (DoorError, Rejected) as error:
            return go_to(request, reverse("workplan:check", args=[number]), "；".join(explain(error)))
        return self.back(f"主送单位已定为 {len(units)} 个，“各单位”即指这些单位。", "#recipients")


urlpatterns = [
    path("desk/plan/schemes/<str:number>/rows/new", AddRowView.as_view(), name="add_row"),
    path("desk/plan/schemes/<str:number>/rows/<int:row>", RowView.as_view(), name="row"),
    path("desk/plan/schemes/<str:number>/findings/<int:finding>", SettleView.as_view(), name="settle"),
    path("desk/plan/schemes/<str:number>/recipients", RecipientsView.as_view(), name="recipients"),
]
