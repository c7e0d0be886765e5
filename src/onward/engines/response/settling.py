"""What would settle a visit that cannot be evaluated, and what stands between a category and another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.remeasured import Limits
from onward.engines.response.result import TargetAt
from onward.engines.response.targets import is_gone, progression_from, response_until
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sureness:
    """Sentences: what would have changed the category, and why it is less sure than it looks."""

    would_change: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def settled_by(
    targets: Sequence[TargetAt],
    category: str,
    baseline_mm: Decimal | None,
    nadir_mm: Decimal | None,
    rules: ResponseRules,
) -> Sureness:
    """Of targets that were not assessed: which lengths would give which category."""
    missing = [target for target in targets if target.counted_mm is None]
    if category != "NE" or not missing or baseline_mm is None or nadir_mm is None:
        return Sureness()
    names = " and ".join(target.lesion for target in missing)
    together = f"{names} together measure" if len(missing) > 1 else f"{names} measures"
    rest = sum((target.at_least_mm for target in targets), _ZERO)
    response, progression = response_until(baseline_mm, rules) - rest, progression_from(nadir_mm, rules) - rest
    said = [f"settled by measuring {names}: progression if {together} {mm(progression)} or more"]
    if response >= 0:
        said.append(f"partial response if {together} {mm(response)} or less, else stable")
    else:
        said.append("else stable; the other targets alone are too large for a response")
    return Sureness(would_change=("; ".join(said),))


def nodes_near_normal(targets: Sequence[TargetAt], category: str, rules: ResponseRules) -> Sureness:
    """Of a complete response with nodes left: how far the largest is from being disease again."""
    nodes = [(size, target.lesion) for target in targets if target.is_node and (size := target.counted_mm)]
    if category != "CR" or not nodes or not all(is_gone(target, rules) for target in targets):
        return Sureness()
    size, name = max(nodes)
    normal, again = rules["node-normal-mm"], rules["remeasured-percent"]
    would = f"no complete response from {name} of {mm(normal)}: {mm(normal - size)} more"
    says = (
        f"{name} is {mm(normal - size)} below {mm(normal)}: within the {again} % by which measuring again changes one "
        "lesion's diameter in most people (one of six changes more)"
    )
    is_near = Limits(again, again, "a lesion").reach(size, normal)
    return Sureness(would_change=(would,), doubts=(says,) if is_near else ())


def without(causes: Sequence[str], otherwise: str, category: str) -> Sureness:
    """Of progression that one finding alone makes: what the visit would be without it."""
    if len(causes) != 1 or otherwise in (category, ""):
        return Sureness()
    return Sureness(would_change=(f"without {causes[0]}: {otherwise}",))


def thick_slices(targets: Sequence[tuple[str, Decimal | None, Decimal | None]], rules: ResponseRules) -> Sureness:
    """Lesions (name, mm, slice thickness in mm) measured below twice the thickness of slices above 5 mm (3.1.1)."""
    return Sureness(
        doubts=tuple(
            f"{name} of {mm(size)} was measured on slices of {mm(thickness)}: below {mm(2 * thickness)} its length is "
            "not reliable (RECIST 1.1, 3.1.1)"
            for name, size, thickness in targets
            if size and thickness is not None and thickness > rules["slice-thick-mm"] and size < 2 * thickness
        )
    )
