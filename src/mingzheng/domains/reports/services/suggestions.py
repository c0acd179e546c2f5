"""Words suggested in the forms of acts on reports; whoever fills in the form decides."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Action, Case
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.selectors import profile_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value


def suggest_words(case: Case, action: Action, actor: Actor) -> Mapping[str, Any]:
    """Return the suggestions for one act's form."""
    report = Report.objects.filter(pk=case.pk).first() if case.pk else None
    if report is None:
        return {}
    if action.code == "number":
        return {"series": get_value("reports.number_series")}
    if action.code == "send":
        return {"addressees": report.salutation, "means": "系统报送"}
    if action.code == "record_discussion":
        return {"meeting_name": profile_of(report).discussed_at}
    return {}
