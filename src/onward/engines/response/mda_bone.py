"""MD Anderson bone criteria: metastases in bone on CT, X-ray, MRI and scintigraphy, with the flare caution.

Hamaoka et al., J Clin Oncol 2004;22:2942; Costelloe et al., J Cancer 2010;1:80; Hayashi et al., Clin Breast Cancer
2013;13:24. In the first months of a new treatment more or hotter spots on scintigraphy, and new sclerotic spots on CT
or X-ray, may be healing: they are no progression by themselves. CT and X-ray of the spot, or a later scan, settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from onward.engines.response.best import assessed, best_confirmed, best_overall, progressed_on, responded_on
from onward.engines.response.bone_lesion import BoneLesion, Finding
from onward.engines.response.bone_visit import (
    SETTLES,
    Seen,
    Window,
    has_doubtful_new,
    take_known,
    take_new,
    tell,
    together,
)
from onward.engines.response.bone_words import is_in_bone
from onward.engines.response.courses import Course, days_under
from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.result import Number, ReaderResponse, Reason, TargetAt, VisitResponse
from onward.knowledge import ResponseRules
from onward.terms import PartialDate


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
    window = Window(is_open=days is None or days <= rules["flare-days"], days=days, since=since)
    seen = Seen()
    here = by_lesion(visit)
    for name, lesion in followed.items():
        take_known(name, here.get(name), lesion, roles[name], window, visit, seen, flags)
    for one in visit.lesions:
        if one.role == "new":
            take_new(one, window, seen)
        elif not one.role and one.lesion not in followed and followed:
            seen.new_equivocal.append(one.lesion)
            says = f"{one.lesion} was not read at the baseline and is not called new: perhaps new, no progression yet"
            seen.because.append(Reason(says=says, section="MDA, progressive disease"))
    target = together(seen, with_new=False) if followed else ""
    overall = together(seen, with_new=True)
    tell(seen, overall, window, rules)
    would = [say for found in seen.findings.values() for one in found for say in one.would]
    if overall == "NE" and (seen.unsettled or seen.new_sclerotic):
        would.append(SETTLES)
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
        new_lesion="yes" if seen.new else "equivocal" if has_doubtful_new(seen) else "no",
        new_certain=tuple(seen.new),
        new_doubtful=tuple(seen.new_equivocal),
        overall=overall,
        because=tuple(seen.because),
        would_change=tuple(dict.fromkeys(would)),
        doubts=tuple(dict.fromkeys(seen.doubts)),
        lesions=visit.lesions,
    )


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


def _numbers(seen: Seen, days: int | None) -> tuple[Number, ...]:
    found = [
        Number(f"{name}_size", f"{name} on {one.method or 'scan'}: diameters that cross, added", one.size_mm, "mm")
        for name, findings in seen.findings.items()
        for one in findings
        if one.size_mm is not None
    ]
    if days is not None:
        found.append(Number("days_under_treatment", "days since the present treatment began", Decimal(days), "d"))
    return tuple(found)
