"""Personal information in words that may be published: numbers of persons, home addresses, illness, rosters."""
