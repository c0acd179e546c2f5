"""The administrators' screens, one module per noun. Each screen names the duty it belongs to and is 403 for the rest."""
