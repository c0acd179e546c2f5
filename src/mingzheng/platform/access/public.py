"""The door of the access room: the actor, the roles, the predicate and granting. Other rooms import only this file."""

from mingzheng.platform.access.actor import NOBODY, SYSTEM, Actor, GrantView, PostView
from mingzheng.platform.access.roles import ROLES, RoleSpec, Visibility
from mingzheng.platform.access.selectors import actor_for

__all__ = [
    "NOBODY",
    "ROLES",
    "SYSTEM",
    "Actor",
    "GrantView",
    "PostView",
    "RoleSpec",
    "Visibility",
    "actor_for",
]
