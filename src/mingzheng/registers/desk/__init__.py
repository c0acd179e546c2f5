"""The screens of every record book, put together from its declaration."""
