"""MD Anderson bone criteria: metastases in bone on CT, X-ray, MRI and scintigraphy, with the flare caution.

Hamaoka et al., J Clin Oncol 2004;22:2942; Costelloe et al., J Cancer 2010;1:80; Hayashi et al., Clin Breast Cancer
2013;13:24. In the first months of a new treatment more or hotter spots on scintigraphy, and new sclerotic spots on CT
or X-ray, may be healing: they are no progression by themselves. CT and X-ray of the spot, or a later scan, settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from onward.engines.response.best import assessed, best_confirmed, best_overall, progressed_on, responded_on
from onward.engines.response.bone_lesion import BoneLesion, Finding
from onward.engines.response.bone_words import COMPLETE, PARTIAL, SCAN, SCLEROTIC, is_in_bone
from onward.engines.response.courses import Course, days_under
from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.result import Number, ReaderResponse, Reason, TargetAt, VisitResponse
from onward.engines.response.states import EQUIVOCAL, NOT_EVALUABLE
from onward.knowledge import ResponseRules
from onward.terms import PartialDate

_FLARE = "MDA, flare"
_UNSETTLED = "unsettled"
_RESPONSE = ("CR", "PR")
_SETTLES = (
    "what settles it: CT or X-ray of the spot now (sclerosis speaks for healing, lysis for progression), or a bone "
    "scan in 2 to 3 months (less uptake: flare; more, beyond 6 months: progression)"
)


def has_bone_lesions(asked: Asked) -> bool:
    """Somebody chose, judged or measured lesions in bone."""
    return any(_bone_read(read) is not None for read in asked.reads)


def mda_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """One answer for each reader who read lesions in bone; lesions elsewhere are not of this criterion."""
    reads = [found for read in asked.reads if (found := _bone_read(read)) is not None]
    return tuple(_response(read, asked.courses, rules) for read in reads)


def _bone_read(read: Read) -> Read | None:
    """The read with its lesions in bone alone, PET left out; None when there are none."""
    visits = tuple(
        VisitRead(
            name=visit.name,
            number=visit.number,
            date=visit.date,
            lesions=tuple(found for one in visit.lesions if (found := _without_pet(one)) is not None),
        )
        for visit in read.visits
    )
    if not any(visit.lesions for visit in visits):
        return None
    # What does not fit in RECIST's way of reading a lesion may fit here: only what concerns a visit is kept.
    flags = tuple(flag for flag in read.flags if not flag.lesion)
    return Read(
        person=read.person,
        reader=read.reader,
        reader_role=read.reader_role,
        visits=visits,
        has_baseline=read.has_baseline,
        flags=flags,
    )


def _without_pet(lesion: LesionRead) -> LesionRead | None:
    if not is_in_bone(lesion) or lesion.role in ("reference", "benign"):
        return None
    facts = tuple(fact for fact in lesion.facts if fact.method not in ("PET", "PET/CT"))
    if not facts:
        return None
    return lesion if len(facts) == len(lesion.facts) else replace(lesion, facts=facts)


def _response(read: Read, courses: Sequence[Course], rules: ResponseRules) -> ReaderResponse:
    flags: list[Flag] = []
    visits = _visits(read, courses, rules, flags)
    until, start = assessed(visits)
    return reader_response(
        read,
        "mda-bone",
        rules,
        visits,
        best=best_overall(until, start, rules),
        confirmed=best_confirmed(until, start, rules),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(until),
        flags=flags,
    )


@dataclass(slots=True)
class _Seen:
    """What one visit shows, lesion by lesion, before it is judged as a whole.

    missing    lesions that were not assessed, by role
    """

    categories: dict[str, str] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    new_sclerotic: list[str] = field(default_factory=list)
    new_equivocal: list[str] = field(default_factory=list)
    because: list[Reason] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Whether a visit lies in the months of flare, and from what the days count."""

    is_open: bool
    days: int | None
    since: str


def _visits(
    read: Read, courses: Sequence[Course], rules: ResponseRules, flags: list[Flag]
) -> tuple[VisitResponse, ...]:
    first = read.visits[0]
    chosen = [one for one in first.lesions if one.role != "new"] if read.has_baseline else []
    followed = {one.lesion: BoneLesion(one.lesion, rules) for one in chosen}
    for one in chosen:
        followed[one.lesion].begin(one, flags, first.name)
    visits = [_baseline(first, chosen)] if read.has_baseline else []
    roles = {one.lesion: one.role for one in chosen}
    for visit in read.visits[1:] if read.has_baseline else read.visits:
        flags.extend(
            Flag(visit=visit.name, lesion=one.lesion, what="a lesion that is not in the baseline", did="left it out")
            for one in visit.lesions
            if one.role in ("target", "non-target") and one.lesion not in followed and read.has_baseline
        )
        visits.append(_follow(visit, first.date if read.has_baseline else None, followed, roles, courses, rules, flags))
    return tuple(visits)


def _baseline(visit: VisitRead, chosen: Sequence[LesionRead]) -> VisitResponse:
    says = f"{len(chosen)} known lesions in bone" if chosen else "no lesion in bone was known"
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=True,
        targets=tuple(_target(one, ()) for one in chosen),
        sum_mm=None,
        nadir_mm=None,
        change_from_baseline_pct=None,
        change_from_nadir_pct=None,
        because=(Reason(says=says, section="MDA"),),
        lesions=visit.lesions,
    )


def _follow(
    visit: VisitRead,
    baseline: PartialDate | None,
    followed: dict[str, BoneLesion],
    roles: dict[str, str],
    courses: Sequence[Course],
    rules: ResponseRules,
    flags: list[Flag],
) -> VisitResponse:
    days, since = days_under(courses, baseline, visit.date)
    window = _Window(is_open=days is None or days <= rules["flare-days"], days=days, since=since)
    seen = _Seen()
    here = by_lesion(visit)
    for name, lesion in followed.items():
        _known(name, here.get(name), lesion, roles[name], window, visit, seen, flags)
    for one in visit.lesions:
        if one.role == "new":
            _new(one, window, seen)
        elif not one.role and one.lesion not in followed and followed:
            seen.new_equivocal.append(one.lesion)
            says = f"{one.lesion} was not read at the baseline and is not called new: perhaps new, no progression yet"
            seen.because.append(Reason(says=says, section="MDA, progressive disease"))
    target = _together(seen, with_new=False) if followed else ""
    overall = _together(seen, with_new=True)
    _tell(seen, overall, window, rules)
    would = [say for found in seen.findings.values() for one in found for say in one.would]
    if overall == "NE" and (seen.unsettled or seen.new_sclerotic):
        would.append(_SETTLES)
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=False,
        targets=tuple(_target(here[name], seen.findings.get(name, ())) for name in followed if name in here),
        sum_mm=None,
        nadir_mm=None,
        change_from_baseline_pct=None,
        change_from_nadir_pct=None,
        numbers=_numbers(seen, days),
        target=target,
        new_lesion="yes" if seen.new else "equivocal" if _doubtful(seen) else "no",
        new_certain=tuple(seen.new),
        new_doubtful=tuple(seen.new_equivocal),
        overall=overall,
        because=tuple(seen.because),
        would_change=tuple(dict.fromkeys(would)),
        doubts=tuple(dict.fromkeys(seen.doubts)),
        lesions=visit.lesions,
    )


def _known(
    name: str,
    read: LesionRead | None,
    lesion: BoneLesion,
    role: str,
    window: _Window,
    visit: VisitRead,
    seen: _Seen,
    flags: list[Flag],
) -> None:
    found = () if read is None else lesion.at(read, visit.name, flags)
    seen.findings[name] = found
    told = [one for one in found if one.category]
    if not told:
        seen.missing[name] = role
        return
    category = _of_lesion(name, told, window, seen)
    if category == _UNSETTLED:
        seen.unsettled.append(name)
    else:
        seen.categories[name] = category
    seen.doubts.extend(say for one in told for say in one.doubts)


def _of_lesion(name: str, told: Sequence[Finding], window: _Window, seen: _Seen) -> str:
    scans = [one for one in told if one.method == SCAN]
    others = [one for one in told if one.method != SCAN]
    decided = _combined([one.category for one in others])
    said = ", ".join(f"{one.method or 'scan'}: {one.says}" for one in told)
    if scans and scans[0].category == "PD" and decided != "PD":
        return _hotter(name, decided, window, said, seen)
    category = _combined([one.category for one in told])
    seen.because.append(Reason(says=f"{name} {said}: {category}", section=_section(category)))
    return category


def _hotter(name: str, decided: str, window: _Window, said: str, seen: _Seen) -> str:
    """More uptake and no growth on CT, X-ray or MRI: healing, flare that is not settled, or progression."""
    if decided in _RESPONSE:
        seen.because.append(Reason(says=f"{name} {said}: hotter while it heals, a flare: PR", section=_FLARE))
        return "PR"
    if not window.is_open:
        seen.because.append(Reason(says=f"{name} {said}, {_when(window)}: PD", section=_section("PD")))
        return "PD"
    says = f"{name} {said}, {_when(window)}: a flare is possible, no progression by itself"
    seen.because.append(Reason(says=says, section=_FLARE))
    if decided == "SD":
        seen.doubts.append(f"{name}: hotter within the months of flare; {_SETTLES}")
        return "SD"
    return _UNSETTLED


def _new(lesion: LesionRead, window: _Window, seen: _Seen) -> None:
    by_method: dict[str, str] = {}
    # A row that only names the lesion says by which scan it was found; it counts where nothing else is said.
    for fact in [fact for fact in lesion.facts if fact.measure != "identified"] or lesion.facts:
        if fact.measure == "state" and fact.state:
            by_method[fact.method] = fact.state
        elif fact.not_done:
            by_method.setdefault(fact.method, "not evaluable")
        else:
            by_method.setdefault(fact.method, "new")
    states = {
        method: state
        for method, state in by_method.items()
        if state not in NOT_EVALUABLE and state not in COMPLETE and state not in PARTIAL - SCLEROTIC
    }
    name = lesion.lesion
    if not states:
        return
    certain = {method: state for method, state in states.items() if state not in EQUIVOCAL}
    if not certain:
        seen.new_equivocal.append(name)
        says = f"new lesion {name} is equivocal: no progression yet"
        seen.because.append(Reason(says=says, section="MDA, progressive disease"))
        return
    elsewhere = {method: state for method, state in certain.items() if method != SCAN}
    kind = ", ".join(f"{method or 'scan'}: {state}" for method, state in sorted(certain.items()))
    if window.is_open and not elsewhere:
        seen.unsettled.append(name)
        seen.because.append(
            Reason(
                says=f"{name} new on {kind}, {_when(window)}: a flare is possible, no progression by itself",
                section=_FLARE,
            )
        )
    elif window.is_open and all(state in SCLEROTIC for state in elsewhere.values()):
        seen.new_sclerotic.append(name)
        seen.because.append(
            Reason(says=f"{name} new and sclerotic ({kind}), {_when(window)}: healing or new disease", section=_FLARE)
        )
    else:
        seen.new.append(name)
        seen.because.append(Reason(says=f"new lesion {name} ({kind}): PD", section="MDA, progressive disease"))


def _combined(categories: Sequence[str]) -> str:
    """Of several kinds of scan, or several lesions: PD of any, CR of all, PR of any that is better, else SD."""
    if not categories:
        return ""
    if "PD" in categories:
        return "PD"
    if all(one == "CR" for one in categories):
        return "CR"
    return "PR" if any(one in _RESPONSE for one in categories) else "SD"


def _together(seen: _Seen, *, with_new: bool) -> str:
    new = bool(seen.new) and with_new
    found = _combined(list(seen.categories.values()))
    if new or found == "PD":
        return "PD"
    if not found or any(role == "target" for role in seen.missing.values()):
        return "NE"
    open_new = with_new and bool(seen.new_sclerotic or [one for one in seen.unsettled if one not in seen.findings])
    is_open = open_new or any(one in seen.findings for one in seen.unsettled)
    if found == "CR" and (seen.missing or is_open):
        return "PR"
    if found in _RESPONSE:
        return found
    return "NE" if is_open else "SD"


def _tell(seen: _Seen, overall: str, window: _Window, rules: ResponseRules) -> None:
    """The step from lesions to the category, and what makes it less sure."""
    missing = ", ".join(seen.missing)
    open_ones = ", ".join([*seen.unsettled, *seen.new_sclerotic])
    if overall == "NE":
        why = [f"{missing} not assessed"] if missing else []
        why += [f"{open_ones} not settled"] if open_ones else []
        seen.because.append(Reason(says=f"{'; '.join(why) or 'no lesion in bone was assessed'}: NE", section="MDA"))
    elif overall in _RESPONSE and open_ones:
        seen.because.append(
            Reason(
                says=f"{open_ones} with other signs of response and no progression: osteoblastic flare, PR",
                section=_FLARE,
            )
        )
        seen.doubts.append(f"{open_ones}: taken as flare; {_SETTLES}")
    if missing and overall != "NE":
        seen.doubts.append(f"{missing}: not assessed; complete response needs every lesion")
    if overall == "SD" and window.days is not None and window.days < rules["stable-days"]:
        seen.doubts.append(
            f"{window.days} days since {window.since}: bone heals slowly; WHO calls no change from "
            f"{rules['stable-days']} days"
        )
    if overall == "PD" and set(seen.categories.values()) & set(_RESPONSE):
        better = ", ".join(name for name, one in seen.categories.items() if one in _RESPONSE)
        worse = ", ".join([*(name for name, one in seen.categories.items() if one == "PD"), *seen.new])
        seen.doubts.append(f"mixed response: {better} better, {worse} worse")


def _doubtful(seen: _Seen) -> bool:
    new_unsettled = [one for one in seen.unsettled if one not in seen.findings]
    return bool(seen.new_equivocal or seen.new_sclerotic or new_unsettled)


def _when(window: _Window) -> str:
    return "day not known" if window.days is None else f"{window.days} days after {window.since}"


def _section(category: str) -> str:
    names = {
        "CR": "MDA, complete response",
        "PR": "MDA, partial response",
        "SD": "MDA, stable disease",
        "PD": "MDA, progressive disease",
    }
    return names[category]


def _target(lesion: LesionRead, findings: Sequence[Finding]) -> TargetAt:
    return TargetAt(
        lesion=lesion.lesion,
        site=lesion.site or lesion.site_text,
        is_node=False,
        measured_mm=lesion.diameter_mm,
        counted_mm=None,
        note="; ".join(_noted(one) for one in findings),
    )


def _noted(finding: Finding) -> str:
    return f"{finding.method or 'scan'}: {finding.says}" + (f" ({finding.category})" if finding.category else "")


def _numbers(seen: _Seen, days: int | None) -> tuple[Number, ...]:
    found = [
        Number(f"{name}_size", f"{name} on {one.method or 'scan'}: diameters that cross, added", one.size_mm, "mm")
        for name, findings in seen.findings.items()
        for one in findings
        if one.size_mm is not None
    ]
    if days is not None:
        found.append(Number("days_under_treatment", "days since the present treatment began", Decimal(days), "d"))
    return tuple(found)
