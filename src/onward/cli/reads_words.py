"""Agreement in sentences for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onward.engines.response.readings import Interval, Kappa, Share, TwoReaders


def agreement_lines(found: Sequence[TwoReaders]) -> Iterator[str]:
    """A few lines for each two readers."""
    for one in found:
        yield ""
        first, second = one.who[0] or "the first", one.who[1] or "the second"
        yield f"Agreement of {first} and {second}, {one.visits} visit(s) with two categories"
        yield f"  Cohen's kappa        {kappa_text(one.kappa)}"
        left_out = f"; {one.not_ordered} not in an order (NE) left out" if one.not_ordered else ""
        yield f"  weighted, quadratic  {kappa_text(one.weighted)}{left_out}"
        for coefficient in one.intraclass or ():
            bounds = (
                ""
                if coefficient.low is None or coefficient.high is None
                else f" ({coefficient.low:.2f} to {coefficient.high:.2f})"
            )
            value = "cannot be reckoned" if coefficient.value is None else f"{coefficient.value:.2f}{bounds}"
            yield f"  {coefficient.kind} of sums      {value}, {coefficient.targets} sums"
        if one.limits is not None:
            yield f"  bias of sums         {interval_text(one.limits.bias, 'mm')}"
            yield f"  limits of agreement  {one.limits.lower.value:+.1f} to {one.limits.upper.value:+.1f} mm"
            if one.limits.slope is not None and (one.limits.slope.low > 0 or one.limits.slope.high < 0):
                yield "  the difference depends on the size: one pair of limits does not fit all sizes"


def kappa_text(kappa: Kappa | None) -> str:
    """ "0.62 (0.31 to 0.93), 12 visits"."""
    if kappa is None:
        return "none: no visit with two categories"
    if kappa.value is None:
        return f"cannot be reckoned: both used one category only ({kappa.n} visits)"
    if kappa.low is None or kappa.high is None:
        return f"{kappa.value:.2f}, {kappa.n} visits; no interval (the formula needs some disagreement)"
    return f"{kappa.value:.2f} ({kappa.low:.2f} to {kappa.high:.2f}), {kappa.n} visits"


def share_text(found: Share) -> str:
    """ "3 of 12 (9 to 53 %)"."""
    if found.low is None or found.high is None:
        return "none"
    return f"{found.k} of {found.n} ({found.low * 100:.0f} to {found.high * 100:.0f} %)"


def interval_text(found: Interval | None, unit: str) -> str:
    """ "+1.2 mm (-0.3 to +2.7)"."""
    return "too few" if found is None else f"{found.value:+.1f} {unit} ({found.low:+.1f} to {found.high:+.1f})"
