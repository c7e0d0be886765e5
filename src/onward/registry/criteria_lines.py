"""The eligibility criteria of a trial as plain lines, for comparing two versions; what they mean is for `reading`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onward.registry.cohorts import MatchLeaf, MatchTree, MatchUnread, leaves_of
from onward.registry.text import readable_text
from onward.registry.trial import Trial

_MARKER = re.compile(r"^(?:[-*•◦▪–—·‣]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+", re.IGNORECASE)
_HEADING = re.compile(r"\b(inclusion|exclusion|eligib\w*)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """One line without its list marker; `under` is the heading of inclusion or exclusion above it, or the cohort."""

    text: str
    under: str


def criteria_lines(trial: Trial) -> tuple[CriteriaLine, ...]:
    """Text lines first, then the leaves of coded criteria."""
    return (*_text_lines(trial), *_coded_lines(trial))


def _text_lines(trial: Trial) -> Iterator[CriteriaLine]:
    under = ""
    text = readable_text(trial.eligibility_text)
    # The XML form wraps its text and puts an empty line between criteria; elsewhere a line is a line.
    pieces = _BLANK.split(text) if trial.source.format == "ClinicalTrials.gov XML" else text.splitlines()
    for piece in pieces:
        line = _MARKER.sub("", " ".join(piece.split()))
        if not line:
            continue
        if len(line) <= _LONGEST_HEADING and _HEADING.search(line) and line.endswith((":", "criteria", "Criteria")):
            under = line.rstrip(":").strip()
        yield CriteriaLine(line, under)


def _coded_lines(trial: Trial) -> Iterator[CriteriaLine]:
    yield from _leaves(trial.match, "the whole trial")
    for cohort in trial.cohorts:
        under = f"{cohort.level} {cohort.code}".strip()
        yield from _leaves(cohort.match, under)
        for line in cohort.eligibility_text.splitlines():
            if line.strip():
                yield CriteriaLine(" ".join(line.split()), under)


def _leaves(tree: MatchTree | None, under: str) -> Iterator[CriteriaLine]:
    for leaf in leaves_of(tree):
        match leaf:
            case MatchLeaf():
                yield CriteriaLine(str(leaf), under)
            case MatchUnread(text=text):
                yield CriteriaLine(text, under)
