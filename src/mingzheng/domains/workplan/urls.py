"""Addresses of the workplan room; each file of screens lists its own."""

from mingzheng.domains.workplan.desk import ledgers, schemes

app_name = "workplan"
urlpatterns = [
    *schemes.urlpatterns,
    *ledgers.urlpatterns,
]
