"""Bases of the screens here: which duty may open one, and which refusals a form turns into words."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from django.urls import reverse

from mingzheng.platform.access.public import Actor, may_read_organisation
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import DeskFormView, DeskListView, DeskView, Refusal
from mingzheng.platform.org.public import AdministrationError, NotPermitted
from mingzheng.platform.parameters.public import BadValueError

Duty = Callable[[Actor], bool]


class _ForDuty:
    """Closed to everybody whose duty it is not."""

    duty: ClassVar[Duty] = staticmethod(may_read_organisation)
    crumb: ClassVar[tuple[str, str]] = ("", "")

    def may_see(self, actor: Actor) -> bool:
        """Open the screen to its duty alone."""
        return type(self).duty(actor)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Lead from the administrators' home through the list to here."""
        label, name = self.crumb
        middle = [Crumb(label, reverse(f"administration:{name}"))] if name else []
        return [Crumb("管理", reverse("administration:home")), *middle, Crumb(self.get_page_title())]

    def get_page_title(self) -> str:
        """Return the heading."""
        raise NotImplementedError


class AdminView(_ForDuty, DeskView):
    """A page."""

    def get_page_title(self) -> str:
        """Return the heading."""
        return self.page_title


class AdminListView(_ForDuty, DeskListView):
    """A list."""

    def get_page_title(self) -> str:
        """Return the heading."""
        return self.page_title


class AdminFormView(_ForDuty, DeskFormView):
    """A form of one act."""

    refusals = (AdministrationError, BadValueError)

    def get_page_title(self) -> str:
        """Return the heading."""
        return self.page_title

    def explain_refusal(self, error: Exception) -> Refusal:
        """Say why not, with the status the refusal carries."""
        reasons = list(getattr(error, "reasons", ()) or ()) or [getattr(error, "message", str(error))]
        status = getattr(error, "status", 422)
        next_step = "请联系负责这项职责的管理员。" if isinstance(error, NotPermitted) else "请改正后再办理。"
        return Refusal("没有办理，原因如下", reasons, next_step=next_step, status=status)
