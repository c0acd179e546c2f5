"""Outreach 宣传: media coverage (S59) and experience notes (S61). Publishing on our own channels is another room's."""
