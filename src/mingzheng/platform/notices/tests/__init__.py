"""Behaviour of the inbox, the digest and the ways out."""
