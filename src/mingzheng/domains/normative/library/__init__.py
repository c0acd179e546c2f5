"""The policy library: reading texts into articles, bringing whole folders in, finding them again."""
