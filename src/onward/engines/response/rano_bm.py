"""RANO-BM: the central nervous system by images, corticosteroids and clinical status together.

Lin et al., Lancet Oncol 2015;16:e270. Lesions outside it are judged apart, by RECIST 1.1, and told beside. Complete and
partial response and stable disease ask for all of images, corticosteroids and clinical status; where one is not
recorded the answer is not evaluable, with what the images say by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.best import assessed, best_confirmed, best_overall, progressed_on, responded_on
from onward.engines.response.brain_targets import BrainTargets
from onward.engines.response.clinical import Clinical, clinical_on
from onward.engines.response.compartments import inside, outside
from onward.engines.response.courses import Steroid, is_under, steroid_on
from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.other_lesions import NewSeen, new_lesions, non_target_response
from onward.engines.response.proposed_targets import with_proposed_targets
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.recist import evaluate_visits
from onward.engines.response.result import Number, ReaderResponse, Reason, VisitResponse
from onward.engines.response.words import percent
from onward.knowledge import ResponseRules

_IMMUNOTHERAPY = "immune checkpoint inhibitor"
# An antibody given every three to six weeks still works between two infusions.
_BETWEEN_INFUSIONS = 42
_TABLE = "summary table"
_NOTE_ON_NEW = f"{_TABLE}, note on new lesions"


def has_brain_lesions(asked: Asked) -> bool:
    """Somebody chose, judged or measured lesions in the central nervous system."""
    return any(inside(read) is not None for read in asked.reads)


def rano_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """One answer for each reader who read lesions in the central nervous system."""
    return tuple(
        _response(found, outside(read), asked, rules)
        for read in asked.reads
        if (found := inside(read)) is not None and found.visits
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What belongs to a visit beside its images."""

    steroid: Steroid
    clinical: Clinical
    immunotherapy: bool


def _response(read: Read, rest: Read | None, asked: Asked, rules: ResponseRules) -> ReaderResponse:
    read = with_proposed_targets(read, rules)
    flags: list[Flag] = []
    first = read.visits[0]
    targets = BrainTargets(first.of("target") if read.has_baseline else (), rules, flags, first.name)
    others = first.of("non-target") if read.has_baseline else ()
    baseline = first.date if read.has_baseline else None
    steroid = steroid_on(asked.courses, baseline, rules)
    beside = _outside(rest, rules)
    visits = [_baseline(first, targets, others, steroid)] if read.has_baseline else []
    for visit in read.visits[1:] if read.has_baseline else read.visits:
        flags.extend(_unknown(visit, targets, others) if read.has_baseline else ())
        around = _Around(
            steroid=steroid_on(asked.courses, visit.date, rules),
            clinical=clinical_on(asked.timeline, baseline, visit.date, rules),
            immunotherapy=is_under(asked.courses, _IMMUNOTHERAPY, visit.date, _BETWEEN_INFUSIONS),
        )
        visits.append(_follow(visit, targets, others, steroid, around, beside.get(visit.name, ""), rules, flags))
    until, start = assessed(visits)
    return reader_response(
        read,
        "rano-bm",
        rules,
        visits,
        best=best_overall(until, start, rules),
        confirmed=best_confirmed(until, start, rules),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(until),
        flags=flags,
    )


def _outside(rest: Read | None, rules: ResponseRules) -> dict[str, str]:
    """RECIST 1.1 of the lesions outside the central nervous system, by visit."""
    if rest is None:
        return {}
    # The numbers of RECIST 1.1 that RANO-BM words otherwise are the same: 20 %, 5 mm (of the sum), 30 %.
    visits, _ = evaluate_visits(rest, rules)
    return {visit.visit: visit.overall for visit in visits if not visit.is_baseline}


def _unknown(visit: VisitRead, targets: BrainTargets, others: Sequence[LesionRead]) -> list[Flag]:
    names = {lesion.lesion for lesion in others}
    return [
        Flag(
            visit=visit.name,
            lesion=one.lesion,
            what=f"a {one.role} that was not chosen at the baseline",
            did="left it out; a lesion seen first now is a new lesion",
        )
        for one in visit.lesions
        if one.role in ("target", "non-target") and one.lesion not in names and not targets.known(one.lesion)
    ]


def _baseline(visit: VisitRead, targets: BrainTargets, others: Sequence[LesionRead], steroid: Steroid) -> VisitResponse:
    says = targets.begin(visit) if targets.chosen else "no targets in the central nervous system were chosen"
    if others:
        says += f"; {len(others)} other lesions"
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=True,
        targets=targets.now,
        sum_mm=targets.baseline_mm,
        nadir_mm=None,
        change_from_baseline_pct=None,
        change_from_nadir_pct=None,
        numbers=_dose(steroid),
        because=(Reason(says=says, section="baseline"), Reason(says=steroid.says, section="corticosteroids")),
        lesions=visit.lesions,
    )


def _follow(
    visit: VisitRead,
    targets: BrainTargets,
    others: Sequence[LesionRead],
    before: Steroid,
    around: _Around,
    beside: str,
    rules: ResponseRules,
    flags: list[Flag],
) -> VisitResponse:
    because: list[Reason] = []
    nadir = targets.nadir_mm
    target = targets.judge(visit, because) if targets.chosen else ""
    non_target = non_target_response(others, visit, rules, because, flags, after_complete=False) if others else ""
    new = new_lesions(visit, rules, because, flags)
    images = _by_images(target, non_target, new, because, immunotherapy=around.immunotherapy)
    doubts: list[str] = [*targets.doubts]
    would: list[str] = [*targets.would]
    overall = _composite(images, before, around, new, because, would, doubts)
    if beside:
        because.append(
            Reason(says=f"outside the central nervous system, by RECIST 1.1: {beside}", section="compartments")
        )
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=False,
        targets=targets.now,
        sum_mm=targets.sum_mm,
        nadir_mm=nadir,
        change_from_baseline_pct=percent(targets.sum_mm, targets.baseline_mm),
        change_from_nadir_pct=percent(targets.sum_mm, nadir),
        to_progression_mm=None,
        to_response_mm=None,
        numbers=_dose(around.steroid),
        target=target,
        non_target=non_target,
        new_lesion=new.answer,
        new_certain=new.certain,
        new_doubtful=new.doubtful,
        overall=overall,
        because=tuple(because),
        would_change=tuple(dict.fromkeys(would)),
        doubts=tuple(dict.fromkeys(doubts)),
        lesions=visit.lesions,
    )


def _by_images(target: str, non_target: str, new: NewSeen, because: list[Reason], *, immunotherapy: bool) -> str:
    """CR, PR, SD, PD, NON-CR/NON-PD or NE by the images alone."""
    if target == "PD" or non_target == "PD":
        return "PD"
    if new.certain:
        if not immunotherapy:
            return "PD"
        says = (
            f"under immunotherapy new lesion {', '.join(new.certain)} alone does not define progression, and the other "
            "categories ask for none"
        )
        because.append(Reason(says=says, section=_NOTE_ON_NEW))
        return "NE"
    if not target and not non_target:
        because.append(Reason(says="no lesion was chosen at the baseline: NE", section="baseline"))
        return "NE"
    if target == "NE" or non_target == "NE":
        because.append(Reason(says="not every lesion was assessed, and the categories ask for all: NE", section=_TABLE))
        return "NE"
    if not target:
        return non_target
    if target == "CR" and non_target not in ("", "CR"):
        because.append(Reason(says="targets gone, other lesions present: PR", section=_TABLE))
        return "PR"
    return target


def is_progression_by_images(visit: VisitResponse) -> bool:
    """Whether the images by themselves make the progression of this visit, not clinical status alone."""
    is_new = bool(visit.new_certain) and all(reason.section != _NOTE_ON_NEW for reason in visit.because)
    return visit.overall == "PD" and (is_new or "PD" in (visit.target, visit.non_target))


def _composite(
    images: str,
    before: Steroid,
    around: _Around,
    new: NewSeen,
    because: list[Reason],
    would: list[str],
    doubts: list[str],
) -> str:
    """Images, corticosteroids and clinical status together (summary table)."""
    steroid, clinical = around.steroid, around.clinical
    if clinical.value == "worse":
        because.append(Reason(says=f"{clinical.says}: PD", section="clinical status"))
        doubts.append(
            "deterioration counts only where nothing else explains it; the record does not say what it came from"
        )
        return "PD"
    if images == "PD":
        return "PD"
    if images == "NE":
        if new.certain:
            would.append("what settles it: the next scan, at least 4 weeks later, shows whether the new lesion grows")
        return "NE"
    because.append(Reason(says=f"{clinical.says}; {steroid.says}", section="clinical status, corticosteroids"))
    change = _change(before, steroid)
    missing = [
        what for what, is_missing in (("clinical status", not clinical.value), (_STEROIDS, not change)) if is_missing
    ]
    if missing:
        return _open(images, missing, steroid, because, would)
    if change == "more":
        says = (
            f"by images {images}, but the dose rose ({before.says}, now {steroid.says}): {images} asks for a dose that "
            "did not, and a rise alone is no progression: NE"
        )
        because.append(Reason(says=says, section=f"{_TABLE}, note on corticosteroids"))
        would.append(f"{images} once the dose is back at the baseline's or below with the same images")
        return "NE"
    if images == "CR" and steroid.mg != 0:
        because.append(
            Reason(says=f"all gone, but {steroid.says}: complete response asks for none: PR", section=_TABLE)
        )
        doubts.append("a dose that only replaces the body's own counts as none; the record does not say what it is for")
        would.append("CR without corticosteroids")
        return "PR"
    because.append(Reason(says=f"images, corticosteroids and clinical status together: {images}", section=_TABLE))
    return images


_STEROIDS = "corticosteroids"


def _open(images: str, missing: Sequence[str], steroid: Steroid, because: list[Reason], would: list[str]) -> str:
    what = " and ".join(missing)
    says = f"by images alone {images}; {what} not known: NE"
    because.append(Reason(says=says, section=_TABLE))
    asks = {
        "clinical status": "clinically stable or better",
        _STEROIDS: "no corticosteroids" if images == "CR" else "a dose of corticosteroids that did not rise",
    }
    would.append(
        f"{images} with {' and '.join(asks[one] for one in missing)}; PD if clinically worse because of the cancer"
    )
    if steroid.is_known and steroid.mg is None:
        would.append("the dose of the corticosteroid in mg a day, now and at the baseline")
    return "NE"


def _change(before: Steroid, now: Steroid) -> str:
    """ "more", "same or less"; "" when it cannot be told."""
    if not now.is_known:
        return ""
    if now.mg == 0:
        return "same or less"
    if not before.is_known:
        return ""
    if before.mg == 0:
        return "more"
    if now.mg is None or before.mg is None:
        return ""
    return "more" if now.mg > before.mg else "same or less"


def _dose(steroid: Steroid) -> tuple[Number, ...]:
    if steroid.mg is None or not steroid.is_known:
        return ()
    dose: Decimal = steroid.mg
    return (Number("steroid_prednisone_mg", "corticosteroids, as prednisone a day", dose, "mg"),)
