"""Design tokens, styles, base templates and components shared by desk and portal. Holds no data and no rules."""
