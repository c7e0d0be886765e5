"""All trials of a catalogue for one person: in order, with what stands closest and what to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onward.criteria import Subject
from onward.engines.trials.matching import Verdict
from onward.engines.trials.near_misses import NearMiss
from onward.engines.trials.prepared import PreparedTrial
from onward.engines.trials.questions import OpenQuestion
from onward.engines.trials.ranking import Ranked
from onward.registry import NearSite, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Trials for a person.

    ranked      in order; sites by place of the trial in `ranked`, open ones first
    left_out    trials too far away
    near        where distances are from; None when nobody said
    where       the catalogue in a reader's words: files, or the store
    """

    subject: Subject
    ranked: tuple[Ranked, ...]
    sites: Mapping[int, tuple[NearSite, ...]]
    near_misses: tuple[NearMiss, ...]
    questions: tuple[OpenQuestion, ...]
    left_out: tuple[PreparedTrial, ...]
    near: Place | None = None
    where: str = ""

    @property
    def person(self) -> str:
        return self.subject.timeline.person

    def sites_of(self, ranked: Ranked) -> tuple[NearSite, ...]:
        """The sites of one of the trials."""
        return self.sites[ranked.rank]

    def of(self, verdict: Verdict) -> tuple[Ranked, ...]:
        """The trials of one verdict, in order."""
        return tuple(one for one in self.ranked if one.match.verdict is verdict)
