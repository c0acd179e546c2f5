"""Addresses of this room: the library at the desk, and the public text as of a day, which no file can hold."""

from django.urls import path

from mingzheng.domains.normative import public_views
from mingzheng.domains.normative.desk import documents, judging, library

app_name = "normative"
urlpatterns = [
    path("desk/library/", library.LibraryView.as_view(), name="library"),
    path("desk/library/expiring", library.ExpiringView.as_view(), name="expiring"),
    path("desk/library/export.xlsx", library.export, {"form": "xlsx"}, name="export"),
    path("desk/library/export.json", library.export, {"form": "json"}, name="export-json"),
    path("desk/library/<slug:slug>/", documents.DocumentView.as_view(), name="document"),
    path("desk/library/<slug:slug>/follow-up", documents.FollowUpView.as_view(), name="follow-up"),
    path("desk/library/<slug:slug>/text", documents.TextView.as_view(), name="text"),
    path("desk/clean-up/<str:number>/judge", judging.JudgeView.as_view(), name="judge"),
    path("library/search", public_views.search_page, name="public-search"),
    path("library/<slug:slug>/on", public_views.choose_day, name="choose-day"),
    path("library/<slug:slug>/on/<str:day>/", public_views.as_of, name="as-of"),
    path("library/<slug:slug>/on/<str:day>/article-<int:number>/", public_views.as_of_article, name="as-of-article"),
    path("library/<slug:slug>/on/<str:day>/article-<int:number>-<int:suffix>/", public_views.as_of_article),
]
