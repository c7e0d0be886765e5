"""What trials and treatments ask again and again, answered from the record, with what would settle an unknown."""

from __future__ import annotations

from typing import assert_never

from onward.criteria import Answer, facts_of, questions_left
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.packet import Packet
from onward.terms import Truth


def asked_table(packet: Packet, register: SourceRegister) -> Table:
    """One row a question, in the order of the knowledge file; a YES that rests on a presumption names it."""
    return Table(
        caption="These questions decide nothing: a trial's own limits may differ",
        columns=("Question", "Answer", "Because"),
        rows=tuple(
            (
                Cell(text=one.text),
                Cell(text=_word(one.answer.truth), tone="open" if one.answer.truth is Truth.UNKNOWN else "call"),
                Cell(
                    text=sentence_case(one.answer.because),
                    notes=_notes(one.answer),
                    settle=" ".join(left.question.text for left in questions_left(one.answer)[:2]),
                    marks=register.cite(facts_of(one.answer)),
                ),
            )
            for one in packet.asked
        ),
        empty="Nothing is asked where no breast cancer is recorded.",
    )


def _word(truth: Truth) -> str:
    match truth:
        case Truth.YES:
            return "Yes"
        case Truth.NO:
            return "No"
        case Truth.UNKNOWN:
            return "Unknown"
        case _:
            assert_never(truth)


def _notes(answer: Answer) -> tuple[str, ...]:
    presumed = tuple(f"Presumed: {one}" for one in answer.assumed)
    return (*presumed, f"Until {answer.change.on}") if answer.change.on is not None else presumed
