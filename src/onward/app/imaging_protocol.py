"""Use case: how two studies of one person differ in the way they were made."""

from __future__ import annotations

from dataclasses import dataclass

from onward.app.imaging import ImagingIndex
from onward.imaging import AspectLimit, ProtocolComparison, ScanProtocol, pair_series, protocol_differences
from onward.intake.dicom import protocol_of
from onward.knowledge import ProtocolAspect, protocol_limits
from onward.terms import Issue, Severity

_COMPARED = ("PT", "CT", "MR")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolsCompared:
    """Pairs of series with their differences, and series without a partner, each with the study that it is of."""

    pairs: tuple[ProtocolComparison, ...]
    alone: tuple[tuple[str, ScanProtocol], ...]
    issues: tuple[Issue, ...]


def compare_protocols(earlier: ImagingIndex, later: ImagingIndex) -> ProtocolsCompared:
    """PET, CT and MR volumes of two studies; the later one is compared with the earlier."""
    first, second = _protocols(earlier), _protocols(later)
    issues = [*earlier.issues, *later.issues]
    people = {series.person for found in (earlier, later) for series in found.series if series.grids}
    if len(people) > 1:
        issues.append(_issue("PatientID", "the two studies are of several persons", "compared them all the same"))
    for name, ours in (("first", first), ("second", second)):
        if not ours:
            issues.append(_issue("", f"the {name} study holds no volume of PET, CT or MR", "compared nothing with it"))
    if first and second and min(one.date for one in second) < min(one.date for one in first):
        issues.append(_issue("SeriesDate", "the study given first is the later one", "took the order as given"))
    limits = tuple(_limit(one) for one in protocol_limits().aspects)
    pairs, alone = pair_series(first, second)
    return ProtocolsCompared(
        pairs=tuple(protocol_differences(one, other, limits) for one, other in pairs),
        alone=tuple(("earlier" if any(one is ours for ours in first) else "later", one) for one in alone),
        issues=tuple(issues),
    )


def _protocols(found: ImagingIndex) -> tuple[ScanProtocol, ...]:
    return tuple(
        protocol_of(stack) for stack in found.stacks if stack.phase == 0 and stack.series.modality in _COMPARED
    )


def _limit(one: ProtocolAspect) -> AspectLimit:
    def number(value: object) -> float | None:
        return None if value is None else float(str(value))

    return AspectLimit(
        aspect=one.aspect,
        words=one.words,
        modalities=one.modality,
        unit=one.unit,
        says=one.says,
        apart=number(one.apart),
        percent=number(one.percent),
        lowest=number(one.lowest),
        highest=number(one.highest),
    )


def _issue(place: str, what: str, did: str) -> Issue:
    return Issue(file="", place=place, what=what, did=did, severity=Severity.WARNING)
