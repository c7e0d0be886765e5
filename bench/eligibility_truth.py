"""The hand-written truth of eligibility lines, and the texts that it speaks of, found again in the public data.

The project holds no text of the registry: a label names trial and hash of the line (docs/explanation/
eligibility-labels.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.eligibility_lines import key_of, nct_id, pieces, trials
from onward.criteria import Criterion, Plain, from_plain

FOLDER = Path(__file__).parents[1] / "tests" / "knowledge" / "eligibility_truth"
WHY = (
    "consent",
    "logistics",
    "judgement",
    "heading",
    "permission",
    "note",
    "exception",
    "part of another line",
    "sign lost",
    "not understood",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is right for one line.

    truth         what it says; None: it is for a human, `human` says why
    also_right    other expressions that are as right, and other reasons (`also_human`)
    needs_parent  one of several ways: it must not be demanded by itself
    time_open     whether now or ever the text does not say
    """

    id: str
    trial: str
    line: str
    section: str
    kind: str
    note: str
    truth: Plain
    human: str
    also_right: tuple[Plain, ...]
    also_human: tuple[str, ...]
    needs_parent: bool
    time_open: bool

    @property
    def right(self) -> tuple[Plain, ...]:
        """Every expression that is right; () where only a human can say."""
        return (*([] if self.truth is None else [self.truth]), *self.also_right)


@cache
def labels(half: str) -> tuple[Label, ...]:
    """The labels of one set ("dev", ..., "strict", "hunted"), or those of one labeller, in the order drawn."""
    file = yaml.safe_load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"))
    return tuple(_label(entry) for entry in file["lines"])


def _label(entry: Mapping[str, Any]) -> Label:
    others = entry.get("also_right", [])
    return Label(
        id=entry["id"],
        trial=entry["trial"],
        line=str(entry["line"]),
        section=entry["section"],
        kind=entry["kind"],
        note=entry.get("note", ""),
        truth=entry.get("truth"),
        human=entry.get("human", ""),
        also_right=tuple(other for other in others if "human" not in other),
        also_human=tuple(other["human"] for other in others if "human" in other),
        needs_parent=entry.get("needs_parent", False),
        time_open=entry.get("time_open", False),
    )


def expressions(label: Label) -> tuple[Criterion, ...]:
    """The right expressions as questions. Raises UsageError where one is no question."""
    return tuple(from_plain(one) for one in label.right)


def texts(data: Path, wanted: Iterable[Label]) -> dict[str, str]:
    """Id of the label -> text of its line. One that is not found any more is missing."""
    of_trial: dict[str, dict[str, str]] = {}
    for label in wanted:
        of_trial.setdefault(label.trial, {})[label.line] = label.id
    found: dict[str, str] = {}
    for study in trials(data):
        asked = of_trial.get(nct_id(study))
        for piece in pieces(study) if asked else ():
            if piece.key in (asked or {}):
                found.setdefault((asked or {})[piece.key], piece.text)
    return found


__all__ = ["FOLDER", "WHY", "Label", "expressions", "key_of", "labels", "texts"]
