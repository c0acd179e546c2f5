"""The public forms of this room: giving opinions on a draft."""
