"""The ways a message takes, behind one interface: the inbox, e-mail, SMS, webhook. Which one a person wants: `models`."""

from mingzheng.platform.jobs.public import register_channel
from mingzheng.platform.notices.channels import mail, sms, webhook
from mingzheng.platform.notices.channels.base import Contact, Way
from mingzheng.platform.notices.channels.in_app import InApp

WAYS: dict[str, Way] = {way.name: way for way in (InApp(), mail.Mail(), sms.Sms())}


def register_all() -> None:
    """Make the ways out known to the outbox."""
    for channel in (mail.CHANNEL, sms.CHANNEL, webhook.CHANNEL):
        register_channel(channel)


__all__ = ["WAYS", "Contact", "Way", "register_all"]
