"""Mingzheng 明政: the office platform of a Chinese district or county, from plan to published report."""
