"""RECIST 1.1: sums, target, non-target and new lesions, and the overall response of each visit.

Eisenhauer et al., Eur J Cancer 2009;45:228 (sections named with each step).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.choosing import choice_flags, technique_doubts, unknown_flags
from onward.engines.response.continuing import with_continuing
from onward.engines.response.distance import distance
from onward.engines.response.other_lesions import NewSeen, new_lesions, non_target_response
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.result import Reason, TargetAt, VisitResponse
from onward.engines.response.settling import nodes_near_normal, settled_by, without
from onward.engines.response.targets import Targets, sum_of, target_response
from onward.engines.response.words import mm, percent
from onward.knowledge import ResponseRules


def evaluate_visits(read: Read, rules: ResponseRules) -> tuple[tuple[VisitResponse, ...], tuple[Flag, ...]]:
    """Every visit of one read by RECIST 1.1, the baseline first; and what of the choice of targets breaks its rules."""
    if not read.visits:
        return (), ()
    flags: list[Flag] = []
    first, others, targets = chosen_of(read, rules, flags)
    visits = [first] if read.has_baseline else []
    baseline = first.sum_mm if read.has_baseline else None
    nadir = baseline
    is_complete = False
    for visit in read.visits[1:] if read.has_baseline else read.visits:
        found = _follow_up(visit, targets, others, baseline, nadir, rules, flags, after_complete=is_complete)
        visits.append(found)
        if baseline is not None and found.sum_mm is not None and (nadir is None or found.sum_mm < nadir):
            nadir = found.sum_mm
        is_complete = found.overall == "CR" or (is_complete and found.overall == "NE")
    return with_continuing(visits), tuple(dict.fromkeys(flags))


def chosen_of(
    read: Read, rules: ResponseRules, flags: list[Flag]
) -> tuple[VisitResponse, tuple[LesionRead, ...], Targets]:
    """The baseline, the non-targets and the targets of a read; what does not fit goes to `flags`."""
    baseline = read.visits[0]
    if read.has_baseline:
        chosen, others = baseline.of("target"), baseline.of("non-target")
        flags.extend(choice_flags(baseline, chosen, rules))
    else:
        chosen, others = _ever(read, "target"), _ever(read, "non-target")
    targets = Targets(chosen, rules, flags)
    names = {lesion.lesion for lesion in others}
    if read.has_baseline:
        flags.extend(unknown_flags(read, lambda lesion: lesion in names or targets.known(lesion)))
    return _baseline(baseline, targets.at(baseline) if read.has_baseline else (), others), others, targets


def _ever(read: Read, role: str) -> tuple[LesionRead, ...]:
    found: dict[str, LesionRead] = {}
    for visit in read.visits:
        for lesion in visit.of(role):
            if "/" not in lesion.lesion and "." not in lesion.lesion:
                found.setdefault(lesion.lesion, lesion)
    return tuple(found.values())


def _baseline(visit: VisitRead, targets: Sequence[TargetAt], others: Sequence[LesionRead]) -> VisitResponse:
    # 0 mm is no lesion: the sum of such a baseline stays open.
    total = None if any(target.counted_mm == 0 for target in targets) else sum_of(targets)
    if targets:
        because = Reason(says=f"sum of {len(targets)} targets {mm(total)}", section="4.2")
    elif others:
        because = Reason(says="no targets were chosen: only non-target disease is followed", section="4.2")
    else:
        because = Reason(says="no disease was chosen", section="4.2")
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=True,
        targets=tuple(targets),
        sum_mm=total,
        nadir_mm=None,
        change_from_baseline_pct=None,
        change_from_nadir_pct=None,
        because=(because,),
        lesions=visit.lesions,
    )


def _follow_up(
    visit: VisitRead,
    targets: Targets,
    others: Sequence[LesionRead],
    baseline_mm: Decimal | None,
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    flags: list[Flag],
    *,
    after_complete: bool,
) -> VisitResponse:
    because: list[Reason] = []
    here = targets.at(visit)
    total = sum_of(here)
    target = target_response(here, baseline_mm, nadir_mm, rules, because, after_complete=after_complete) if here else ""
    non_target = (
        non_target_response(others, visit, rules, because, flags, after_complete=after_complete) if others else ""
    )
    new = new_lesions(visit, rules, because, flags)
    overall = overall_response(target, non_target, new.answer, because)
    gap = distance(total, baseline_mm, nadir_mm, target, rules)
    settled = settled_by(here, target, baseline_mm, nadir_mm, rules)
    near = nodes_near_normal(here, target, rules)
    alone = without(_causes(target, non_target, new), _otherwise(target, non_target), overall)
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=False,
        targets=here,
        sum_mm=total,
        nadir_mm=nadir_mm,
        change_from_baseline_pct=percent(total, baseline_mm),
        change_from_nadir_pct=percent(total, nadir_mm),
        to_progression_mm=gap.to_progression_mm,
        to_response_mm=gap.to_response_mm,
        target=target,
        non_target=non_target,
        new_lesion=new.answer,
        new_certain=new.certain,
        new_doubtful=new.doubtful,
        overall=overall,
        because=tuple(because),
        would_change=(*alone.would_change, *gap.would_change, *settled.would_change, *near.would_change),
        doubts=(
            *gap.doubts,
            *near.doubts,
            *_node_doubts(here, target, non_target, new.answer, after_complete=after_complete),
            *_new_node_doubts(visit, new, target, non_target, rules),
            *technique_doubts(visit, targets.chosen, rules),
        ),
        lesions=visit.lesions,
    )


def _causes(target: str, non_target: str, new: NewSeen) -> list[str]:
    """What makes this visit progression, as far as it is not the targets alone."""
    found = ["progression of the targets"] if target == "PD" else []
    if non_target == "PD":
        found.append("the progression of non-targets")
    if new.certain:
        found.append(f"the new lesion {', '.join(new.certain)}")
    return [] if found == ["progression of the targets"] else found


def _otherwise(target: str, non_target: str) -> str:
    """The overall response without non-target progression and new lesions; non-targets that grew are still there."""
    return overall_response(target, "NON-CR/NON-PD" if non_target == "PD" else non_target, "no", [])


def _node_doubts(
    targets: Sequence[TargetAt], target: str, non_target: str, new: str, *, after_complete: bool
) -> tuple[str, ...]:
    """A node alone that comes back after complete response should be imaged again first (RECIST working group)."""
    if not (after_complete and target == "PD" and non_target != "PD" and new != "yes"):
        return ()
    grown = [one for one in targets if one.counted_mm is not None and one.counted_mm > 0]
    if grown and all(one.is_node for one in grown):
        says = (
            "only nodes are back after complete response; the RECIST working group advises to image again before "
            "calling it recurrence"
        )
        return (says,)
    return ()


def _new_node_doubts(
    visit: VisitRead, new: NewSeen, target: str, non_target: str, rules: ResponseRules
) -> tuple[str, ...]:
    """Small nodes as the only sign of progression wait for the next scan (RECIST working group, new lymph nodes)."""
    if not new.certain or "PD" in (target, non_target):
        return ()
    here = by_lesion(visit)
    seen = [here[name] for name in new.certain if name in here]
    least = rules["node-target-mm"]
    if seen and all(one.is_node and one.diameter_mm is not None and one.diameter_mm < least for one in seen):
        says = (
            f"new nodes below {least} mm are the only sign of progression; the RECIST working group suggests to wait "
            "for the next scan"
        )
        return (says,)
    return ()


def overall_response(target: str, non_target: str, new: str, because: list[Reason]) -> str:
    """Tables 1 and 2 of the guideline (4.4.1): categories in, category out; "" for a kind that was not chosen."""
    if target == "PD" or non_target == "PD" or new == "yes":
        return "PD"
    section = "4.4.1, table 1" if target else "4.4.1, table 2"
    match target, non_target:
        case "", "":
            because.append(Reason(says="no disease was chosen at the baseline: NE", section=section))
            return "NE"
        case "", only:
            return only
        case "CR", "" | "CR":
            return "CR"
        case "CR", _:
            because.append(Reason(says="targets gone, non-targets present or not all assessed: PR", section=section))
            return "PR"
        case _:
            return target
