"""The door of the room of applications: what the wiring may bind."""

from mingzheng.domains.foi.ports import Published, bind_publications

__all__ = ["Published", "bind_publications"]
