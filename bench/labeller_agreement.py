"""How far two people agree who labelled the same eligibility lines independently.

    python -m bench.labeller_agreement SET                      labels of one and of the other: strict, blind, apart
    ONWARD_DATA=FOLDER python -m bench.labeller_agreement SET   and what the reader is wrong by, for one and for both

The reader cannot be measured more finely than two labellers agree. Both sets of labels were written from the text
alone, before any reading of it and before the other's work was seen (docs/explanation/eligibility-labels.md).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.eligibility_truth import Label, labels
from bench.reading_truth import Judged, interval, judged, narrower, same
from bench.same_reading import Words, same_words

SETS_OF_TWO = ("strict", "blind", "apart")

# What two labels of one line say of each other:
#   same         equal expressions, or both leave the line to a human
#   accepted     one of them is among what the other holds to be right as well
#   other        expressions that do not say the same
#   first only   the first has an expression, the second leaves it to a human
#   second only  the other way round
Verdict = Literal["same", "accepted", "other", "first only", "second only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    of_what: str
    hits: int
    of: int

    def __str__(self) -> str:
        low, high = interval(self.hits, self.of)
        share = f"{self.hits / self.of:.1%}" if self.of else "-"
        return f"{self.of_what}: {self.hits} of {self.of}, {share} ({low:.1%} to {high:.1%})"


def verdict(one: Label, other: Label, words: Words, holds: Mapping[str, frozenset[str]]) -> Verdict:
    """How the labels of two labellers for one line compare."""
    if one.truth is None and other.truth is None:
        return "same"
    time_open = one.time_open or other.time_open

    def equal(right: Label, said: Label) -> bool:
        return said.truth is not None and bool(same(right.right, said.truth, words, holds, time_open=time_open))

    if one.truth is not None and other.truth is not None:
        if same([one.truth], other.truth, words, holds, time_open=time_open):
            return "same"
        return "accepted" if equal(one, other) or equal(other, one) else "other"
    only: Verdict = "second only" if one.truth is None else "first only"
    said, human = (other, one) if one.truth is None else (one, other)
    return "accepted" if said.also_human or equal(human, said) else only


def agreement(first: Sequence[Label], second: Sequence[Label]) -> tuple[Share, ...]:
    """The shares on which two labellers agree, over the lines that both labelled."""
    words, holds = same_words(), narrower()
    theirs = {(label.trial, label.line): label for label in second}
    pairs = [(one, theirs[one.trial, one.line]) for one in first if (one.trial, one.line) in theirs]
    found: list[tuple[Label, Label, Verdict]] = [
        (one, other, verdict(one, other, words, holds)) for one, other in pairs
    ]
    agreed = ("same", "accepted")
    both = [said for one, other, said in found if one.truth is not None and other.truth is not None]
    of_first = [said for one, _, said in found if one.truth is not None]
    return (
        Share(of_what="all lines, the very same answer", hits=_count(found, ("same",)), of=len(found)),
        Share(of_what="all lines, one accepts the other's answer", hits=_count(found, agreed), of=len(found)),
        Share(of_what="both have an expression, equal", hits=both.count("same"), of=len(both)),
        Share(
            of_what="both have an expression, one accepts the other's",
            hits=sum(s in agreed for s in both),
            of=len(both),
        ),
        Share(of_what="first has an expression, second another", hits=of_first.count("other"), of=len(of_first)),
        Share(of_what="first has an expression, second a human", hits=of_first.count("first only"), of=len(of_first)),
        Share(
            of_what="second has an expression, first a human",
            hits=_count(found, ("second only",)),
            of=sum(other.truth is not None for _, other, _ in found),
        ),
    )


def wrong_by(first: Sequence[Judged], second: Sequence[Judged]) -> tuple[Share, ...]:
    """How much of what the reader gave is wrong by one labeller's labels, by the other's, and by both.

    A line counts where the reader gave an answer that one of the two can hold against it (see `Figures.given`).
    """
    theirs = {(one.label.trial, one.label.line): one for one in second}
    pairs = [
        (one, theirs[one.label.trial, one.label.line]) for one in first if (one.label.trial, one.label.line) in theirs
    ]
    given = [(one.outcome, other.outcome) for one, other in pairs if {one.outcome, other.outcome} & _GIVEN]
    return (
        Share(
            of_what="read, wrong by the first",
            hits=sum(a in _WRONG for a, _ in given),
            of=sum(a in _GIVEN for a, _ in given),
        ),
        Share(
            of_what="read, wrong by the second",
            hits=sum(b in _WRONG for _, b in given),
            of=sum(b in _GIVEN for _, b in given),
        ),
        Share(of_what="read, wrong by both", hits=sum(a in _WRONG and b in _WRONG for a, b in given), of=len(given)),
        Share(
            of_what="read, wrong by one or both", hits=sum(a in _WRONG or b in _WRONG for a, b in given), of=len(given)
        ),
    )


_WRONG = frozenset({"wrong", "set aside"})
_GIVEN = _WRONG | {"right", "careful"}


def _count(found: Sequence[tuple[Label, Label, Verdict]], among: Sequence[Verdict]) -> int:
    return sum(said in among for _, _, said in found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("set", choices=SETS_OF_TWO)
    of_set = parser.parse_args().set
    first, second = f"{of_set}_first", f"{of_set}_second"
    for share in agreement(labels(first), labels(second)):
        print(share)
    if data := os.environ.get("ONWARD_DATA"):
        for share in wrong_by(judged(Path(data), first), judged(Path(data), second)):
            print(share)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
