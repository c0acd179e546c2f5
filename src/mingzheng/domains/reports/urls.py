"""Addresses of the reports room; each file of screens lists its own."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
