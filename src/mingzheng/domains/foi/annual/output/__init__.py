"""A composed report as JSON, official document, page and workbook. What it says is `composing`."""
