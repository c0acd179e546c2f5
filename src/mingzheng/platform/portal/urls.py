"""Addresses of the public site that are not files."""

from django.urls import path

from mingzheng.platform.portal import alert_views, views
from mingzheng.platform.portal.desk import SiteView

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("search/alert", alert_views.ask, name="alert"),
    path("search/alert/<str:token>", alert_views.keep, name="alert-keep"),
    path("search/feed", views.feed_of_search, name="search-feed"),
    path("desk/site/", SiteView.as_view(), name="site"),
    path("leaving", views.leaving, name="leaving"),
    path("site-assets/<str:name>", views.asset, name="asset"),
]
