"""What the screens about one item share: finding it, who may write it, its crumbs, refusals in words."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import BadInput, Case, CaseNotFound, DoorError, get_case_for
from mingzheng.domains.publishing.models import Item
from mingzheng.domains.publishing.procedures.people import EVERYBODY, WRITERS
from mingzheng.domains.publishing.selectors import get_item
from mingzheng.domains.publishing.services.drafting import WRITABLE
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import Refusal
from mingzheng.platform.files.public import Rejected

REFUSALS: tuple[type[Exception], ...] = (DoorError, Rejected)


def publishes(actor: Actor | None) -> bool:
    """Say whether somebody takes part in publishing at all."""
    return actor is not None and actor.has_any_role(EVERYBODY)


def may_write(actor: Actor, case: Case) -> bool:
    """Say whether somebody may write the text of an item as it stands."""
    return case.state in WRITABLE and actor.has_any_role(
        WRITERS.roles, unit_id=case.origin_unit_id, procedure="publication"
    )


class ItemPage:
    """A mixin of screens about one item named by its case number."""

    actor: Actor
    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        """Return the case, or 404 for who may not see it."""
        try:
            case = get_case_for(self.actor, number=self.kwargs["number"])
        except CaseNotFound:
            raise Http404 from None
        if case.procedure != "publication":
            raise Http404
        return case

    @cached_property
    def item(self) -> Item:
        """Return the item."""
        return get_item(self.case.pk)

    @property
    def case_url(self) -> str:
        """Return the case's page."""
        return reverse("casework:case", args=[self.case.number])

    def may_see(self, actor: Actor) -> bool:
        """Admit who takes part in publishing; which items is the selector's."""
        return publishes(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way back to the case."""
        return [
            Crumb("信息发布", reverse("casework:procedure", args=["publication"])),
            Crumb(self.case.number, self.case_url),
        ]


def explain(error: Exception) -> Refusal:
    """Put a refusal into words, every reason at once."""
    if isinstance(error, Rejected):
        return Refusal("没有收下，原因如下", [error.message_zh], next_step=error.advice_zh, status=422)
    if isinstance(error, BadInput):
        reasons = [text for texts in error.errors.values() for text in texts]
        return Refusal("没有保存，原因如下", reasons, next_step=error.next_step, status=422)
    found = list(getattr(error, "reasons", ())) or [getattr(error, "message", str(error))]
    return Refusal("没有保存，原因如下", found, next_step=getattr(error, "next_step", ""), status=409)
