"""What publishing writes, by verb: drafting, signing, releasing, taking down, comparing."""
