"""Staff screens of the figures: the catalogue, a figure's page, readings and the acts on them."""
