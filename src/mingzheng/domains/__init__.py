"""Business areas, one room each. They never import one another; what one must tell another goes through `config.wiring`."""
