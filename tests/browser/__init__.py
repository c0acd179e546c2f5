"""Whole journeys in a real Chromium against a live server with a small world. Parts of one room are tested there."""
