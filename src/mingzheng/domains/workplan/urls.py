"""Addresses of the workplan room; each file of screens lists its own."""

from mingzheng.domains.workplan.desk import (
    balances,
    circulars,
    group_acts,
    groups,
    hearings,
    ledgers,
    letters,
    look_back_checks,
    look_backs,
    rounds,
    schemes,
)

app_name = "workplan"
urlpatterns = [
    *schemes.urlpatterns,
    *ledgers.urlpatterns,
    *rounds.urlpatterns,
    *letters.urlpatterns,
    *circulars.urlpatterns,
    *look_backs.urlpatterns,
    *look_back_checks.urlpatterns,
    *groups.urlpatterns,
    *group_acts.urlpatterns,
    *hearings.urlpatterns,
    *balances.urlpatterns,
]
