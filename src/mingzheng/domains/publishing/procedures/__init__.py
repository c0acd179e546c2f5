"""The procedure of publishing, by part of an item's life. Pure data."""
