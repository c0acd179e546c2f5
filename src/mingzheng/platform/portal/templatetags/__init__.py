"""The template library of the public site."""
