"""Screens of a scheme: bringing it in, checking it beside its source, its opinions. Placeholder until the views stand."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
