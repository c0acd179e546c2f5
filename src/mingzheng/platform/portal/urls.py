"""Addresses of the public site that are not files."""

from django.urls import path

from mingzheng.platform.portal import views
from mingzheng.platform.portal.desk import SiteView

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("search/feed", views.feed_of_search, name="search-feed"),
    path("desk/site/", SiteView.as_view(), name="site"),
    path("leaving", views.leaving, name="leaving"),
    path("site-assets/<str:name>", views.asset, name="asset"),
]
