"""This year's document against last year's."""
