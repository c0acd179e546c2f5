"""Judges what a walk saw against the indicators: pages read, findings, score. Pure; no Django, no network, no clock."""
