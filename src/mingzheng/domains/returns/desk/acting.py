"""What the screens of this room share: who may see them, the return or form of an address, refusals put into words."""

from typing import Any, ClassVar

from django.http import Http404

from mingzheng.casework.public import BadInput, CaseNotFound, DoorError
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.selectors import get_form_for, get_return_for
from mingzheng.figures.public import BadReading, FigureError
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import DeskFormView, Refusal
from mingzheng.platform.files.public import Rejected, store_upload

OFFICE = frozenset({"office_clerk", "office_section_head", "office_director"})


def is_office(actor: Actor | None) -> bool:
    """Say whether somebody works in the office that draws up forms."""
    return actor is not None and any(grant.role in OFFICE for grant in actor.grants)


def works_on_returns(actor: Actor | None) -> bool:
    """Say whether somebody may have returns at all; administrators have none."""
    return actor is not None and bool(actor.grants or actor.posts) and not actor.admin_duty


def explain(error: Exception) -> Refusal:
    """Put every reason on the page, with what to do next."""
    if isinstance(error, Rejected):
        return Refusal("材料没有收下，本次未办理", [error.message_zh], next_step=error.advice_zh, status=422)
    if isinstance(error, BadInput | BadReading):
        reasons = [text for texts in error.errors.values() for text in texts]
        return Refusal("没有办理，原因如下", reasons, next_step=error.next_step, status=422)
    assert isinstance(error, DoorError | FigureError)
    found = list(getattr(error, "reasons", ())) or [error.message]
    steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
    return Refusal("没有办理，原因如下", found, next_step="；".join(steps) or error.next_step, status=error.status)


class ReturnsFormView(DeskFormView):
    """A form of one act of this room."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError, FigureError, Rejected)

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)

    def store(self, upload: Any) -> int:
        """Store one upload, outside any transaction, and return its id."""
        return int(store_upload(upload, filename=upload.name, actor=self.actor, purpose="case").pk)


class ReturnPage:
    """A screen about one unit's return."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def item(self) -> ReturnDetail:
        """Return the return in the address, or 404."""
        if not hasattr(self, "_item"):
            try:
                self._item = get_return_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._item


class FormPage:
    """A screen about one form."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def form_detail(self) -> FormDetail:
        """Return the form in the address, or 404."""
        if not hasattr(self, "_form_detail"):
            try:
                self._form_detail = get_form_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._form_detail
