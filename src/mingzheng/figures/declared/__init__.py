"""Definitions of figures whose room does not exist yet: readings, one file for each topic.

They are stand-ins: a room that comes declares its own figure under the same code (or names it in `replaces`) and takes
it over; what was reported before stays. Codes begin with the room that will own them.
"""
