"""Soliciting opinions 征求意见/认领: a unit answers row by row in one form; the office sees them merged and answers each."""

from typing import Any

from django.urls import URLPattern

urlpatterns: list[URLPattern | Any] = []
