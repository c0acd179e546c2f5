"""Addresses of the reports room; each file of screens lists its own."""

from mingzheng.domains.reports.desk import (
    acts,
    block_check,
    board,
    earlier,
    editor,
    numbers,
    papers,
    readbacks,
    versions,
)

app_name = "reports"
urlpatterns = [
    *board.urlpatterns,
    *earlier.urlpatterns,
    *acts.urlpatterns,
    *block_check.urlpatterns,
    *editor.urlpatterns,
    *numbers.urlpatterns,
    *papers.urlpatterns,
    *readbacks.urlpatterns,
    *versions.urlpatterns,
]
