"""Contradictions between facts: both sides stay, side by side, and the page shows them.

A conflict is found here only where two facts cannot both be true of one person or one specimen. Whether two different
measurements of one tumour are a change or a contradiction is for `disease` to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onward.terms import PartialDate, Truth, is_before
from onward.timeline.describe import site_name
from onward.timeline.facts import (
    AnyFact,
    Death,
    Demographics,
    LabResult,
    Metastasis,
    Standing,
    Variant,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more facts that cannot all be true.

    what      a sentence that names the contradiction
    settle    what would settle it: the report to look at, the question to ask
    between   the facts, in the order of the timeline
    """

    what: str
    settle: str
    between: tuple[AnyFact, ...]


def find_conflicts(facts: Sequence[AnyFact]) -> tuple[Conflict, ...]:
    """All contradictions of a person's facts, in the order of the first fact of each."""
    return (
        *_person(facts),
        *_life_and_death(facts),
        *_one_metastasis_with_two_dates(facts),
        *_laboratory(facts),
        *_variant_origin(facts),
    )


def _differ(dates: Iterable[PartialDate]) -> bool:
    """Whether two of the dates cannot be the same day (2016 and 2016-03 can)."""
    known = list(dates)
    return any(
        is_before(a, b) is Truth.YES or is_before(b, a) is Truth.YES
        for n, a in enumerate(known)
        for b in known[n + 1 :]
    )


def _person(facts: Sequence[AnyFact]) -> Iterable[Conflict]:
    people = [fact for fact in facts if isinstance(fact, Demographics)]
    with_birth = tuple(fact for fact in people if fact.birth is not None)
    if _differ(fact.birth for fact in with_birth if fact.birth is not None):
        yield Conflict(
            what="Two dates of birth are recorded for this person.",
            settle="Check that both records belong to the same person, and which date is on the identity document.",
            between=with_birth,
        )
    with_sex = tuple(fact for fact in people if fact.sex is not None)
    if len({fact.sex for fact in with_sex}) > 1:
        yield Conflict(
            what="Two different administrative sexes are recorded for this person.",
            settle="Check that both records belong to the same person.",
            between=with_sex,
        )


def _life_and_death(facts: Sequence[AnyFact]) -> Iterable[Conflict]:
    deaths = tuple(fact for fact in facts if isinstance(fact, Death) and fact.standing is not Standing.REFUTED)
    if not deaths:
        return
    if _differ(fact.when.start for fact in deaths if fact.when.start is not None):
        yield Conflict(
            what="Two different dates of death are recorded.",
            settle="Check the death certificate or the registry entry.",
            between=deaths,
        )
    dated = next((fact for fact in deaths if fact.when.start is not None), None)
    if dated is None or dated.when.start is None:
        return
    later = tuple(
        fact
        for fact in facts
        if not isinstance(fact, Death | Demographics)
        and fact.when.start is not None
        and is_before(dated.when.start, fact.when.start) is Truth.YES
        # Reports come after; what was measured or given on the living cannot.
        and isinstance(fact, LabResult)
    )
    if later:
        yield Conflict(
            what="Measurements are dated after the recorded death.",
            settle="Check the date of death and the dates of these results.",
            between=(dated, *later[:5]),
        )


def _one_metastasis_with_two_dates(facts: Sequence[AnyFact]) -> Iterable[Conflict]:
    # Only under one and the same code: two bones, or the bone and one of its parts, may well be found at two times.
    groups: dict[tuple[object, ...], list[Metastasis]] = defaultdict(list)
    for fact in facts:
        if (
            isinstance(fact, Metastasis)
            and fact.basis == "condition"
            and fact.standing is Standing.CONFIRMED
            and fact.when.start is not None
            and fact.codes
        ):
            groups[(fact.site, fact.laterality, fact.codes[0])].append(fact)
    for (site, *_), mentions in groups.items():
        if _differ(fact.when.start for fact in mentions if fact.when.start is not None):
            yield Conflict(
                what=f"One metastasis ({site_name(str(site))}) is recorded with two different dates of onset.",
                settle="Look at the report that found it first.",
                between=tuple(mentions),
            )


def _laboratory(facts: Sequence[AnyFact]) -> Iterable[Conflict]:
    groups: dict[tuple[object, ...], list[LabResult]] = defaultdict(list)
    for fact in facts:
        if not isinstance(fact, LabResult) or not fact.analyte or fact.value is None or fact.when.start is None:
            continue
        # Only results of one instant: two values of one day are a course, not a contradiction.
        if "T" in fact.when.start.text:
            groups[(fact.analyte, fact.value.unit, fact.when.start.text, fact.codes)].append(fact)
    for (analyte, *_), results in groups.items():
        if len({fact.value.value for fact in results if fact.value is not None}) > 1:
            yield Conflict(
                what=f"Two different values of {analyte} are recorded for the same instant.",
                settle="Check in the laboratory system which one is the corrected result.",
                between=tuple(results),
            )


def _variant_origin(facts: Sequence[AnyFact]) -> Iterable[Conflict]:
    groups: dict[tuple[str, str, str], list[Variant]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Variant) and fact.specimen and (fact.protein or fact.coding):
            groups[(fact.gene, fact.protein or fact.coding, fact.specimen)].append(fact)
    for (gene, change, _), found in groups.items():
        if len({fact.present for fact in found if fact.present is not None}) > 1:
            yield Conflict(
                what=f"{gene} {change} is reported both as found and as not found in one specimen.",
                settle="Look at the genomics reports of this specimen: which one was amended?",
                between=tuple(found),
            )
