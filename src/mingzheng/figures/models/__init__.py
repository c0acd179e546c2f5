"""Tables of this room: readings and locked periods. Definitions are code, not rows."""

from mingzheng.figures.models.reading import PeriodLock, Reading

__all__ = ["PeriodLock", "Reading"]
