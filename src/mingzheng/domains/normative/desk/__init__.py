"""Staff screens of this room: the library, a document, the verdicts of a clean-up run."""
