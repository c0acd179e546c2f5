"""The staff screens of this room: tying publications to an entry, and the gap report. Entries have their own in `catalogues`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingzheng.casework.public import BadInput, DoorError, NotPermitted
from mingzheng.catalogues.public import Catalogue, EntryNotFound, get_catalogue, get_entry_for, may_propose, works_here
from mingzheng.domains.openness.catalogue import DISCLOSURE, STANDARD
from mingzheng.domains.openness.ports import search_published
from mingzheng.domains.openness.selectors import gaps_for
from mingzheng.domains.openness.services import link_published, unlink_published
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, DayInput, Number, PlainForm, Tab
from mingzheng.platform.desk.public import DeskFormView, DeskView, Outcome, Refusal, actor_of, go_to
from mingzheng.platform.ledger.public import now, today

OURS = {catalogue.code: catalogue for catalogue in (DISCLOSURE, STANDARD)}


def find_ours(code: str) -> Catalogue:
    """Return one of this room's catalogues, or 404."""
    if code not in OURS:
        raise Http404
    return get_catalogue(code)


class GapsView(DeskView):
    """Entries with nothing published, or with something too old."""

    template_name = "openness/gaps.html"
    page_title = "公开缺口"
    purpose = "目录列明而没有公开的、公开了但该更新没有更新的条目；挂接或更新后自动从这里消失。"
    basis = "政府信息公开条例第二十六条"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return works_here(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the gaps of the chosen catalogue; a unit sees its own first."""
        code = str(self.request.GET.get("catalogue", DISCLOSURE.code))
        catalogue = find_ours(code)
        rows = gaps_for(self.actor, catalogue, today())
        own = [row for row in rows if row.version.unit_id in self.actor.unit_ids]
        mine = self.request.GET.get("mine") == "1"
        nothing = sum(1 for row in rows if row.gap.code == "nothing")
        return super().get_context_data(
            catalogue=catalogue,
            rows=own if mine else rows,
            tabs=[Tab(item.title, f"?catalogue={item.code}", is_current=item.code == code) for item in OURS.values()],
            numbers=[
                Number(len(rows), "有缺口的条目", lamp="due_soon" if rows else ""),
                Number(nothing, "没有公开"),
                Number(len(rows) - nothing, "应更新"),
                Number(len(own), "其中本单位", url=f"?catalogue={code}&mine=1"),
            ],
            mine=mine,
            **kwargs,
        )


class LinkForm(PlainForm):
    """What was published: its title, address and day."""

    title = forms.CharField(label="标题", max_length=300)
    url = forms.CharField(label="网址", max_length=500, widget=forms.TextInput(attrs={"inputmode": "url"}))
    published_on = forms.DateField(label="公开日期", widget=DayInput())
    item_ref = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput())


class LinkView(DeskFormView):
    """Tie a publication to an entry."""

    template_name = "openness/link.html"
    form_class: ClassVar[type[forms.BaseForm]] = LinkForm
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)
    submit_label = "挂接"

    def may_see(self, actor: Actor) -> bool:
        """Refuse who may tie nothing."""
        return may_propose(actor)

    @property
    def entry(self) -> Any:
        """Return the entry as it is now, or 404."""
        if not hasattr(self, "_entry"):
            try:
                self._entry = get_entry_for(self.actor, find_ours(self.kwargs["code"]), self.kwargs["pk"])[0]
            except EntryNotFound:
                raise Http404 from None
        return self._entry

    def get_page_title(self) -> str:
        """Return the heading."""
        return f"挂接已公开的信息：{self.entry.title}"

    def get_cancel_url(self) -> str:
        """Return the entry's page."""
        return reverse("catalogues:entry", args=[self.kwargs["code"], self.kwargs["pk"]])

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the entry."""
        return [Crumb(str(self.entry.title), self.get_cancel_url()), Crumb("挂接")]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Tie it and say what is now true."""
        link = link_published(
            find_ours(self.kwargs["code"]),
            self.kwargs["pk"],
            actor=self.actor,
            recorded_at=now(),
            **form.cleaned_data,
        )
        return Outcome(f"已挂接“{link.title}”。", self.get_cancel_url())

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        reasons: list[Any] = list(getattr(error, "reasons", ()))
        if isinstance(error, BadInput):
            reasons = [text for texts in error.errors.values() for text in texts]
        words = reasons or [getattr(error, "message", str(error))]
        return Refusal("没有挂接，原因如下", words, next_step=getattr(error, "next_step", ""), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer what this installation has published."""
        words = str(self.request.GET.get("words", self.entry.title))[:80]
        return super().get_context_data(words=words, found=search_published(words), entry=self.entry, **kwargs)


@require_POST
@login_required
def unlink(request: HttpRequest, code: str, pk: int, link_id: int) -> HttpResponse:
    """Untie a publication from an entry."""
    actor, catalogue = actor_of(request), find_ours(code)
    if actor is None:
        raise PermissionDenied
    try:
        unlink_published(catalogue, link_id, actor=actor, recorded_at=now())
    except NotPermitted:
        raise PermissionDenied from None
    return go_to(request, reverse("catalogues:entry", args=[code, pk]), "已取消挂接，原记录保留。")
