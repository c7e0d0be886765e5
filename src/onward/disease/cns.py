"""State of disease in the central nervous system (disease/sites, rules cns-*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onward.disease.extent import Extent
from onward.disease.imaging_text import Certainty
from onward.disease.mentions import Mention, Reach
from onward.disease.picture import Cns
from onward.disease.primaries import first_of, surely_after
from onward.terms import PartialDate, Period, Truth, days_between, is_before, is_on_or_before
from onward.timeline import DiseaseStatus, ImagingFact, ProcedureFact, Radiotherapy, Standing

_ASK = "An MRI of the head, with its comparison to the one before, would settle it."
_CNS = ("brain", "leptomeninges")
_CALM = frozenset({"stable", "improved", "partial_remission", "complete_remission", "no_evidence_of_disease"})
_OF_BRAIN = "RANO-BM"
_NOT_DONE = frozenset({"not-done", "preparation", "cancelled", "draft", "entered-in-error"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One look at the brain: imaging or a status that speaks of it."""

    when: PartialDate
    calm: bool
    growing: bool


def cns_status(extent: Extent) -> Cns:
    """None known, treated stable, active, leptomeningeal, or unknown with what would settle it."""
    seen = [mention for mention in extent.counted(Certainty.AFFIRMED, Reach.DISTANT) if mention.site in _CNS]
    meninges = [mention for mention in seen if mention.site == "leptomeninges"]
    if meninges:
        return Cns(
            status="leptomeningeal",
            rule="cns-leptomeningeal",
            because="Leptomeningeal metastasis is recorded.",
            since=first_of(mention.when for mention in meninges if mention.when is not None),
        )
    brain = [mention for mention in seen if mention.site == "brain"]
    if brain:
        return _brain(extent, brain)
    may_be = any(
        mention.site in _CNS and mention.certainty is Certainty.AFFIRMED and extent.is_in_doubt(mention.whose)
        for mention in extent.mentions
    )
    if may_be or any(mention.site in _CNS for mention in extent.suspected):
        return Cns(
            status="unknown",
            rule="cns-suspected",
            because="Disease of brain or leptomeninges is suspected and not confirmed.",
            since=None,
            settle=_ASK,
        )
    return _none_known(extent)


def _none_known(extent: Extent) -> Cns:
    looks = [
        fact.when.start
        for fact in extent.timeline.of(ImagingFact)
        if fact.when.start is not None and fact.standing is not Standing.REFUTED and _is_of_brain(fact, extent)
    ]
    newest = max(looks, key=lambda when: when.sort_key, default=None)
    imaging = "no imaging of the brain is recorded" if newest is None else f"newest imaging of the brain {newest}"
    return Cns(
        status="none known",
        rule="cns-none-known",
        because=f"No metastasis of brain or leptomeninges is recorded; {imaging}. It does not mean that there is none.",
        since=None,
        looked_on=newest,
    )


def _is_of_brain(fact: ImagingFact, extent: Extent) -> bool:
    if fact.body_site == "brain":
        return True
    names = extent.rules.places.places
    return any(place.site == "brain" for place in names.find_all(f"{fact.description}. {fact.conclusion}"))


# --- brain metastasis


def _brain(extent: Extent, brain: Sequence[Mention]) -> Cns:
    first = first_of(mention.when for mention in brain if mention.when is not None)
    # Treatments and states may point to the brain metastasis itself instead of naming the place.
    pointed_to = frozenset(source.resource for mention in brain for source in mention.fact.sources if source.resource)
    treated = [when for when in _local_therapy(extent, pointed_to) if not _is_before_first(when, first)]
    if not treated and any(mention.evidence == "biopsy" for mention in brain):
        # Tissue of the brain comes from an operation: a biopsy, or the removal that would be its local therapy.
        return _not_assessed("Tissue of a brain metastasis was taken; whether it was removed is not recorded.")
    if not treated:
        return Cns(
            status="active",
            rule="cns-active-untreated",
            because="Brain metastasis is recorded, and no local therapy of the brain since.",
            since=first,
        )
    ends = [when.end or when.start for when in treated]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or first is None or any(not _follows(when, first) for when in treated):
        return _not_assessed("The dates of brain metastasis and of its local therapy do not tell their order.")
    last = max(known, key=lambda when: (when.latest, when.earliest))
    looks = sorted(_looks(extent, last, pointed_to), key=lambda look: look.when.sort_key)
    growth = [look.when for look in looks if look.growing and surely_after(look.when, last)]
    if growth:
        return Cns(
            status="active",
            rule="cns-active-progression",
            because=f"New or growing brain metastasis after the last local therapy ({last}).",
            since=first_of(growth),
        )
    if any(look.growing and is_before(look.when, last) is Truth.UNKNOWN and look.when != last for look in looks):
        return _not_assessed("The dates do not tell whether brain metastasis grew before or after its local therapy.")
    days = extent.rules.sites.assessed_after_days
    stable = [look.when for look in looks if look.calm and days_between(last, look.when)[0] >= days]
    if not stable:
        return _not_assessed(f"No look at the brain at least {days} days after local therapy ({last}) is recorded.")
    newest = max(stable, key=lambda when: when.sort_key)
    return Cns(
        status="treated stable",
        rule="cns-treated-stable",
        because=f"Local therapy of the brain until {last}, no progression there as of {newest}.",
        since=first_of(stable),
    )


def _not_assessed(because: str) -> Cns:
    return Cns(status="unknown", rule="cns-treated-not-assessed", because=because, since=None, settle=_ASK)


def _is_before_first(when: Period, first: PartialDate | None) -> bool:
    end = when.end or when.start
    return end is not None and first is not None and is_before(end, first) is Truth.YES


def _follows(when: Period, first: PartialDate) -> bool:
    """Whether therapy surely ended on or after the first mention."""
    end = when.end or when.start
    return end is not None and is_on_or_before(first, end) is Truth.YES


def _local_therapy(extent: Extent, pointed_to: frozenset[str]) -> Iterator[Period]:
    """Surgery, radiosurgery and radiotherapy of the brain that were done."""
    words, places = extent.rules.words, extent.rules.places.places
    for course in extent.timeline.of(Radiotherapy):
        if course.standing is Standing.REFUTED or course.status in _NOT_DONE:
            continue
        named = (*course.sites, course.text)
        if course.for_cancer in pointed_to or any(
            place.site == "brain" for text in named for place in places.find_all(text)
        ):
            yield course.when
    for procedure in extent.timeline.of(ProcedureFact):
        if procedure.standing is Standing.REFUTED or procedure.status in _NOT_DONE:
            continue
        of_brain = (
            procedure.site == "brain"
            or procedure.for_cancer in pointed_to
            or any(place.site == "brain" for place in places.find_all(procedure.text))
        )
        known = procedure.kind in words.local_therapy or words.brain_treatment.find(procedure.text) is not None
        if of_brain and known:
            yield procedure.when


def _looks(extent: Extent, last: PartialDate, pointed_to: frozenset[str]) -> Iterator[_Look]:
    places = extent.rules.places.places
    for mention in extent.mentions:
        if (
            mention.site != "brain"
            or mention.when is None
            or extent.cancers.whose(mention.of_cancer) == "another cancer"
        ):
            continue
        if mention.evidence == "imaging":
            if mention.certainty is not Certainty.SUSPECTED:
                yield _Look(when=mention.when, calm=mention.calm, growing=mention.growing)
        elif mention.certainty is Certainty.AFFIRMED and mention.evidence in ("condition", "biopsy"):
            # A brain metastasis that begins, or is proven, after the local therapy is a new one.
            yield _Look(when=mention.when, calm=False, growing=surely_after(mention.when, last))
    for status in extent.timeline.of(DiseaseStatus):
        when = status.when.start
        if when is None or status.standing is not Standing.CONFIRMED or not status.value:
            continue
        if status.criterion:
            # Its text names every lesion that was judged; of the brain by itself only one criterion speaks.
            is_of_brain = status.criterion == _OF_BRAIN
        else:
            is_of_brain = status.of_cancer in pointed_to or any(
                place.site == "brain" for place in places.find_all(status.text)
            )
        if is_of_brain:
            yield _Look(when=when, calm=status.value in _CALM, growing=status.value == "progression")
