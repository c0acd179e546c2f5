"""A composed report as official document, page and JSON. What it says is `composition`."""
