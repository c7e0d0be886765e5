"""The lines of a trial as tables: what stands in the way, what is open, what is met, what is for people to settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onward.criteria import Answer, facts_of, leaves_of, questions_left, said
from onward.engines.trials import LineMatch, Part, TrialMatch, outlook
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.trial_words import FOR_A_HUMAN
from onward.terms import Truth

_WORDS = "The trial says"
_RECORD = "The record says"


def against_table(match: TrialMatch, register: SourceRegister) -> Table:
    """What stands in the way, and whether it may change."""
    return Table(
        caption="What stands in the way",
        columns=(_WORDS, _RECORD, "May it change?"),
        rows=tuple(_against(line, register) for line in _own(match) if line.truth is Truth.NO),
    )


def _against(line: LineMatch, register: SourceRegister) -> tuple[Cell, ...]:
    assert line.answer is not None, "a line without an answer is never a NO"
    view = outlook(line.answer)
    change = sentence_case(view.words) + "."
    return (_words(line), _record(line.answer, register), Cell(text=change, tone="call" if view.can_change else ""))


def undecided_table(match: TrialMatch, register: SourceRegister) -> Table:
    """What is open, and what would settle it."""
    rows = [
        (_words(line), _record(line.answer, register, tone="open"), Cell(text=" ".join(_settle(line.answer))))
        for line in _own(match)
        if line.truth is Truth.UNKNOWN and line.answer is not None
    ]
    return Table(caption="What is open", columns=(_WORDS, _RECORD, "What would settle it"), rows=tuple(rows))


def unread_table(match: TrialMatch) -> Table:
    """Lines that Onward could not read: open, and somebody has to read them."""
    return Table(
        caption="Lines that Onward could not read: they are open, and somebody has to read them",
        columns=(_WORDS, "Why"),
        rows=tuple(
            (_words(line), Cell(text=sentence_case(line.line.why) + ".", tone="open"))
            for line in _own(match)
            if line.answer is None
        ),
    )


def met_table(match: TrialMatch, register: SourceRegister) -> Table:
    """What is met."""
    return Table(
        caption="What is met",
        columns=(_WORDS, _RECORD),
        rows=tuple(
            (_words(line), _record(line.answer, register))
            for line in _own(match)
            if line.truth is Truth.YES and line.answer is not None
        ),
    )


def for_a_human_table(match: TrialMatch) -> Table:
    """Lines that no record answers."""
    return Table(
        caption="For you and the doctors of the trial to settle",
        columns=(_WORDS, "It is about"),
        rows=tuple(
            (_words(line), Cell(text=sentence_case(FOR_A_HUMAN.get(line.line.why, line.line.why)) + "."))
            for line in match.lines
            if line.line.part is Part.FOR_A_HUMAN
        ),
    )


def asks_nothing_table(match: TrialMatch) -> Table:
    """Headings, permissions and notes, and bullets that the line above them holds."""
    return Table(
        caption="Lines that ask for nothing by themselves",
        columns=(_WORDS, "Why"),
        rows=tuple(
            (_words(line), Cell(text=_why_nothing(line)))
            for line in match.lines
            if line.line.part in (Part.ASKS_NOTHING, Part.IN_ANOTHER)
        ),
    )


def _why_nothing(line: LineMatch) -> str:
    if line.line.part is Part.IN_ANOTHER:
        return f"Part of line {line.line.part_of}."
    return sentence_case(line.line.why) + "."


def questions_of(match: TrialMatch, most: int) -> tuple[str, ...]:
    """What would settle the open lines, each question once, in the order of the trial."""
    found: dict[str, None] = {}
    for line in match.open:
        if line.answer is not None:
            found.update(dict.fromkeys(_settle(line.answer)))
    return tuple(found)[:most]


def _own(match: TrialMatch) -> Sequence[LineMatch]:
    """The lines that decide for the best way in, in the order of the trial."""
    return match.deciding


def _words(line: LineMatch) -> Cell:
    section = {"exclusion": "Keeps people out", "inclusion": "Has to hold", "registry": "From the registry"}
    place = "" if line.line.index is None else f", line {line.line.index}"
    cohort = f", cohort {line.line.cohort}" if line.line.cohort else ""
    where = section.get(line.line.section, "Under no heading")
    return Cell(text=line.line.text, notes=(f"{where}{place}{cohort}", *map(sentence_case, line.line.assumed)))


def _record(answer: Answer, register: SourceRegister, tone: str = "") -> Cell:
    assumed = tuple(f"Assumed: {one}" for one in answer.assumed)
    rules = tuple(dict.fromkeys(rule for leaf in leaves_of(answer) for rule in leaf.rules))
    return Cell(
        text=f"{sentence_case(said(answer))}.",
        notes=assumed,
        tone=tone,
        why=f"Rule: {', '.join(rules)}." if rules else "",
        marks=register.cite(facts_of(answer)),
    )


def _settle(answer: Answer) -> Iterable[str]:
    return dict.fromkeys(left.question.text for left in questions_left(answer))
