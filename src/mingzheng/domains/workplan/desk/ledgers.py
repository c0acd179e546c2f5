"""Screens of the ledger. Placeholder until the views stand."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
