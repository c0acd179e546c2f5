"""Writes of the workplan room, split by noun. State moves only through the engine's door."""
