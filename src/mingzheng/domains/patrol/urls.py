"""Addresses of the patrol room's staff screens."""

from django.urls import path

from mingzheng.domains.patrol.desk.pages import BoardView, ProgressView, RunView, SiteView, StartView

app_name = "patrol"
urlpatterns = [
    path("desk/patrol/", BoardView.as_view(), name="board"),
    path("desk/patrol/sites/new", SiteView.as_view(), name="new_site"),
    path("desk/patrol/sites/<int:site>", SiteView.as_view(), name="site"),
    path("desk/patrol/sites/<int:site>/start", StartView.as_view(), name="start"),
    path("desk/patrol/runs/<int:run>", RunView.as_view(), name="run"),
    path("desk/patrol/runs/<int:run>/progress", ProgressView.as_view(), name="progress"),
]
