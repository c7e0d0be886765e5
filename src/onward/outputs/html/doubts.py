"""What contradicts, what is missing and what could not be read."""

from __future__ import annotations

from onward.disease import TreatmentQuestion
from onward.outputs.html.context import Contradiction, Missing, Statement, Unreadable
from onward.outputs.html.phrases import listed, period_text, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.packet import Packet
from onward.timeline import AnyFact, describe

_SIDES = 6
_QUESTIONS = 2


def contradictions(packet: Packet, register: SourceRegister) -> tuple[Contradiction, ...]:
    """Contradictions of the picture first, then of the record; each once."""
    found: dict[str, Contradiction] = {}
    told: list[frozenset[AnyFact]] = []
    for conflict in (*packet.picture.conflicts, *packet.timeline.conflicts):
        between = frozenset(conflict.between)
        # What the picture says of the same facts says more than that they differ.
        if conflict.what in found or any(between <= before for before in told):
            continue
        told.append(between)
        found[conflict.what] = Contradiction(
            what=conflict.what, settle=conflict.settle, sides=_sides(conflict.between, register)
        )
    return tuple(found.values())


def unsaid_changes(packet: Packet) -> tuple[str, ...]:
    """Changes between specimens that do not stand among the contradictions already."""
    said = {conflict.what for conflict in (*packet.picture.conflicts, *packet.timeline.conflicts)}
    return tuple(change for change in packet.picture.changes if change not in said)


def _sides(facts: tuple[AnyFact, ...], register: SourceRegister) -> tuple[Statement, ...]:
    """Each side once: facts that say the same of the same time are one statement with all their sources."""
    groups: dict[tuple[str, str], list[AnyFact]] = {}
    for fact in facts:
        groups.setdefault((sentence_case(describe(fact)), period_text(fact.when)), []).append(fact)
    sides = [Statement(text=words, when=when, marks=register.cite(same)) for (words, when), same in groups.items()]
    if len(sides) <= _SIDES:
        return tuple(sides)
    rest = [fact for same in list(groups.values())[_SIDES:] for fact in same]
    return (*sides[:_SIDES], Statement(text=f"and {len(sides) - _SIDES} more", marks=register.cite(rest)))


def missing(packet: Packet, register: SourceRegister) -> tuple[Missing, ...]:
    """The gaps, those that decide most first; then what the record leaves open about a treatment. Each once."""
    found = {gap.what: Missing(what=gap.what, matters=gap.matters, settle=gap.settle) for gap in packet.gaps}
    by_rule: dict[str, list[TreatmentQuestion]] = {}
    for question in packet.picture.questions:
        by_rule.setdefault(question.key.split(":", maxsplit=1)[0], []).append(question)
    for questions in by_rule.values():
        for asked in _together(questions):
            found.setdefault(asked[0].what, _question(asked, register))
    return tuple(found.values())


def _together(questions: list[TreatmentQuestion]) -> list[list[TreatmentQuestion]]:
    """Many questions of one rule are one, so that they do not bury the others."""
    return [questions] if len(questions) > _QUESTIONS else [[question] for question in questions]


def _question(asked: list[TreatmentQuestion], register: SourceRegister) -> Missing:
    first = asked[0]
    others = [question.key.split(":", maxsplit=1)[-1].strip() for question in asked[1:]]
    also = f" The same holds for {listed(others)}." if others else ""
    return Missing(
        what=sentence_case(first.what) + also,
        matters="Which lines of therapy there were, and how long they lasted.",
        settle=first.settle,
        marks=register.cite([fact for question in asked for fact in question.facts]),
    )


def unreadable(packet: Packet) -> tuple[Unreadable, ...]:
    """Issues of the input."""
    return tuple(
        Unreadable(file=issue.file, place=issue.place or "whole file", what=issue.what, did=issue.did)
        for issue in packet.issues
    )
