"""What was given before: a drug that failed is not given again, and its kin not without saying so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onward.criteria import Subject
from onward.criteria.subject import Given
from onward.engines.options.result import Reason, Warned
from onward.knowledge import Drug, KnowledgeSource, SequenceWarning
from onward.timeline import AnyFact

FAILED = "failed before"


def failed_before(drug: str, subject: Subject) -> Reason | None:
    """The reason not to give a drug again: the disease grew on it."""
    for given in subject.given:
        if given.course.drug == drug and given.why_ended == "progression":
            return Reason(
                by=FAILED,
                because=f"the disease progressed on {given.words}",
                facts=given.course.facts,
                can_change=False,
            )
    return None


def not_tolerated(drugs: Sequence[str], subject: Subject) -> bool:
    """Whether one of the drugs was stopped for toxicity: no bar, but nothing to be offered first."""
    return any(given.course.drug in drugs and given.why_ended == "toxicity" for given in subject.given)


def given_before(drugs: Sequence[str], subject: Subject) -> tuple[Warned, ...]:
    """What a clinician must know of earlier courses of the same drugs that are no bar."""
    found: list[Warned] = []
    for given in subject.given:
        course = given.course
        if course.drug not in drugs or course.ongoing:
            continue
        match given.why_ended:
            case "toxicity":
                says = f"{given.words}: was stopped for toxicity"
            case "progression":
                says = (
                    f"{given.words}: the disease progressed on it; the rule lets it be given again in this combination"
                )
            case "unknown":
                says = f"{given.words}: was given before, and why it ended is not recorded"
            case _:
                continue
        found.append(Warned(kind="given before", says=says, facts=course.facts))
    return tuple(found)


def kin_given(
    drugs: Sequence[str],
    subject: Subject,
    warnings: Sequence[tuple[SequenceWarning, tuple[KnowledgeSource, ...]]],
    table: Mapping[str, Drug],
) -> tuple[Warned, ...]:
    """Other drugs of the same class, payload or target that were given, where the second works less well."""
    found: list[Warned] = []
    for warning, source in warnings:
        meant = frozenset(warning.name)
        own = [name for name in drugs if name in table and meant & _names(table[name], warning.of)]
        if not own:
            continue
        kin = _kin(drugs, subject, warning, table)
        if not kin:
            continue
        facts: tuple[AnyFact, ...] = tuple(fact for given in kin for fact in given.course.facts)
        words = "; ".join(dict.fromkeys(f"{given.words}{_ended(given.why_ended)}" for given in kin))
        found.append(
            Warned(
                kind="sequence",
                says=f"{warning.says} Given before: {words}.",
                facts=facts,
                source=source,
            )
        )
    return tuple(found)


def kin_failed(
    drugs: Sequence[str],
    subject: Subject,
    warnings: Sequence[tuple[SequenceWarning, tuple[KnowledgeSource, ...]]],
    table: Mapping[str, Drug],
) -> bool:
    """Whether the disease progressed on kin of one of the drugs, of which a second has hardly been studied."""
    return any(
        warning.later
        and any(name in table and meant & _names(table[name], warning.of) for name in drugs)
        and any(given.why_ended == "progression" for given in _kin(drugs, subject, warning, table))
        for warning, meant in ((warning, frozenset(warning.name)) for warning, _ in warnings)
    )


def _kin(drugs: Sequence[str], subject: Subject, warning: SequenceWarning, table: Mapping[str, Drug]) -> list[Given]:
    meant = frozenset(warning.name)
    return [
        given
        for given in subject.given
        if given.course.drug not in drugs
        and given.course.drug in table
        and meant & _names(table[given.course.drug], warning.of)
    ]


def _names(drug: Drug, of: str) -> frozenset[str]:
    match of:
        case "payload":
            return frozenset({drug.payload})
        case "target":
            return frozenset({drug.target})
        case _:
            return frozenset({drug.drug_class, *drug.also})


def _ended(why: str) -> str:
    return "" if why in ("ongoing", "unknown") else f" (ended: {why})"
