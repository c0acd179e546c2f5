"""Hands urgent messages over to the ways out. Landing in a moment."""

import datetime as dt


def hand_over_urgent(subject_ref: str, kind: str, *, at: dt.datetime) -> None:
    """Hand over what is urgent."""
