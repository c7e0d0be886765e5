"""Receptor calls: one per marker and specimen, newest first, with what contradicts (disease/receptors)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onward.disease.her2 import read_her2
from onward.disease.her2_ihc import NOT_POSITIVE
from onward.disease.picture import PictureConflict, ReceptorCall, UnusedResult
from onward.disease.receptors_hormone import LOW, POSITIVE, read_hormone_receptor
from onward.disease.receptors_reading import CANNOT_BE_TOLD, Reading
from onward.disease.receptors_specimen import Specimen, specimens_of
from onward.knowledge import ReceptorRules
from onward.timeline import Marker, ReceptorResult, Standing, Timeline, Variant, VariantKind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Called:
    """A call with the specimen that it is of and the set of calls that its results allow."""

    call: ReceptorCall
    specimen: Specimen
    possible: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receptors:
    """All calls, newest specimen first.

    unused    results that could not be used, with the reason
    changes   where a marker differs between specimens, in a sentence each
    """

    called: tuple[Called, ...]
    conflicts: tuple[PictureConflict, ...]
    unused: tuple[UnusedResult, ...]
    changes: tuple[str, ...]

    @property
    def calls(self) -> tuple[ReceptorCall, ...]:
        return tuple(one.call for one in self.called)


def call_receptors(timeline: Timeline, rules: ReceptorRules) -> Receptors:
    """Call ER, PR and HER2 on every specimen of tumour."""
    called: list[Called] = []
    conflicts: list[PictureConflict] = []
    unused: list[UnusedResult] = []
    for specimen in specimens_of(timeline):
        if not specimen.is_tumour:
            unused.extend(_not_tumour(specimen))
            continue
        for marker in Marker:
            results = tuple(result for result in specimen.results if result.marker is marker)
            if not results:
                continue
            reading = _read(marker, results, rules)
            called.append(_called(marker, specimen, results, reading))
            unused.extend(reading.unused)
            if reading.conflicts:
                conflicts.append(_within(marker, results, reading))
    changes: list[str] = []
    for marker in Marker:
        change = _changed(marker, [one for one in called if one.call.marker is marker])
        if change is not None:
            conflicts.append(change)
            changes.append(change.what)
    conflicts.extend(_sequencing(timeline, [one for one in called if one.call.marker is Marker.HER2]))
    return Receptors(called=tuple(called), conflicts=tuple(conflicts), unused=tuple(unused), changes=tuple(changes))


def _read(marker: Marker, results: Sequence[ReceptorResult], rules: ReceptorRules) -> Reading:
    match marker:
        case Marker.ER | Marker.PR:
            return read_hormone_receptor(marker, results, rules)
        case Marker.HER2:
            return read_her2(results, rules)


def _not_tumour(specimen: Specimen) -> list[UnusedResult]:
    return [
        UnusedResult(
            kind="blood",
            what=f"A {result.marker.value} result on {specimen.kind.value}.",
            did="It gives no call: receptors are called on tumour tissue only.",
            fact=result,
        )
        for result in specimen.results
    ]


def _called(marker: Marker, specimen: Specimen, results: tuple[ReceptorResult, ...], reading: Reading) -> Called:
    call = ReceptorCall(
        marker=marker,
        call=reading.call,
        rule=reading.rule,
        because=reading.because + _bone(marker, specimen, reading) + _preliminary(results),
        date=specimen.date,
        specimen=specimen.name,
        specimen_kind=specimen.kind,
        specimen_site=specimen.site,
        inputs=results,
        settle=reading.settle,
    )
    return Called(call=call, specimen=specimen, possible=reading.possible)


def _bone(marker: Marker, specimen: Specimen, reading: Reading) -> str:
    """The caveat that a negative result on bone carries (subtype-bone)."""
    negative = reading.possible <= NOT_POSITIVE if marker is Marker.HER2 else reading.call == "negative"
    if specimen.site != "bone" or not negative:
        return ""
    return " On bone: decalcification can make a result falsely negative."


def _preliminary(results: Sequence[ReceptorResult]) -> str:
    return " Preliminary result." if any(result.standing is Standing.PROVISIONAL for result in results) else ""


# --- contradictions


def _within(marker: Marker, results: tuple[ReceptorResult, ...], reading: Reading) -> PictureConflict:
    return PictureConflict(
        kind="her2" if marker is Marker.HER2 else "receptor",
        key="" if marker is Marker.HER2 else marker.value,
        what=f"{marker.value} results of one specimen contradict each other. {' '.join(reading.conflicts)}",
        settle=f"Which {marker.value} result holds? The pathology report of this specimen, and who reviewed it last.",
        between=results,
    )


def _changed(marker: Marker, called: Sequence[Called]) -> PictureConflict | None:
    """Two specimens whose possible calls have nothing in common (subtype-change)."""
    differing: dict[Called, None] = {}
    for one, other in combinations(called, 2):
        if not _one_side(marker, one) & _one_side(marker, other):
            differing.update({one: None, other: None})
    if not differing:
        return None
    shown = [one for one in called if one in differing]
    words = "; ".join(f"{one.call.call} on {one.specimen.words}" for one in shown)
    return PictureConflict(
        kind="receptor-change",
        key=marker.value,
        what=f"{marker.value} differs between specimens: {words}.",
        settle=f"Has the tumour changed, or is one {marker.value} result wrong? A pathologist can review both slides.",
        between=tuple(result for one in shown for result in one.call.inputs),
    )


def _one_side(marker: Marker, called: Called) -> frozenset[str]:
    """ER positive and low positive are one side."""
    if marker is not Marker.HER2 and called.possible & {LOW, POSITIVE}:
        return called.possible | {LOW, POSITIVE}
    return called.possible


def _sequencing(timeline: Timeline, called: Sequence[Called]) -> list[PictureConflict]:
    """ERBB2 amplification by sequencing against the HER2 call; the call stays (her2-sequencing)."""
    found: list[PictureConflict] = []
    for variant in timeline.of(Variant):
        if (
            variant.gene != "ERBB2"
            or variant.kind is not VariantKind.AMPLIFICATION
            or variant.present is None
            or variant.standing is Standing.REFUTED
        ):
            continue
        against = [one for one in _beside(variant, called) if _disagrees(one, amplified=variant.present)]
        if not against:
            continue
        said = "amplified" if variant.present else "not amplified"
        calls = "; ".join(f"{one.call.call} on {one.specimen.words}" for one in against)
        found.append(
            PictureConflict(
                kind="receptor-sequencing",
                key="HER2",
                what=f"ERBB2 is {said} by sequencing, and HER2 is {calls}. The call stays.",
                settle="Is HER2 amplified? In situ hybridisation of the specimen that was sequenced.",
                between=(variant, *(result for one in against for result in one.call.inputs)),
            )
        )
    return found


def _beside(variant: Variant, called: Sequence[Called]) -> Sequence[Called]:
    """The calls of the sequenced specimen; all of them where it has none, or is not said."""
    same = [one for one in called if variant.specimen and one.call.specimen == variant.specimen]
    return same or called


def _disagrees(one: Called, *, amplified: bool) -> bool:
    if one.call.call == CANNOT_BE_TOLD:
        return False
    return POSITIVE not in one.possible if amplified else one.possible == frozenset({POSITIVE})
