"""Addresses of the figures room."""

from django.urls import path

from mingzheng.figures.desk import catalogue, export, figure_page, reading_acts, readings

app_name = "figures"
urlpatterns = [
    path("desk/figures/", catalogue.CatalogueView.as_view(), name="catalogue"),
    path("desk/figures/readings/", readings.ReadingListView.as_view(), name="readings"),
    path("desk/figures/readings/lock", reading_acts.LockView.as_view(), name="lock"),
    path("desk/figures/readings/unlock", reading_acts.UnlockView.as_view(), name="unlock"),
    path("desk/figures/readings/<int:reading_id>/", readings.ReadingView.as_view(), name="reading"),
    path("desk/figures/readings/<int:reading_id>/verify", reading_acts.VerifyView.as_view(), name="verify"),
    path("desk/figures/readings/<int:reading_id>/correct", reading_acts.CorrectView.as_view(), name="correct"),
    path("desk/figures/readings/<int:reading_id>/withdraw", reading_acts.WithdrawView.as_view(), name="withdraw"),
    path("desk/figures/evidence/<int:file_id>", readings.evidence, name="evidence"),
    path("desk/figures/<str:code>/", figure_page.FigureView.as_view(), name="figure"),
    path("desk/figures/<str:code>/parts", figure_page.PartsView.as_view(), name="parts"),
    path("desk/figures/<str:code>/export", export.ExportView.as_view(), name="export"),
    path("desk/figures/<str:code>/report", reading_acts.ReportView.as_view(), name="report"),
]
