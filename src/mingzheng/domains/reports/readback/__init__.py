"""A Word file that came back: matching its paragraphs and numbers with the report. Pure; taking it over is `services`."""
