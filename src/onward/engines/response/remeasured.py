"""How sure a category is when the same lesion were measured again: distance to a threshold against test-retest limits.

A number near a threshold may fall on its other side by measuring alone. Shared by every criterion that follows a
number; the limits stand in each criterion's file with their source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.knowledge import ResponseRules


@dataclass(frozen=True, slots=True)
class Limits:
    """What measuring again may make of a number by itself, in percent of it; `whose` says of what this is known."""

    fall_percent: Decimal
    rise_percent: Decimal
    whose: str

    def reach(self, value: Decimal, threshold: Decimal) -> bool:
        """Whether measuring `value` again may cross the threshold."""
        return value * (100 - self.fall_percent) <= threshold * 100 <= value * (100 + self.rise_percent)


def uptake_limits(rules: ResponseRules, *, is_bone: bool) -> Limits:
    """Limits of FDG uptake on one scanner: of bone metastases of breast cancer, else of tumours in general."""
    if is_bone:
        return Limits(
            rules["bone-repeat-fall-percent"], rules["bone-repeat-rise-percent"], "a bone metastasis of breast cancer"
        )
    return Limits(rules["repeat-fall-percent"], rules["repeat-rise-percent"], "a tumour")


def near(value: Decimal, thresholds: Sequence[tuple[str, Decimal]], limits: Limits, unit: str) -> tuple[str, ...]:
    """A sentence for each threshold (name and number) that measuring again may cross."""
    return tuple(
        f"{_gap(value, threshold, unit)} the threshold of {what} ({_plain(threshold)}): measuring {limits.whose} again "
        f"moves it by -{_plain(limits.fall_percent)} % to +{_plain(limits.rise_percent)} % by itself (95 % limits)"
        for what, threshold in thresholds
        if limits.reach(value, threshold)
    )


def _gap(value: Decimal, threshold: Decimal, unit: str) -> str:
    return "on" if value == threshold else f"{_plain(abs(value - threshold))} {unit} from".replace("  ", " ")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
