"""What the pages of one application share: the case or 404, and that only who handles applications of the organ enters."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import Case, CaseNotFound, get_case_for, list_actions_for
from mingzheng.domains.foi.applicants import may_know
from mingzheng.domains.foi.drafting import get_application
from mingzheng.domains.foi.models import Application
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import today


class ApplicationPage:
    """A page about one application."""

    actor: Actor
    kwargs: dict[str, Any]

    @property
    def case(self) -> Case:
        """Return the case, or 404 for who may not see it and 403 for who does not handle applications."""
        if not hasattr(self, "_case"):
            try:
                self._case = get_case_for(self.actor, number=self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
            if self._case.procedure != "foi_application":
                raise Http404
            if not may_know(self.actor, self._case):
                raise PermissionDenied
        return self._case

    @property
    def row(self) -> Application:
        """Return the application."""
        if not hasattr(self, "_row"):
            self._row = get_application(self.case.pk)
        return self._row

    @property
    def case_url(self) -> str:
        """Return the address of the case."""
        return reverse("casework:case", args=[self.case.number])

    def is_offered(self, action: str) -> bool:
        """Say whether the reader may perform an action on the case now, whatever may still stand against it."""
        return any(offered.action.code == action for offered in list_actions_for(self.actor, self.case, today()))
