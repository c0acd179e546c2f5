"""Addresses of the workplan room; each file of screens lists its own."""

from mingzheng.domains.workplan.desk import circulars, ledgers, letters, rounds, schemes

app_name = "workplan"
urlpatterns = [
    *schemes.urlpatterns,
    *ledgers.urlpatterns,
    *rounds.urlpatterns,
    *letters.urlpatterns,
    *circulars.urlpatterns,
]
