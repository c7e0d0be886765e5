"""Questions about receptors. Which specimen counts is part of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import must, must_all_be_of, must_be_one_of
from onward.criteria.limits import Limits

MarkerName = Literal["ER", "PR", "HER2"]
# "current" is what the subtype rests on; "any" and "every" look at all specimens; the others at one kind of specimen.
Sample = Literal["current", "latest", "any", "every", "primary", "metastasis"]
AskedCall = Literal["positive", "low positive", "negative", "low", "ultralow", "zero"]
IhcScore = Literal["0", "1+", "2+", "3+"]
IshState = Literal["amplified", "not amplified", "equivocal"]

CALLS_OF: dict[str, tuple[AskedCall, ...]] = {
    "ER": ("positive", "low positive", "negative"),
    "PR": ("positive", "negative"),
    # "negative" asks for every kind of not positive: low, ultralow and zero.
    "HER2": ("positive", "low", "ultralow", "zero", "negative"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receptor:
    """The receptor's call is one of these.

    HER2 "negative" means low, ultralow or zero; ER "positive" leaves out low positive, which is a call of its own.
    """

    marker: MarkerName
    calls: tuple[AskedCall, ...]
    sample: Sample = "current"

    def __post_init__(self) -> None:
        must_be_one_of(self.marker, get_args(MarkerName), "receptor: marker")
        must_all_be_of(self.calls, CALLS_OF[self.marker], f"receptor {self.marker}: calls")
        must_be_one_of(self.sample, get_args(Sample), "receptor: sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptorPercent:
    """Stained nuclei in percent, for ER and PR."""

    marker: MarkerName
    limits: Limits
    sample: Sample = "current"

    def __post_init__(self) -> None:
        must_be_one_of(self.marker, ("ER", "PR"), "receptor_percent: marker")
        must_be_one_of(self.sample, get_args(Sample), "receptor_percent: sample")
        bounds = (self.limits.at_least, self.limits.above, self.limits.at_most, self.limits.below)
        must(all(b is None or 0 <= b <= 100 for b in bounds), "receptor_percent: limits lie between 0 and 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Her2Score:
    """The HER2 immunohistochemistry score itself, where a rule asks for it and not for the call."""

    scores: tuple[IhcScore, ...]
    sample: Sample = "current"

    def __post_init__(self) -> None:
        must_all_be_of(self.scores, get_args(IhcScore), "her2_score: scores")
        must_be_one_of(self.sample, get_args(Sample), "her2_score: sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class Her2Ish:
    """HER2 in situ hybridisation itself: what the laboratory concluded, or the numbers that a trial draws its line at.

    states   the laboratory's conclusion; () where numbers are asked
    ratio    HER2 signals to signals of chromosome 17 (HER2/CEP17)
    copies   mean HER2 signals per nucleus
    """

    states: tuple[IshState, ...] = ()
    ratio: Limits | None = None
    copies: Limits | None = None
    sample: Sample = "current"

    def __post_init__(self) -> None:
        must(bool(self.states) or self.ratio is not None or self.copies is not None, "her2_ish needs states or limits")
        must(not self.states or (self.ratio is None and self.copies is None), "her2_ish: states or numbers, not both")
        if self.states:
            must_all_be_of(self.states, get_args(IshState), "her2_ish: states")
        must_be_one_of(self.sample, get_args(Sample), "her2_ish: sample")
