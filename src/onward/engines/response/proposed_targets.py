"""Targets for a read in which nobody called a lesion target: measured lesions of a viewer or an archive have no roles.

Proposed as RECIST 1.1 asks to choose them (4.2: the largest measurable, 5 at most, 2 per organ); the proposal is
flagged, for a reader to confirm. A lesion that is first seen later may be new or may not have been measured before: it
is taken as equivocal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from onward.engines.response.choosing import not_measurable
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.knowledge import ResponseRules

NOBODY_CHOSE = "no lesion is called target or non-target"
_LENGTHS = ("longest diameter", "short axis", "perpendicular diameter")
_CHOSEN = frozenset({"target", "non-target"})


def with_proposed_targets(read: Read, rules: ResponseRules) -> Read:
    """The read with roles, where none of its lesions has one and a baseline is there; else the read itself."""
    if not read.has_baseline or any(lesion.role in _CHOSEN for visit in read.visits for lesion in visit.lesions):
        return read
    first = read.visits[0]
    candidates = [lesion for lesion in first.lesions if not lesion.role and _has_size(lesion)]
    measured = [lesion for lesion in candidates if lesion.diameter_mm is not None]
    if not measured:
        return read
    targets = _largest(measured, rules)
    others = {lesion.lesion for lesion in candidates} - targets
    late: dict[str, str] = {}
    visits = [_with_roles(visit, targets, others, late) for visit in read.visits]
    flags = [
        Flag(
            visit=first.name,
            lesion="",
            what=NOBODY_CHOSE,
            did=f"proposed {', '.join(sorted(targets)) or 'no lesion'} as target, the largest that are measurable "
            "(RECIST 1.1, 4.2); a reader must confirm",
        ),
        *(
            Flag(
                visit=visit,
                lesion=lesion,
                what="not read at the baseline, and not called new",
                did="took it as an equivocal new lesion; a reader must say whether it is new",
            )
            for lesion, visit in late.items()
        ),
    ]
    return replace(read, visits=tuple(visits), flags=(*read.flags, *flags))


def _has_size(lesion: LesionRead) -> bool:
    """It was measured or judged on a scan that shows size; of uptake alone RECIST says nothing."""
    return any(
        fact.method not in ("PET", "bone scan") and fact.measure in (*_LENGTHS, "state") for fact in lesion.facts
    )


def _largest(measured: Sequence[LesionRead], rules: ResponseRules) -> set[str]:
    fit = [lesion for lesion in measured if not not_measurable(lesion, rules)]
    chosen: set[str] = set()
    in_organ: dict[str, int] = {}
    for lesion in sorted(fit, key=lambda one: (-(one.diameter_mm or Decimal(0)), one.lesion)):
        organ = "lymph nodes" if lesion.is_node else lesion.site or lesion.site_text.lower()
        is_full = bool(organ) and in_organ.get(organ, 0) >= rules["most-per-organ"]
        if len(chosen) < rules["most-targets"] and not is_full:
            chosen.add(lesion.lesion)
            in_organ[organ] = in_organ.get(organ, 0) + 1
    return chosen


def _with_roles(visit: VisitRead, targets: set[str], others: set[str], late: dict[str, str]) -> VisitRead:
    lesions: list[LesionRead] = []
    for lesion in visit.lesions:
        if lesion.role or not (lesion.lesion in targets or lesion.lesion in others or _has_size(lesion)):
            lesions.append(lesion)
        elif lesion.lesion in targets:
            lesions.append(replace(lesion, role="target"))
        elif lesion.lesion in others:
            # A measured lesion that is no target is judged: what has a size is present.
            state = lesion.state or ("present" if lesion.diameter_mm else "")
            lesions.append(replace(lesion, role="non-target", state=state))
        else:
            late.setdefault(lesion.lesion, visit.name)
            lesions.append(replace(lesion, role="new", state="equivocal", diameter_mm=None))
    return replace(visit, lesions=tuple(lesions))
