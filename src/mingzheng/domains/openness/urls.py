"""Addresses of this room's staff screens."""

from django.urls import path

from mingzheng.domains.openness import desk

app_name = "openness"
urlpatterns = [
    path("desk/openness/gaps/", desk.GapsView.as_view(), name="gaps"),
    path("desk/openness/<slug:code>/<int:pk>/link", desk.LinkView.as_view(), name="link"),
    path("desk/openness/<slug:code>/<int:pk>/unlink/<int:link_id>", desk.unlink, name="unlink"),
]
