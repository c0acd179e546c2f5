"""Settings of the property tests: a busy machine is slow, and slowness is not a fault of the law."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
