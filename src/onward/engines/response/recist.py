"""RECIST 1.1: sums, target, non-target and new lesions, and the overall response of each visit.

Eisenhauer et al., Eur J Cancer 2009;45:228 (sections named with each step). Lengths are exact decimals: exactly 20 %
and exactly 5 mm are progression, exactly 30 % is a response.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.reads import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.result import Reason, TargetAt, VisitResponse
from onward.knowledge import ResponseRules

_GONE = frozenset({"absent", "resolved", "disappeared"})
_NOT_EVALUABLE = frozenset({"not evaluable", "not assessed", "not done", "unknown"})
_PROGRESSED = frozenset({"unequivocal progression", "unequivocal", "progression", "progressive disease"})


def evaluate_visits(read: Read, rules: ResponseRules) -> tuple[tuple[VisitResponse, ...], tuple[Flag, ...]]:
    """Every visit of one read by RECIST 1.1, the baseline first; and what of the choice of targets breaks its rules."""
    if not read.visits:
        return (), ()
    baseline = read.visits[0]
    chosen = baseline.of("target")
    others = baseline.of("non-target")
    flags = [*_choice_flags(baseline, chosen, rules), *_unknown_flags(read, chosen, others)]
    first = _baseline(baseline, chosen, rules)
    visits = [first]
    nadir = first.sum_mm
    in_complete_response = False
    for visit in read.visits[1:]:
        found = _follow_up(visit, chosen, others, first.sum_mm, nadir, rules, after_complete=in_complete_response)
        visits.append(found)
        if found.sum_mm is not None and (nadir is None or found.sum_mm < nadir):
            nadir = found.sum_mm
        in_complete_response = found.target == "CR" or (in_complete_response and found.target == "NE")
    return tuple(visits), tuple(flags)


def _baseline(visit: VisitRead, chosen: Sequence[LesionRead], rules: ResponseRules) -> VisitResponse:
    targets = tuple(_target(lesion, lesion, rules) for lesion in chosen)
    total = _sum(targets)
    because = (
        Reason(says=f"sum of {len(targets)} targets {_mm(total)}", section="4.2")
        if targets
        else Reason(says="no targets were chosen: only non-target disease is followed", section="4.2")
    )
    return VisitResponse(
        visit=visit.name,
        date=visit.date,
        is_baseline=True,
        targets=targets,
        sum_mm=total,
        nadir_mm=None,
        change_from_baseline_pct=None,
        change_from_nadir_pct=None,
        target="",
        non_target="",
        new_lesion="no",
        overall="",
        because=(because,),
        lesions=visit.lesions,
    )


def _follow_up(
    visit: VisitRead,
    chosen: Sequence[LesionRead],
    others: Sequence[LesionRead],
    baseline_mm: Decimal | None,
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    *,
    after_complete: bool,
) -> VisitResponse:
    here = by_lesion(visit)
    targets = tuple(_target(lesion, here.get(lesion.lesion), rules) for lesion in chosen)
    because: list[Reason] = []
    total = _sum(targets)
    target = (
        _target_response(targets, total, baseline_mm, nadir_mm, rules, because, after_complete=after_complete)
        if chosen
        else ""
    )
    non_target = _non_target_response(others, visit, rules, because) if others else ""
    new = _new_lesions(visit, because)
    overall = _overall(target, non_target, new, because)
    return VisitResponse(
        visit=visit.name,
        date=visit.date,
        is_baseline=False,
        targets=targets,
        sum_mm=total,
        nadir_mm=nadir_mm,
        change_from_baseline_pct=_percent(total, baseline_mm),
        change_from_nadir_pct=_percent(total, nadir_mm),
        target=target,
        non_target=non_target,
        new_lesion=new,
        overall=overall,
        because=tuple(because),
        lesions=visit.lesions,
    )


# --- targets


def _target(chosen: LesionRead, found: LesionRead | None, rules: ResponseRules) -> TargetAt:
    measured = None if found is None else found.diameter_mm
    counted, note = measured, ""
    if found is None:
        note = "not read at this visit"
    elif measured is None:
        if found.state in _GONE:
            counted, note = Decimal(0), "gone"
        elif found.state == "too small to measure":
            counted = rules["too-small-mm"]
            note = f"too small to measure: {counted} mm (RECIST 1.1, {rules.section('too-small-mm')})"
        else:
            note = found.not_done or found.state or "not measured"
    return TargetAt(
        lesion=chosen.lesion,
        site=chosen.site or chosen.site_text,
        is_node=chosen.is_node,
        measured_mm=measured,
        counted_mm=counted,
        note=note,
    )


def _sum(targets: Sequence[TargetAt]) -> Decimal | None:
    counted = [target.counted_mm for target in targets]
    if not counted or any(one is None for one in counted):
        return None
    return sum((one for one in counted if one is not None), Decimal(0))


def _target_response(
    targets: Sequence[TargetAt],
    total: Decimal | None,
    baseline_mm: Decimal | None,
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    because: list[Reason],
    *,
    after_complete: bool,
) -> str:
    section = rules.section("progression-percent")
    back = [target for target in targets if after_complete and not target.is_node and (target.counted_mm or 0) > 0]
    if back:
        names = ", ".join(target.lesion for target in back)
        because.append(Reason(says=f"after complete response {names} is back: PD", section=section))
        return "PD"
    missing = [target for target in targets if target.counted_mm is None]
    if missing:
        return _with_missing(targets, missing, nadir_mm, rules, because)
    assert total is not None
    if all(_is_gone(target, rules) for target in targets):
        nodes = any(target.is_node for target in targets)
        because.append(
            Reason(
                says="all targets are gone"
                + (f"; nodes are below {rules['node-normal-mm']} mm (sum {_mm(total)})" if nodes else "")
                + ": CR",
                section=section,
            )
        )
        return "CR"
    if baseline_mm is None or nadir_mm is None:
        because.append(Reason(says="the baseline sum is not complete: nothing to compare with", section="4.2"))
        return "NE"
    grown = total - nadir_mm
    if _is_progression(total, nadir_mm, rules):
        because.append(
            Reason(
                says=f"sum {_mm(total)} against the smallest sum {_mm(nadir_mm)}: {_signed(grown)} mm, "
                f"{_shown(_percent(total, nadir_mm))} (at least {rules['progression-percent']} % and "
                f"{rules['progression-mm']} mm): PD",
                section=section,
            )
        )
        return "PD"
    if (baseline_mm - total) * 100 >= rules["response-percent"] * baseline_mm:
        because.append(
            Reason(
                says=f"sum {_mm(total)} against the baseline {_mm(baseline_mm)}: "
                f"{_shown(_percent(total, baseline_mm))} (at least {rules['response-percent']} % less): PR",
                section=section,
            )
        )
        return "PR"
    because.append(
        Reason(
            says=f"sum {_mm(total)}: {_shown(_percent(total, baseline_mm))} from the baseline, "
            f"{_shown(_percent(total, nadir_mm))} and {_signed(grown)} mm from the smallest sum: SD",
            section=section,
        )
    )
    return "SD"


def _with_missing(
    targets: Sequence[TargetAt],
    missing: Sequence[TargetAt],
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    because: list[Reason],
) -> str:
    """Not evaluable, unless what was measured is already progression (section 4.4, the committee's note)."""
    measured = sum((target.counted_mm for target in targets if target.counted_mm is not None), Decimal(0))
    names = ", ".join(f"{target.lesion} ({target.note})" for target in missing)
    if nadir_mm is not None and _is_progression(measured, nadir_mm, rules):
        because.append(
            Reason(
                says=f"not assessed: {names}; the others alone make {_mm(measured)} against the smallest sum "
                f"{_mm(nadir_mm)}: PD",
                section="4.4.2",
            )
        )
        return "PD"
    because.append(Reason(says=f"not assessed: {names}: NE", section="4.4.2"))
    return "NE"


def _is_progression(total: Decimal, nadir_mm: Decimal, rules: ResponseRules) -> bool:
    grown = total - nadir_mm
    return grown * 100 >= rules["progression-percent"] * nadir_mm and grown >= rules["progression-mm"]


def _is_gone(target: TargetAt, rules: ResponseRules) -> bool:
    assert target.counted_mm is not None
    return target.counted_mm < rules["node-normal-mm"] if target.is_node else target.counted_mm == 0


# --- non-targets and new lesions


def _non_target_response(
    others: Sequence[LesionRead], visit: VisitRead, rules: ResponseRules, because: list[Reason]
) -> str:
    here = by_lesion(visit)
    progressed: list[str] = []
    present: list[str] = []
    missing: list[str] = []
    for chosen in others:
        found = here.get(chosen.lesion)
        state = _non_target_state(found, rules)
        if state == "progressed":
            progressed.append(chosen.lesion)
        elif state == "present":
            present.append(chosen.lesion)
        elif state == "missing":
            missing.append(chosen.lesion)
    if progressed:
        because.append(
            Reason(says=f"unequivocal progression of non-target {', '.join(progressed)}: PD", section="4.3.4")
        )
        return "PD"
    if present:
        because.append(Reason(says=f"non-target {', '.join(present)} persists: NON-CR/NON-PD", section="4.3.3"))
        return "NON-CR/NON-PD"
    if missing:
        because.append(Reason(says=f"non-target {', '.join(missing)} not assessed: NE", section="4.4.2"))
        return "NE"
    because.append(Reason(says="all non-targets are gone, nodes normal: CR", section="4.3.3"))
    return "CR"


def _non_target_state(found: LesionRead | None, rules: ResponseRules) -> str:
    if found is None or found.not_done or found.state in _NOT_EVALUABLE:
        return "missing"
    if found.state in _PROGRESSED:
        return "progressed"
    if found.state in _GONE:
        return "gone"
    if found.diameter_mm is not None:
        normal = found.diameter_mm < rules["node-normal-mm"] if found.is_node else found.diameter_mm == 0
        return "gone" if normal else "present"
    return "present" if found.state else "missing"


def _new_lesions(visit: VisitRead, because: list[Reason]) -> str:
    new = [lesion for lesion in visit.of("new") if lesion.state not in _GONE and not _only_missing(lesion)]
    certain = [lesion.lesion for lesion in new if lesion.state != "equivocal"]
    doubtful = [lesion.lesion for lesion in new if lesion.state == "equivocal"]
    if certain:
        because.append(Reason(says=f"new lesion {', '.join(certain)}: PD", section="4.3.5"))
        return "yes"
    if doubtful:
        because.append(
            Reason(
                says=f"new lesion {', '.join(doubtful)} is equivocal: no progression yet; if it proves to be one, "
                "progression dates from this visit",
                section="4.3.5",
            )
        )
        return "equivocal"
    return "no"


def _only_missing(lesion: LesionRead) -> bool:
    return (bool(lesion.not_done) and lesion.diameter_mm is None) or lesion.state in _NOT_EVALUABLE


# --- overall


def _overall(target: str, non_target: str, new: str, because: list[Reason]) -> str:
    """Tables 1 and 2 of the guideline."""
    if target == "PD" or non_target == "PD" or new == "yes":
        return "PD"
    section = "4.5, table 1" if target else "4.5, table 2"
    match target, non_target:
        case "", "":
            because.append(Reason(says="no disease was chosen at the baseline: NE", section=section))
            return "NE"
        case "", only:
            return only
        case "CR", "" | "CR":
            return "CR"
        case "CR", _:
            because.append(Reason(says="targets gone, non-targets present or not assessed: PR", section=section))
            return "PR"
        case _:
            return target


# --- what breaks the rules of choosing


def _choice_flags(baseline: VisitRead, chosen: Sequence[LesionRead], rules: ResponseRules) -> list[Flag]:
    flags: list[Flag] = []
    if len(chosen) > rules["most-targets"]:
        flags.append(
            Flag(
                visit=baseline.name,
                lesion="",
                what=f"{len(chosen)} targets; RECIST 1.1 allows {rules['most-targets']} (4.2)",
                did="counted all of them; choose again and read anew",
            )
        )
    organs: dict[str, int] = {}
    for lesion in chosen:
        organ = "lymph nodes" if lesion.is_node else lesion.site_text.lower() or lesion.site
        organs[organ] = organs.get(organ, 0) + 1
    for organ, count in organs.items():
        if organ and count > rules["most-per-organ"]:
            flags.append(
                Flag(
                    visit=baseline.name,
                    lesion="",
                    what=f"{count} targets in one organ ({organ}); RECIST 1.1 allows {rules['most-per-organ']} (4.2)",
                    did="counted all of them; choose again and read anew",
                )
            )
    for lesion in chosen:
        why = _not_measurable(lesion, rules)
        if why:
            flags.append(Flag(visit=baseline.name, lesion=lesion.lesion, what=why, did="counted it all the same"))
    return flags


def _not_measurable(lesion: LesionRead, rules: ResponseRules) -> str:
    size = lesion.diameter_mm
    if size is None:
        return "a target without a measurement at the baseline"
    if lesion.is_node:
        least = rules["node-target-mm"]
        return f"a node of {size} mm; a target needs {least} mm (3.1.1)" if size < least else ""
    least = rules["lesion-target-mm"]
    if lesion.slice_thickness_mm is not None and lesion.slice_thickness_mm > rules["slice-thick-mm"]:
        least = 2 * lesion.slice_thickness_mm
    return f"a lesion of {size} mm; a target needs {least} mm (3.1.1)" if size < least else ""


def _unknown_flags(read: Read, chosen: Sequence[LesionRead], others: Sequence[LesionRead]) -> list[Flag]:
    known = {lesion.lesion for lesion in (*chosen, *others)}
    return [
        Flag(
            visit=visit.name,
            lesion=lesion.lesion,
            what=f"a {lesion.role} that was not chosen at the baseline",
            did="left it out of the sum; a lesion seen first now is a new lesion",
        )
        for visit in read.visits[1:]
        for lesion in visit.lesions
        if lesion.role in ("target", "non-target") and lesion.lesion not in known
    ]


# --- words


def _percent(value: Decimal | None, against: Decimal | None) -> Decimal | None:
    if value is None or against is None or against == 0:
        return None
    return (value - against) * 100 / against


def _mm(value: Decimal | None) -> str:
    return "not complete" if value is None else f"{value.normalize():f} mm"


def _signed(value: Decimal) -> str:
    return f"{value.normalize():+f}"


def _shown(percent: Decimal | None) -> str:
    return "no percentage" if percent is None else f"{percent.quantize(Decimal('0.1')):+f} %"
