"""Turns durations into figures."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(slots=True)
class Stopwatch:
    """Durations in seconds by name."""

    laps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        started = perf_counter()
        yield
        self.laps[name].append(perf_counter() - started)

    def figures(self) -> dict[str, dict[str, float]]:
        """Return p50, p95 and mean in milliseconds by name."""
        return {name: spread(durations) for name, durations in self.laps.items()}


def spread(durations: list[float]) -> dict[str, float]:
    """Return p50, p95 and mean of durations, in milliseconds."""
    ordered = sorted(durations)
    return {
        "p50_ms": round(ordered[len(ordered) // 2] * 1000, 2),
        "p95_ms": round(ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)] * 1000, 2),
        "mean_ms": round(sum(ordered) / len(ordered) * 1000, 2),
    }
