"""Measurements of the engine on a database of their own: a procedure, a district, many cases, and what they cost.

Run by `mingzheng bench cases`. Nothing here is part of an installation people work in: the procedure is registered
only under `bench.settings`.
"""
