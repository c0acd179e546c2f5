"""未核数字: what nobody has verified yet, with who must; verifying several at once; the history of one figure and unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.returns.desk.acting import works_on_returns
from mingzheng.domains.returns.desk.tables import HistoryTable, UnverifiedTable, title_of
from mingzheng.domains.returns.models import ReturnDetail
from mingzheng.domains.returns.selectors import history_for, named_readings_for, returns_of_readings, unverified_for
from mingzheng.domains.returns.verifiers import list_verifiers
from mingzheng.figures.public import FigureError, Period, Reading, find_figure, is_same_hand, may_verify, verify_reading
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, Plot, Series, format_moment
from mingzheng.platform.desk.public import DeskView, go_to, spreadsheet_response
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import get_unit

MOST = 200


@dataclass(frozen=True, slots=True)
class UnverifiedRow:
    """One number that waits, as the list shows it."""

    pk: int
    figure: str
    url: str
    unit: str
    period: str
    printed: str
    source: str
    given: str
    recorded: str
    waits_for: str
    is_mine: bool


class UnverifiedView(DeskView):
    """The list, and verifying what is ticked."""

    page_title = "未核数字"
    purpose = "已经记下、还没有人核验的数值。填报人不能核验自己填的；未核的数值不能用于定稿。"
    template_name = "returns/unverified.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报", reverse("returns:forms")), Crumb(self.page_title)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or hand it out."""
        rows = self._rows()
        table = UnverifiedTable(rows, orderable=False) if rows else None
        if table is not None and request.GET.get("format") == "xlsx":
            return spreadsheet_response(table, name=self.page_title, signed_by=self.actor.name)
        mine = sum(1 for row in rows if row.is_mine)
        numbers = [Number(len(rows), "未核"), Number(mine, "等您核验", lamp="due_soon" if mine else "")]
        return self.render_to_response(self.get_context_data(table=table, numbers=numbers, may_verify=bool(mine)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Verify what is ticked, one by one."""
        wanted = {int(word) for word in request.POST.getlist("ids") if word.isdecimal()}
        done, refused = 0, []
        readings = named_readings_for(self.actor, wanted)[:MOST]
        carried = returns_of_readings([reading.pk for reading in readings])
        for reading in readings:
            if why := self._why_not(reading, carried):
                refused.append(f"{title_of(reading.figure)}{why}")
                continue
            try:
                verify_reading(reading.pk, actor=self.actor)
                done += 1
            except FigureError as error:
                refused.append(f"{title_of(reading.figure)}：{error.message}")
        told = f"已核 {done} 项。" if wanted else "没有勾选数值。"
        told += f"另有 {len(refused)} 项没有核：{'；'.join(refused[:4])}" if refused else ""
        return go_to(request, reverse("returns:unverified"), told)

    @staticmethod
    def _why_not(reading: Reading, carried: Mapping[int, ReturnDetail]) -> str:
        """Say why a ticked reading is not verified here: somebody was first, or its return is verified as a whole."""
        if reading.pk in carried:
            return f"随 {carried[reading.pk].case.number} 核验"
        if reading.state == Reading.State.UNVERIFIED:
            return ""
        who = f"{reading.verified_name}已先" if reading.verified_name else "已"
        return f"{who}{'核验' if reading.verified_name else reading.get_state_display()}"

    def _rows(self) -> list[UnverifiedRow]:
        readings = list(unverified_for(self.actor)[:MOST])
        carried = returns_of_readings([reading.pk for reading in readings])
        verifiers: dict[int, list[Any]] = {}
        for unit_id in {reading.unit_id for reading in readings if reading.pk not in carried}:
            verifiers[unit_id] = list_verifiers(unit_id, today())
        found = []
        for reading in readings:
            item = carried.get(reading.pk)
            people = [
                person.name
                for person in verifiers.get(reading.unit_id, ())
                if person.pk not in {reading.recorded_person_id, reading.given_by_id}
            ]
            waits = f"随 {item.case.number} 核验" if item else "、".join(people[:3]) or "尚无人可核"
            found.append(self._row(reading, waits, is_mine=item is None and self._is_mine(reading)))
        return sorted(found, key=lambda row: not row.is_mine)

    def _is_mine(self, reading: Reading) -> bool:
        return may_verify(self.actor, reading.unit_id) and not is_same_hand(
            self.actor, account_id=reading.recorded_by_id, person_id=reading.recorded_person_id
        )

    def _row(self, reading: Reading, waits: str, *, is_mine: bool) -> UnverifiedRow:
        return UnverifiedRow(
            pk=reading.pk,
            figure=title_of(reading.figure),
            url=reverse("returns:history", args=[reading.figure, reading.unit_id]),
            unit=reading.unit.name,
            period=Period.from_key(reading.period_key).label(),
            printed=reading.printed,
            source=reading.source_words,
            given=reading.given_by.name if reading.given_by else "",
            recorded=f"{reading.recorded_name} {format_moment(reading.recorded_at)}",
            waits_for=waits,
            is_mine=is_mine,
        )


class HistoryView(DeskView):
    """What a unit reported of one figure, period by period, with every correction."""

    template_name = "returns/history.html"
    purpose = "各时段的数值和历次更正；更正前的数值保留。"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get_page_title(self) -> str:
        """Return the figure's title."""
        return title_of(self.kwargs["code"])

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报", reverse("returns:forms")), Crumb("历史数值")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the history, or hand it out."""
        rows = list(history_for(self.actor, self.kwargs["code"], self.kwargs["unit_id"])[:MOST])
        table = HistoryTable(rows, orderable=False) if rows else None
        if table is not None and request.GET.get("format") == "xlsx":
            return spreadsheet_response(table, name=self.get_page_title(), signed_by=self.actor.name)
        figure = find_figure(self.kwargs["code"])
        unit = get_unit(self.kwargs["unit_id"]) if rows else None
        return self.render_to_response(
            self.get_context_data(table=table, figure=figure, unit=unit, plot=_plot(rows, self.get_page_title()))
        )


def _plot(rows: Sequence[Reading], title: str) -> Plot | None:
    """Return the values that stand, by the day they are of; nothing for fewer than two."""
    current = sorted((row for row in rows if row.is_current and row.value is not None), key=lambda row: _day(row))
    if len(current) < 2:
        return None
    labels = tuple(Period.from_key(row.period_key).label() for row in current)
    return Plot(title=title, labels=labels, series=(Series(title, tuple(float(row.value or 0) for row in current)),))


def _day(row: Reading) -> date:
    return row.ends_on or date.min
