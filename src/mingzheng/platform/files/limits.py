"""How much is taken: the values of this room's parameters, gathered for one upload."""

from dataclasses import dataclass

from mingzheng.platform.parameters.public import get_value

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """The values in force for one upload; sizes in bytes."""

    file_bytes: int
    expanded_bytes: int
    entries: int
    ratio: int = 200


def get_limits() -> FileLimits:
    """Return the limits in force."""
    return FileLimits(
        file_bytes=get_value("files.max_mb") * MEGABYTE,
        expanded_bytes=get_value("files.max_expanded_mb") * MEGABYTE,
        entries=get_value("files.max_entries"),
    )
