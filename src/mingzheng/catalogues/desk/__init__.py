"""The screens of every catalogue, put together from its declaration."""
