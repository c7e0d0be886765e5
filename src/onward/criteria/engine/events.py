"""Events: radiotherapy, procedures, progression, diagnosis, first metastasis. Whether, and how long ago."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from onward.criteria.answer import FIXED, OPEN, Answer, dated, each_once
from onward.criteria.describe_treatment import event_name
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.exposure_nodes import Had
from onward.criteria.subject import Subject
from onward.criteria.windows import is_at_least_ago, is_within
from onward.terms import PartialDate, Truth, WhyUnknown
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    DiseaseStatus,
    Laterality,
    ProcedureFact,
    Radiotherapy,
    Standing,
    describe,
)

# FHIR procedure states that say that it did not happen, or has not yet.
_NOT_DONE = ("not-done", "preparation", "cancelled", "entered-in-error")

# Procedures of codes/procedures that are operations: any of them may have been major.
_SURGERY = frozenset(
    {
        "mastectomy",
        "prophylactic mastectomy",
        "breast conserving surgery",
        "axillary surgery",
        "breast reconstruction",
        "oophorectomy",
        "hysterectomy",
        "transplant",
        "metastasectomy",
        "ablation",
        "vertebroplasty",
    }
)

# Procedures that may have been done by an operation, and mostly are not.
_PERHAPS_SURGERY = frozenset({"biopsy", "bone marrow examination", "drainage"})
# What a procedure that no list holds is called when it is an operation.
_NAMED_AS_SURGERY = re.compile(
    r"\b(?:surg\w+|operation|resection|excision|amputation|transplant\w*|\w{3,}(?:ectomy|plasty|ostomy|pexy|rrhaphy))\b",
    re.IGNORECASE,
)

_ONE_SIDE = re.compile(r"\b(?:unilateral|left|right)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    """One occurrence; `is_it` UNKNOWN when the record does not say enough to know that it is the one asked for.

    not_before  of an undated event, the day before which it cannot have been; None when nothing bounds it
    """

    when: PartialDate | None
    facts: tuple[AnyFact, ...]
    words: str
    is_it: Truth
    not_before: PartialDate | None = None


def answer_event(leaf: Had, subject: Subject) -> Answer:
    """Whether the event is recorded, and whether the latest one lies in the window."""
    name = event_name(leaf)
    events = [event for event in _events(leaf, subject) if event.is_it is not Truth.NO]
    ask = f"Was there {name}, and when was the last? The reports and the treatment summary."
    if leaf.event in ("breast cancer diagnosis", "first metastasis"):
        ask = f"When was the {name}?"
    if not events:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {name} is recorded, and none is ruled out", ask=ask)
    findings = [_one_event(leaf, event, subject, ask) for event in events]
    # "No longer ago than": one recent event is enough. "At least so long ago": every one has to be, the latest too.
    return one_answer(leaf, findings, needed=len(findings) if leaf.at_least_days_ago is not None else 1)


def _one_event(leaf: Had, event: _Event, subject: Subject, ask: str) -> Answer:
    said = f"{event.words} on {event.when}" if event.when is not None else f"{event.words}, undated"
    number = leaf.within_days if leaf.within_days is not None else leaf.at_least_days_ago
    if number is None:
        if event.is_it is Truth.YES:
            return decided(leaf, Truth.YES, said, facts=event.facts, change=FIXED)
        return _unclear(leaf, event, said, ask)
    recent = leaf.within_days is not None
    if event.when is None:
        return _undated(leaf, event, subject, said, ask)
    test = is_within if recent else is_at_least_ago
    truth = test(event.when, number, subject.as_of)
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=event.facts)
    harmless = Truth.NO if recent else Truth.YES
    if event.is_it is Truth.UNKNOWN and truth is not harmless:
        return _unclear(leaf, event, said, ask)
    if truth is harmless:
        return decided(leaf, truth, said, facts=event.facts, change=OPEN)
    # The window moves on: the day on which this event leaves it.
    turns = event.when.earliest + timedelta(days=number + 1 if recent else number)
    return decided(leaf, truth, said, facts=event.facts, change=dated(turns))


def _undated(leaf: Had, event: _Event, subject: Subject, said: str, ask: str) -> Answer:
    """An event without a day is recent all the same where what came before it is recent: metastases after a cancer
    that was found a month ago."""
    number, since = leaf.within_days, event.not_before
    if number is None or since is None or event.is_it is not Truth.YES:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=event.facts)
    if is_within(since, number, subject.as_of) is not Truth.YES:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=event.facts)
    because = f"{said}, not before {since}"
    return decided(leaf, Truth.YES, because, facts=event.facts, change=dated(since.earliest + timedelta(number + 1)))


def _unclear(leaf: Had, event: _Event, said: str, ask: str) -> Answer:
    because = f"{said}: whether it is {event_name(leaf)} the record does not say"
    return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=event.facts)


def _events(leaf: Had, subject: Subject) -> Iterable[_Event]:
    match leaf.event:
        case "radiotherapy":
            for fact in subject.of(Radiotherapy):
                if fact.status not in _NOT_DONE and fact.standing is not Standing.REFUTED:
                    yield _Event(fact.when.end or fact.when.start, (fact,), describe(fact), _site(leaf, fact.sites))
        case "procedure":
            for fact in subject.of(ProcedureFact):
                if fact.status not in _NOT_DONE and fact.standing is not Standing.REFUTED:
                    is_it = _kind(leaf, fact) & _site(leaf, (fact.site,) if fact.site else ())
                    yield _Event(fact.when.end or fact.when.start, (fact,), describe(fact), is_it)
        case "major surgery" | "live vaccine" | "vaccine" | "transfusion":
            # A procedure of a record may have been major surgery; vaccines and transfusions give no fact yet.
            for fact in subject.of(ProcedureFact) if leaf.event == "major surgery" else ():
                if fact.status not in _NOT_DONE and fact.standing is not Standing.REFUTED:
                    may_be = Truth.UNKNOWN if fact.kind in _SURGERY or not fact.kind else Truth.NO
                    yield _Event(fact.when.end or fact.when.start, (fact,), describe(fact), may_be)
        case "progression":
            for fact in subject.of(DiseaseStatus):
                if fact.value == "progression" and fact.standing is Standing.CONFIRMED:
                    yield _Event(fact.when.start or fact.when.end, (fact,), "progression", Truth.YES)
        case "breast cancer diagnosis":
            facts = tuple(
                fact
                for fact in subject.of(CancerDiagnosis)
                if fact.is_breast is True and fact.standing is Standing.CONFIRMED
            )
            when = subject.picture.onset.first_diagnosis
            if facts or when is not None:
                yield _Event(when, facts, "breast cancer diagnosed", Truth.YES)
        case "first metastasis":
            if subject.picture.metastatic is Truth.YES:
                facts = each_once(fact for site in subject.picture.sites for fact in site.facts)
                onset = subject.picture.onset
                yield _Event(
                    onset.first_metastasis, facts, "first metastasis", Truth.YES, not_before=onset.first_diagnosis
                )
        case _:
            assert_never(leaf.event)


def _kind(leaf: Had, fact: ProcedureFact) -> Truth:
    if not leaf.kinds:
        return _operation(fact)
    if not fact.kind:
        # A procedure that no list holds is the one asked for where the record's own words name it.
        return Truth.YES if any(_is_named(kind, fact.text) for kind in leaf.kinds) else Truth.UNKNOWN
    if fact.kind == "oophorectomy" == leaf.kinds[0] and _of_one_side(fact):
        # Ovaries removed: with one of them left nobody is sterile.
        return Truth.UNKNOWN
    return Truth.YES if fact.kind in leaf.kinds else Truth.NO


def _of_one_side(fact: ProcedureFact) -> bool:
    return fact.laterality in (Laterality.LEFT, Laterality.RIGHT) or _ONE_SIDE.search(fact.text) is not None


def _operation(fact: ProcedureFact) -> Truth:
    """Whether it was an operation: a mammogram or an electrocardiogram is none."""
    if fact.kind in _SURGERY or (not fact.kind and _NAMED_AS_SURGERY.search(fact.text) is not None):
        return Truth.YES
    return Truth.UNKNOWN if not fact.kind or fact.kind in _PERHAPS_SURGERY else Truth.NO


def _is_named(kind: str, text: str) -> bool:
    """Whether the record's words hold the name, whole words only; spelling aside."""
    name, said = (f" {' '.join(re.sub(r'[^a-z0-9]+', ' ', _one_spelling(one)).split())} " for one in (kind, text))
    return bool(name.strip()) and name in said


def _one_spelling(text: str) -> str:
    """British and American spelling as one: "anaesthesia", "oesophagectomy"."""
    return text.casefold().replace("ae", "e").replace("oe", "e")


def _site(leaf: Had, sites: tuple[str, ...]) -> Truth:
    if not leaf.sites:
        return Truth.YES
    if not sites:
        return Truth.UNKNOWN
    return Truth.YES if set(sites) & set(leaf.sites) else Truth.NO
