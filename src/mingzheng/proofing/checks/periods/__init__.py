"""Years, periods and sessions against the day a document was signed and against each other."""
