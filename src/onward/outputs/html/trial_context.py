"""What the pages on trials show: typed values, every text ready to read. Templates render exactly these."""

from __future__ import annotations

from dataclasses import dataclass

from onward.outputs.html.context import Basis, Labelled, SourceEntry, Table, TrialsPart


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """One trial for one person, in reading order.

    verdict     slug for the style ("eligible", "possible", "not_now", "not_eligible"); verdict_word and the sentences
                in `says` are fixed words
    to_ask      what would settle open lines, each once
    summary     the registry's own words, one paragraph each
    registry    address of the trial in its registry, "" when it has none there
    """

    title: str
    id: str
    name: str
    person: str
    as_of: str
    verdict: str
    verdict_word: str
    says: tuple[str, ...]
    facts: tuple[Labelled, ...]
    cohorts: Table
    to_ask: tuple[str, ...]
    for_whom: tuple[Labelled, ...]
    studied: tuple[Labelled, ...]
    interventions: Table
    summary: tuple[str, ...]
    involved: tuple[Labelled, ...]
    arms: Table
    sites: Table
    against: Table
    undecided: Table
    unread: Table
    met: Table
    for_a_human: Table
    asks_nothing: Table
    registry: str
    read_in: str
    sources: tuple[SourceEntry, ...]
    bases: tuple[Basis, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialsPage:
    """The first page of a folder of trials."""

    title: str
    name: str
    person: str
    as_of: str
    part: TrialsPart
    sources: tuple[SourceEntry, ...]
    bases: tuple[Basis, ...]
    version: str
