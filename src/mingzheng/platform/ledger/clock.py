"""The one clock of the application. Rules never read it; services and screens ask here; tests move it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware."""
    return timezone.now()


def today() -> date:
    """Return the present date in the installation's time zone."""
    return timezone.localdate()
