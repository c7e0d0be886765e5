"""Cohen's kappa: agreement of two readers on categories beyond what chance would give.

Cohen 1960 (doi:10.1177/001316446002000104), weighted: Cohen 1968 (doi:10.1037/h0026256); standard error for a
confidence interval: Fleiss, Cohen and Everitt 1969 (doi:10.1037/h0028106).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from statistics import NormalDist


class Weights(Enum):
    """How much a disagreement counts by how far apart the categories are in their order."""

    NONE = "unweighted"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement of two readers.

    table      counts: rows the first reader's category, columns the second's, in the order of `categories`
    observed, expected   weighted share of agreement, seen and by chance
    value      None where chance alone would agree always (both used one category only)
    low, high  confidence interval; None where the formula for large samples gives none (no disagreement at all)
    """

    categories: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    weights: Weights
    n: int
    observed: float
    expected: float
    value: float | None
    standard_error: float | None
    low: float | None
    high: float | None


def kappa_of_pairs(
    pairs: Sequence[tuple[str, str]],
    categories: Sequence[str],
    *,
    weights: Weights = Weights.NONE,
    confidence: float = 0.95,
) -> Kappa | None:
    """Kappa of paired categories, those outside `categories` (not evaluable) left out; None without a pair.

    categories   in their order, from best to worst
    """
    kept = [pair for pair in pairs if pair[0] in categories and pair[1] in categories]
    used = [one for one in categories if any(one in pair for pair in kept)]
    if not kept:
        return None
    table = [[sum(1 for pair in kept if pair == (row, column)) for column in used] for row in used]
    ranks = [categories.index(one) for one in used]
    return kappa_of_table(table, used, weights=_weights(ranks, weights), called=weights, confidence=confidence)


def kappa_of_table(
    table: Sequence[Sequence[int]],
    categories: Sequence[str],
    *,
    weights: Sequence[Sequence[float]] | None = None,
    called: Weights = Weights.NONE,
    confidence: float = 0.95,
) -> Kappa:
    """Kappa of a square table of counts.

    weights   share of agreement of each cell: 1 on the diagonal; None for unweighted
    """
    size = range(len(categories))
    w = weights if weights is not None else [[1.0 if row == column else 0.0 for column in size] for row in size]
    n = sum(sum(row) for row in table)
    share = [[cell / n for cell in row] for row in table]
    rows = [sum(share[row]) for row in size]
    columns = [sum(share[row][column] for row in size) for column in size]
    observed = sum(w[row][column] * share[row][column] for row in size for column in size)
    expected = sum(w[row][column] * rows[row] * columns[column] for row in size for column in size)
    value = error = low = high = None
    if expected < 1:
        value = (observed - expected) / (1 - expected)
        row_mean = [sum(w[row][column] * columns[column] for column in size) for row in size]
        column_mean = [sum(w[row][column] * rows[row] for row in size) for column in size]
        spread = sum(
            share[row][column]
            * (w[row][column] * (1 - expected) - (row_mean[row] + column_mean[column]) * (1 - observed)) ** 2
            for row in size
            for column in size
        )
        variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (n * (1 - expected) ** 4)
        if variance > 1e-12:
            error = sqrt(variance)
            reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
            low, high = max(-1.0, value - reach), min(1.0, value + reach)
    return Kappa(
        categories=tuple(categories),
        table=tuple(tuple(row) for row in table),
        weights=called,
        n=n,
        observed=observed,
        expected=expected,
        value=value,
        standard_error=error,
        low=low,
        high=high,
    )


def _weights(ranks: Sequence[int], weights: Weights) -> list[list[float]] | None:
    widest = max(ranks) - min(ranks)
    if weights is Weights.NONE or widest == 0:
        return None
    power = 1 if weights is Weights.LINEAR else 2
    return [[1 - (abs(one - other) / widest) ** power for other in ranks] for one in ranks]
