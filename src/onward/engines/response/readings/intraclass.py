"""Intraclass correlation of sums that several readers measured of the same visits.

Shrout and Fleiss 1979 (doi:10.1037/0033-2909.86.2.420): ICC(2,1), readers as a sample of all readers, absolute
agreement; ICC(3,1), these readers only, consistency. Intervals as in that paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Intraclass:
    """One coefficient with its interval; None where it cannot be reckoned (all measured the same)."""

    kind: str
    value: float | None
    low: float | None
    high: float | None
    targets: int
    readers: int


def intraclass(
    measured: Sequence[Sequence[float]], *, confidence: float = 0.95
) -> tuple[Intraclass, Intraclass] | None:
    """ICC(2,1) and ICC(3,1).

    measured   a row for each target (visit of a person), a column for each reader, nothing missing
    gives      None with fewer than two targets or readers
    """
    n = len(measured)
    k = len(measured[0]) if measured else 0
    if n < 2 or k < 2:
        return None
    grand = sum(map(sum, measured)) / (n * k)
    targets = [sum(row) / k for row in measured]
    readers = [sum(row[column] for row in measured) / n for column in range(k)]
    between_targets = k * sum((mean - grand) ** 2 for mean in targets) / (n - 1)
    between_readers = n * sum((mean - grand) ** 2 for mean in readers) / (k - 1)
    left = sum(
        (measured[row][column] - targets[row] - readers[column] + grand) ** 2 for row in range(n) for column in range(k)
    )
    error = left / ((n - 1) * (k - 1))
    return (
        _absolute(between_targets, between_readers, error, n, k, confidence),
        _consistent(between_targets, error, n, k, confidence),
    )


def _consistent(targets: float, error: float, n: int, k: int, confidence: float) -> Intraclass:
    """ICC(3,1)."""
    whole = targets + (k - 1) * error
    value = (targets - error) / whole if whole > 0 else None
    low = high = None
    if value is not None and error > 0:
        ratio = targets / error
        within = (n - 1) * (k - 1)
        least = ratio / _f(n - 1, within, confidence)
        most = ratio * _f(within, n - 1, confidence)
        low, high = (least - 1) / (least + k - 1), (most - 1) / (most + k - 1)
    return Intraclass(kind="ICC(3,1)", value=value, low=low, high=high, targets=n, readers=k)


def _absolute(targets: float, readers: float, error: float, n: int, k: int, confidence: float) -> Intraclass:
    """ICC(2,1)."""
    whole = targets + (k - 1) * error + k * (readers - error) / n
    value = (targets - error) / whole if whole > 0 else None
    low = high = None
    if value is not None and error > 0:
        ratio = readers / error
        term = n * (1 + (k - 1) * value) - k * value
        top = (k - 1) * (n - 1) * (k * value * ratio + term) ** 2
        freedom = top / ((n - 1) * (k * value * ratio) ** 2 + term**2)
        upper, lower = _f(n - 1, freedom, confidence), _f(freedom, n - 1, confidence)
        rest = k * readers + (k * n - k - n) * error
        low = n * (targets - upper * error) / (upper * rest + n * targets)
        high = n * (lower * targets - error) / (rest + n * lower * targets)
    return Intraclass(kind="ICC(2,1)", value=value, low=low, high=high, targets=n, readers=k)


def _f(first: float, second: float, confidence: float) -> float:
    """The upper bound of Fisher's F that leaves half of the rest above it."""
    from scipy.special import fdtri  # heavy, and only agreement needs it

    return float(fdtri(first, second, (1 + confidence) / 2))
