"""Likeness to last year's document and to other units' documents."""
