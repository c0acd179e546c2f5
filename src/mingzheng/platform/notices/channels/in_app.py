"""The inbox: the line was written by `notify` itself, in the act's transaction, so there is nothing left to hand over."""

import datetime as dt

from mingzheng.platform.notices.channels.base import Contact
from mingzheng.platform.notices.letters import Letter


class InApp:
    """The inbox of the desk."""

    name = "in_app"
    title = "站内消息"

    def reaches(self, contact: Contact) -> bool:
        """Say yes: everybody has an inbox."""
        return True

    def hand_over(self, contact: Contact, letter: Letter, *, kind: str, subject_ref: str, at: dt.datetime) -> None:
        """Do nothing: the line stands already."""
        return
