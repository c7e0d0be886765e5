"""Which cancers are recorded, and of which of them a metastasis or stage is (disease/onset: met-other-cancer,
met-which-cancer).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onward.knowledge import DiseaseWords, icd10_with_point
from onward.terms import CodeSystem
from onward.timeline import CancerDiagnosis, Laterality, Standing, Timeline

Whose = Literal["breast", "another cancer", "not said", "not clear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancers:
    """The cancers of one person.

    breast     breast cancers; invasive ones only, where an invasive one is recorded
    in_situ    whether only in situ cancer of the breast is recorded
    known      reference of every recorded cancer -> True for a breast cancer, False for another, None not told
    another_solid   another invasive solid cancer that may explain a metastasis
    """

    breast: tuple[CancerDiagnosis, ...]
    in_situ: bool
    known: dict[str, bool | None]
    another_solid: tuple[CancerDiagnosis, ...]

    def whose(self, reference: str) -> Whose:
        """Of which cancer something is that refers to `reference`."""
        if not reference or reference not in self.known:
            return "not said"
        match self.known[reference]:
            case True:
                return "breast"
            case False:
                return "another cancer"
            case None:
                # Of a cancer whose organ is not recorded: clear only where no breast cancer stands beside it.
                return "not clear" if any(self.known.values()) else "breast"

    def sides(self, reference: str) -> frozenset[Laterality]:
        """The sides of the cancer that is referred to, else of all breast cancers; both for bilateral cancer."""
        tied = [fact for fact in self.breast if reference and fact.key == reference]
        sides = {fact.laterality for fact in tied or self.breast if fact.laterality is not None}
        if Laterality.BILATERAL in sides:
            return frozenset({Laterality.LEFT, Laterality.RIGHT})
        return frozenset(sides)


def cancers_of(timeline: Timeline, words: DiseaseWords) -> Cancers:
    """The cancers that are recorded and not refuted; provisional breast cancers count only without a confirmed one."""
    told = [fact for fact in timeline.of(CancerDiagnosis) if fact.standing is not Standing.REFUTED]
    breast = [fact for fact in told if fact.is_breast] or [fact for fact in told if fact.is_breast is None]
    breast = [fact for fact in breast if fact.standing is Standing.CONFIRMED] or breast
    invasive = [fact for fact in breast if not fact.in_situ]
    return Cancers(
        breast=tuple(invasive or breast),
        in_situ=bool(breast) and not invasive,
        known={fact.key: fact.is_breast for fact in told if fact.key},
        another_solid=tuple(fact for fact in told if fact.is_breast is False and _is_solid(fact, words)),
    )


def _is_solid(fact: CancerDiagnosis, words: DiseaseWords) -> bool:
    if fact.in_situ:
        return False
    coded = any(
        code.system is CodeSystem.ICD10 and icd10_with_point(code.value).startswith(words.not_solid_icd10)
        for code in fact.codes
    )
    return not coded and words.not_solid.find(f"{fact.text} {fact.histology}") is None
