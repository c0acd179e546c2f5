"""Addresses of the whole application. A room's own addresses live in its `urls`."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
