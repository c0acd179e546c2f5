"""Addresses of the inbox."""

from django.urls import path

from mingzheng.platform.notices import views

app_name = "notices"
urlpatterns = [
    path("desk/notices/", views.inbox, name="inbox"),
    path("desk/notices/read-all", views.read_all, name="read_all"),
    path("desk/notices/preferences", views.preferences, name="preferences"),
    path("desk/notices/<int:notice_id>/open", views.open_notice, name="open"),
]
