"""What was asked of whoever decides: the values a decision's form begins with. Deciding itself goes through the door."""

from typing import Any

from mingzheng.casework.declaration import Action, FieldKind, Procedure
from mingzheng.casework.models import Case

# What is granted as it was asked unless somebody changes it; words are everybody's own.
_TAKEN_OVER = {FieldKind.DATE, FieldKind.INTEGER, FieldKind.DECIMAL}


def find_asked_values(case: Case, procedure: Procedure, action: Action) -> dict[str, Any]:
    """Return the dates and numbers last asked for in what an action settles, by the fields both acts have."""
    if not action.settles:
        return {}
    codes = {item.code for item in action.fields if item.kind in _TAKEN_OVER}
    raising = [one.code for one in procedure.actions if one.raises == action.settles]
    asked = case.acts.filter(action__in=raising).order_by("-sequence").first() if codes else None
    return {code: asked.data[code] for code in codes if code in asked.data} if asked else {}
