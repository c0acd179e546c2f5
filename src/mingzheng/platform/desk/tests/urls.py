"""The desk's own addresses alone, so that its tests stand on no other room's screens."""

from django.urls import include, path

urlpatterns = [path("", include("mingzheng.platform.desk.urls"))]
