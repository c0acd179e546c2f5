"""Writes of the org room, split by noun: `units`, `people`, `absences`. Each is one transaction."""

from mingzheng.platform.org.services.absences import cancel_absence, record_absence
from mingzheng.platform.org.services.aliases import ask_alias, decide_alias
from mingzheng.platform.org.services.people import (
    HandOver,
    add_person,
    appoint,
    change_person,
    end_post,
    hand_over_posts,
    preview_hand_over,
    reinstate_person,
)
from mingzheng.platform.org.services.units import (
    add_unit,
    change_unit,
    close_unit,
    move_unit,
    rebuild_closure,
    rename_unit,
)

__all__ = [
    "HandOver",
    "add_person",
    "add_unit",
    "appoint",
    "ask_alias",
    "cancel_absence",
    "change_person",
    "change_unit",
    "close_unit",
    "decide_alias",
    "end_post",
    "hand_over_posts",
    "move_unit",
    "preview_hand_over",
    "rebuild_closure",
    "record_absence",
    "reinstate_person",
    "rename_unit",
]
