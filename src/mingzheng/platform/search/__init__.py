"""Chinese full-text search over titles and texts a room hands in. Visibility is checked again by the room that asks."""
