"""What the record says of the extent of the disease, gathered once: cancers, mentions of metastasis, stages.

Everything that is asked of the extent (is it metastatic, since when, where) reads from here, so that one sentence of
a report counts the same in every answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from onward.disease.cancers import Cancers, Whose, cancers_of
from onward.disease.imaging_text import Certainty
from onward.disease.mentions import Mention, Reach, mentions_of
from onward.knowledge import ExtentRules
from onward.terms import PartialDate, Truth, is_before
from onward.timeline import StageFact, Standing, Timeline, as_known_on


class Stage(Enum):
    """What a stage says of distant metastasis."""

    METASTATIC = "stage IV or M1"
    EARLY = "stage 0 to III or M0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """A stage group or M category that says whether there is distant metastasis.

    at_diagnosis   given as the stage at diagnosis, whatever its date
    """

    fact: StageFact
    says: Stage
    whose: Whose
    at_diagnosis: bool

    @property
    def when(self) -> PartialDate | None:
        return self.fact.when.start

    @property
    def words(self) -> str:
        """ "stage IIA" or "M0"."""
        return f"stage {self.fact.value}" if self.fact.axis == "group" else self.fact.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """All that the record says of the extent on one day.

    doubtful   another solid cancer is recorded and nothing ties the metastases to the breast cancer (met-which-cancer)
    """

    timeline: Timeline
    rules: ExtentRules
    as_of: date
    cancers: Cancers
    mentions: tuple[Mention, ...]
    staging: tuple[Staging, ...]
    doubtful: bool

    def is_of_breast(self, whose: Whose) -> bool:
        """Whether something counts as of the breast cancer."""
        return whose == "breast" or (whose == "not said" and not self.doubtful)

    def is_in_doubt(self, whose: Whose) -> bool:
        """Whether it may be of the breast cancer or of another."""
        return whose == "not clear" or (whose == "not said" and self.doubtful)

    def counted(self, certainty: Certainty, *reach: Reach) -> tuple[Mention, ...]:
        """Mentions of metastasis of the breast cancer with this certainty and reach."""
        return tuple(
            mention
            for mention in self.mentions
            if mention.certainty is certainty and mention.reach in reach and self.is_of_breast(mention.whose)
        )

    @property
    def evidence(self) -> tuple[Mention, ...]:
        """Confirmed distant metastases of the breast cancer, with or without a place."""
        return self.counted(Certainty.AFFIRMED, Reach.DISTANT, Reach.UNNAMED)

    @property
    def suspected(self) -> tuple[Mention, ...]:
        """Suspected distant metastases; a suspicion of imaging ends when later imaging says that there is none."""
        return tuple(
            mention
            for mention in self.mentions
            if mention.certainty is Certainty.SUSPECTED
            and mention.reach in (Reach.DISTANT, Reach.UNNAMED)
            and mention.whose != "another cancer"
            and not self._is_settled(mention)
        )

    def _is_settled(self, suspicion: Mention) -> bool:
        if suspicion.evidence != "imaging":
            return False
        return any(
            later.evidence == "imaging"
            and later.certainty is Certainty.DENIED
            and (later.site, later.text) == (suspicion.site, suspicion.text)
            and _is_after(later.when, suspicion.when)
            for later in self.mentions
        )

    def stages(self, says: Stage) -> tuple[Staging, ...]:
        """Stages of the breast cancer that say this.

        An early stage that names no cancer is taken as of the breast cancer: it is asked for by what is asked about.
        Of stage IV it matters which cancer it is of.
        """
        if says is Stage.EARLY:
            return tuple(s for s in self.staging if s.says is says and s.whose in ("breast", "not said"))
        return tuple(s for s in self.staging if s.says is says and self.is_of_breast(s.whose))


def _is_after(later: PartialDate | None, earlier: PartialDate | None) -> bool:
    return later is not None and earlier is not None and is_before(earlier, later) is Truth.YES


def extent_of(timeline: Timeline, rules: ExtentRules, *, as_of: date) -> Extent:
    """Gather what is known on `as_of`."""
    known = timeline if timeline.as_of == as_of else as_known_on(timeline, as_of)
    cancers = cancers_of(known, rules.words)
    mentions = mentions_of(known, cancers, rules)
    staging = tuple(_staging(known, cancers, rules))
    return Extent(
        timeline=known,
        rules=rules,
        as_of=as_of,
        cancers=cancers,
        mentions=mentions,
        staging=staging,
        doubtful=bool(cancers.another_solid) and not _is_tied(mentions, staging),
    )


def _is_tied(mentions: tuple[Mention, ...], staging: tuple[Staging, ...]) -> bool:
    """Whether something says that the metastases are of the breast cancer: its stage, or receptors tested on one."""
    if any(stage.says is Stage.METASTATIC and stage.whose == "breast" for stage in staging):
        return True
    return any(mention.evidence == "biopsy" and mention.whose == "breast" for mention in mentions)


def _staging(timeline: Timeline, cancers: Cancers, rules: ExtentRules) -> list[Staging]:
    found: list[Staging] = []
    for fact in timeline.of(StageFact):
        says = what_it_says(fact)
        if says is None or fact.standing is not Standing.CONFIRMED:
            continue
        found.append(
            Staging(
                fact=fact,
                says=says,
                whose=cancers.whose(fact.of_cancer),
                at_diagnosis=rules.words.at_diagnosis.find(fact.text) is not None,
            )
        )
    return found


# A prefix says how it was staged (c, p, y, r, a), not what was found.
_GROUP = re.compile(r"[cpyra]*\s*(?P<group>IV|III|II|I|0)(?![IVX])", re.IGNORECASE)
_M = re.compile(r"[cpyra]*M(?P<category>[01])", re.IGNORECASE)


def what_it_says(fact: StageFact) -> Stage | None:
    """Whether a stage says that there is distant metastasis; None when it does not tell (MX, T and N categories)."""
    if fact.axis == "group":
        found = _GROUP.match(fact.value)
        if found is None:
            return None
        return Stage.METASTATIC if found["group"].upper() == "IV" else Stage.EARLY
    if fact.axis == "M":
        category = _M.match(fact.value)
        if category is None:
            return None
        return Stage.METASTATIC if category["category"] == "1" else Stage.EARLY
    return None
